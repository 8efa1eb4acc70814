// Defines <connect-accounts> in a browser; does nothing on a server.
import { TAG, load } from "./load.js";

export { TAG, load };

/** Fulfilled when the element is defined; at once on a server. */
export const ready = begin();
// Whoever waits for it is told. The browser tells everybody else, in its console.
ready.catch(() => {});

async function begin() {
  if (typeof customElements === "undefined") return;
  // Whoever imports this runs first, and may say with `load` where the file is.
  await null;
  if (document.readyState === "loading") {
    await new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
  }
  await load({ gateway: document.querySelector(TAG)?.getAttribute("gateway") });
}
