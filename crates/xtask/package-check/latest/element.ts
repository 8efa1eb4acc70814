// The element's types, used right and, where it says so, wrong.
import { TAG, load, ready, type Account, type ConnectAccountsElement, type ConnectAccountsEventMap, type LinkState, type NetworkState, type Session, type Theme } from "connect-accounts";
import "connect-accounts/element.js";
import { load as alsoLoad } from "connect-accounts/load.js";

const done: Promise<void> = ready;
const tag: "connect-accounts" = TAG;
await Promise.all([done, load(), alsoLoad({ src: "/a.js" }), load({ gateway: null })]);

const element: ConnectAccountsElement = document.createElement(tag);
const found: ConnectAccountsElement | null = document.querySelector("connect-accounts");
found?.refresh();
const session: Session = { token: "cap_st_1", expires_at: "2030-01-01T00:00:00Z", portal_url: "https://connect.example/" };
element.fetchSession = async () => session;
element.fetchSession = null;
const theme: Theme = { scheme: "auto", radius: "4px", "good-line": "green" };
for (const look of ["auto", "light", "dark", theme, null] as const) element.theme = look;
const networks: readonly NetworkState[] = element.networks;
const states: LinkState[] = networks.map(({ state }) => state);
const answer: boolean = element.link("tiktok") || element.unlink("a-newer-network");

element.addEventListener("connect-linked", (event) => {
  const account: Account = event.detail.account;
  console.log(account.name.length, event.detail.sequence.toFixed(), states, answer);
});
element.addEventListener("connect-ready", function ({ detail }) { console.log(this.networks, detail.networks.length); }, { once: true });
element.addEventListener("click", (event) => event.clientX);
const events = {
  "connect-ready": ({ networks }) => networks.length,
  "connect-changed": ({ networks }) => networks.length,
  "connect-before-link": ({ network }) => network,
  "connect-attempt": ({ attempt, network }) => attempt + network,
  "connect-linked": ({ attempt, account }) => attempt + account.id,
  "connect-failed": ({ attempt, cause }) => attempt + cause,
  "connect-cancelled": ({ attempt, cause }) => attempt + cause,
  "connect-before-unlink": ({ account }) => account.id,
  "connect-unlinked": ({ network, account }) => network + account.id,
  "connect-error": ({ cause, message }) => cause + message,
} satisfies { [K in keyof ConnectAccountsEventMap]: (detail: ConnectAccountsEventMap[K]["detail"]) => unknown };
console.log(events);

// @ts-expect-error what the server said cannot be written
element.networks = [];
// @ts-expect-error no such state
const state: LinkState = "green";
// @ts-expect-error a session has a token
element.fetchSession = async () => ({ session_id: "1" });
// @ts-expect-error no such scheme
element.theme = "blue";
// @ts-expect-error an account is an object
element.addEventListener("connect-linked", (event) => event.detail.accountName);
// @ts-expect-error the reason of a failure is a cause
element.addEventListener("connect-failed", (event) => event.detail.message);
// @ts-expect-error a network has a name
element.unlink();
// @ts-expect-error of a file's address there is one
load({ url: "/a.js" });
console.log(state);
