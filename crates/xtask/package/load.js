// The element's own file is loaded by its address, when the page runs: bundlers do not see it, so they neither rename it nor
// take it apart from the files beside it, which it finds by where it is itself.

/** The element's name. */
export const TAG = "connect-accounts";

// In a variable: bundlers take `new URL("…", import.meta.url)` for a single file to copy.
const HERE = import.meta.url;
let loading;

/**
 * Makes sure that the element is defined. From `src`; else from the gateway; else whatever is being loaded already; else
 * from the package's own files beside this one, which is right where no bundler moved this file. On a server: nothing.
 */
export function load({ src, gateway } = {}) {
  if (typeof customElements === "undefined" || customElements.get(TAG)) return Promise.resolve();
  const told = src || (gateway && `${gateway.replace(/\/$/, "")}/connect-accounts.js`);
  if (told || !loading) loading = define(new URL(told || new URL("dist/connect-accounts.js", HERE), document.baseURI).href);
  return loading;
}

async function define(address) {
  try {
    await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  } catch (cause) {
    // The next one who asks tries again.
    loading = undefined;
    throw new Error(`connect-accounts: ${address} cannot be loaded`, { cause });
  }
}
