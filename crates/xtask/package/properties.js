// What both wrappers share.
import { TAG } from "./load.js";

/** The element's events, by what comes after `connect-`. */
export const EVENTS = [
  "ready", "changed", "before-link", "attempt", "linked", "failed", "cancelled", "before-unlink", "unlinked", "error",
];

/** Sets a property now, and again on an element that turns into ours only later and knows nothing of it then. */
export function setProperty(element, name, value) {
  element[name] = value();
  if (customElements.get(TAG)) return;
  customElements.whenDefined(TAG).then(() => {
    // A plain property would hide the element's own.
    delete element[name];
    element[name] = value();
  });
}

/** Tells the host that the element's file cannot be loaded, as the element would. */
export function tellFailure(element, problem) {
  const detail = { sequence: 0, cause: "not_loaded", message: problem.message };
  element?.dispatchEvent(new CustomEvent("connect-error", { bubbles: true, composed: true, detail }));
}
