// Without a document: the import is safe, and what is rendered is the bare tag.
import assert from "node:assert/strict";
import { createSSRApp, h, version } from "vue";
import { renderToString } from "vue/server-renderer";
import { ConnectAccounts } from "connect-accounts/vue";

assert.equal(typeof HTMLElement, "undefined");
const render = (props, slots) => renderToString(createSSRApp({ render: () => h(ConnectAccounts, props, slots) }));
assert.equal(
  await render({
    gateway: "https://connect.example",
    src: "/never/rendered.js",
    sessionEndpoint: "/connect-session",
    theme: "dark",
    class: "wide",
    fetchSession: async () => ({ token: "" }),
    onReady: () => {},
  }),
  '<connect-accounts gateway="https://connect.example" session-endpoint="/connect-session" theme="dark" class="wide"></connect-accounts>',
);
assert.equal(
  await render({ theme: { accent: "red" } }, { default: () => h("p", { slot: "header" }, "Ours") }),
  '<connect-accounts><p slot="header">Ours</p></connect-accounts>',
);
console.log(`vue ${version} renders the bare tag on a server`);
