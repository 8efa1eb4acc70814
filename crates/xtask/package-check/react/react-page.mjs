// In a document, in StrictMode, which runs every effect twice: one listener for each callback, none left behind, properties
// that are set before and after the element is defined, and a failure that is told.
import assert from "node:assert/strict";
import { GlobalRegistrator } from "@happy-dom/global-registrator";

GlobalRegistrator.register({ url: "https://host.example/" });
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
const { StrictMode, act, createElement, createRef, version } = await import("react");
const { createRoot } = await import("react-dom/client");
const { ConnectAccounts } = await import("connect-accounts/react");

const warnings = [];
console.error = (...words) => warnings.push(words.join(" "));

const place = document.createElement("div");
document.body.append(place);
const root = createRoot(place);
const ref = createRef();
const show = (props) => act(async () => {
  root.render(createElement(StrictMode, null, props && createElement(ConnectAccounts, { ref, ...props })));
});
const tell = (name, detail, init) =>
  ref.current.dispatchEvent(new CustomEvent(`connect-${name}`, { bubbles: true, cancelable: true, detail, ...init }));

// The file is not there: it is told as the element would tell it.
const problems = [];
await show({ src: "/missing.js", onError: (event) => problems.push(event.detail.cause) });
await new Promise((go) => setTimeout(go, 50));
assert.ok(problems.length > 0 && problems.every((cause) => cause === "not_loaded"), problems.join());

// Properties that are set before the element is defined reach it.
const first = async () => ({ token: "first" });
const seen = [];
await show({ src: "/missing.js", fetchSession: first, theme: { accent: "red" }, onLinked: (event) => seen.push(event.detail) });
class Element extends HTMLElement {
  fetchSession = null;
  #theme = null;
  get theme() { return this.#theme; }
  set theme(theme) { this.#theme = theme; }
}
customElements.define("connect-accounts", Element);
await act(async () => {});
if (!(ref.current instanceof Element)) {
  // This document does not upgrade what is there already.
  await show(null);
  await show({ fetchSession: first, theme: { accent: "red" }, onLinked: (event) => seen.push(event.detail) });
}
assert.deepEqual(await ref.current.fetchSession(), { token: "first" });
assert.deepEqual(ref.current.theme, { accent: "red" });
assert.ok(!Object.hasOwn(ref.current, "theme"), "the element's own property is not hidden");

// Each event once, to the callback of the last rendering.
tell("linked", 1);
assert.deepEqual(seen, [1]);
await show({ fetchSession: async () => ({ token: "second" }), onLinked: (event) => seen.push(-event.detail), onBeforeLink: (event) => event.preventDefault() });
tell("linked", 2);
assert.deepEqual(seen, [1, -2]);
assert.equal(tell("before-link", {}), false, "a callback can stop it");
assert.deepEqual(await ref.current.fetchSession(), { token: "second" });
assert.equal(ref.current.theme, null);

// Gone: one element at a time, and nobody listens any more.
const element = ref.current;
await show(null);
assert.equal(document.querySelectorAll("connect-accounts").length, 0);
element.dispatchEvent(new CustomEvent("connect-linked", { detail: 3 }));
assert.deepEqual(seen, [1, -2]);
await show({});
assert.equal(document.querySelectorAll("connect-accounts").length, 1);
assert.deepEqual(warnings, []);
console.log(`react ${version} keeps to one listener and sets properties, in StrictMode`);
await GlobalRegistrator.unregister();
