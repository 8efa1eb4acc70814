import type { ConnectAccountsElement } from "./types.js";

export { TAG, load, type LoadOptions } from "./load.js";
export type * from "./types.js";

/** Fulfilled when the element is defined; at once on a server. Rejected if its file cannot be loaded. */
export declare const ready: Promise<void>;

declare global {
  interface HTMLElementTagNameMap {
    "connect-accounts": ConnectAccountsElement;
  }
}
