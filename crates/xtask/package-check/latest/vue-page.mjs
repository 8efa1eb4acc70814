// In a document: the element's events are emitted, its methods can be called, properties reach it, nobody listens afterwards.
import assert from "node:assert/strict";
import { GlobalRegistrator } from "@happy-dom/global-registrator";

GlobalRegistrator.register({ url: "https://host.example/" });
const { createApp, h, nextTick, reactive, ref, version } = await import("vue");
const { ConnectAccounts } = await import("connect-accounts/vue");

customElements.define("connect-accounts", class extends HTMLElement {
  fetchSession = null;
  theme = null;
  link(network) { return network === "tiktok"; }
});
const place = document.createElement("div");
document.body.append(place);
const seen = [];
const wrapper = ref(null);
const props = reactive({ gateway: "https://connect.example", theme: undefined });
const app = createApp({
  render: () => h(ConnectAccounts, {
    ...props,
    ref: wrapper,
    fetchSession: async () => ({ token: "a" }),
    onLinked: (event) => seen.push(event.detail),
    onBeforeLink: (event) => event.preventDefault(),
  }),
});
app.mount(place);
const element = document.querySelector("connect-accounts");
assert.equal(element.getAttribute("gateway"), "https://connect.example");
assert.deepEqual(await element.fetchSession(), { token: "a" });
props.theme = { accent: "red" };
await nextTick();
assert.deepEqual({ ...element.theme }, { accent: "red" });
element.dispatchEvent(new CustomEvent("connect-linked", { detail: 1 }));
assert.deepEqual(seen, [1]);
assert.equal(element.dispatchEvent(new CustomEvent("connect-before-link", { cancelable: true })), false);
assert.deepEqual([wrapper.value.link("tiktok"), wrapper.value.link("x")], [true, false]);
app.unmount();
element.dispatchEvent(new CustomEvent("connect-linked", { detail: 2 }));
assert.deepEqual(seen, [1]);
assert.equal(document.querySelector("connect-accounts"), null);
console.log(`vue ${version} emits the element's events`);
await GlobalRegistrator.unregister();
