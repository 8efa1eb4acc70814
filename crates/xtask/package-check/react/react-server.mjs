// Without a document: imports are safe, and what is rendered is the bare tag.
import assert from "node:assert/strict";
import { createElement, version } from "react";
import { renderToString } from "react-dom/server";
import { TAG, load, ready } from "connect-accounts";
import { ConnectAccounts } from "connect-accounts/react";

assert.equal(typeof HTMLElement, "undefined");
assert.equal(TAG, "connect-accounts");
assert.equal(await ready, undefined);
assert.equal(await load({ gateway: "https://connect.example" }), undefined);

const warnings = [];
console.error = (...words) => warnings.push(words.join(" "));
const html = renderToString(createElement(ConnectAccounts, {
  gateway: "https://connect.example",
  src: "/never/rendered.js",
  sessionEndpoint: "/connect-session",
  fetchSession: async () => ({ token: "" }),
  theme: "dark",
  lang: "de",
  className: "wide",
  onReady: () => {},
}));
assert.equal(
  html,
  '<connect-accounts gateway="https://connect.example" lang="de" class="wide" session-endpoint="/connect-session" theme="dark"></connect-accounts>',
);
assert.equal(renderToString(createElement(ConnectAccounts, { theme: { accent: "red" } })), "<connect-accounts></connect-accounts>");
assert.deepEqual(warnings, []);
console.log(`react ${version} renders the bare tag on a server`);
