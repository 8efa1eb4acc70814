// Defines <connect-accounts>, in a browser, from the file beside this one. Not for bundlers: see the README.
import "./dist/connect-accounts.js";
