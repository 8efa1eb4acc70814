// The Vue wrapper's types, used right and, where it says so, wrong.
import { h, ref } from "vue";
import VueDefault, { ConnectAccounts, type ConnectAccountsExposed } from "connect-accounts/vue";

const instance = ref<InstanceType<typeof ConnectAccounts> | null>(null);
const exposed: ConnectAccountsExposed | null = null as ConnectAccountsExposed | null;
exposed?.refresh();
const pressed: boolean | undefined = instance.value?.link("tiktok");

h(ConnectAccounts, {
  gateway: "https://connect.example",
  src: "/connect-accounts/connect-accounts.js",
  sessionEndpoint: "/connect-session",
  theme: { accent: "red" },
  fetchSession: async () => ({ token: "cap_st_1" }),
  onReady: (event) => event.detail.networks.length,
  onChanged: (event) => event.detail.networks.length,
  onBeforeLink: (event) => event.preventDefault(),
  onAttempt: (event) => event.detail.attempt,
  onLinked: (event) => event.detail.account.name,
  onFailed: (event) => event.detail.cause,
  onCancelled: (event) => event.detail.cause,
  onBeforeUnlink: (event) => event.detail.account.id,
  onUnlinked: (event) => event.detail.account.id,
  onError: (event) => event.detail.message,
});
h(VueDefault, { theme: "dark" });
console.log(pressed);

// @ts-expect-error no such scheme
h(ConnectAccounts, { theme: "blue" });
// @ts-expect-error an address is text
h(ConnectAccounts, { gateway: 42 });
// @ts-expect-error a failed attempt has no account
h(ConnectAccounts, { onFailed: (event) => event.detail.account });
// @ts-expect-error a session has a token
h(ConnectAccounts, { fetchSession: async () => ({}) });
// @ts-expect-error a network has a name
instance.value?.link(1);
