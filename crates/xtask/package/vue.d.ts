import type { DefineComponent, Ref } from "vue";
import type { ConnectAccountsElement, ConnectAccountsEventMap, NetworkName, Scheme, Session, Theme } from "./types.js";

export type * from "./types.js";

/** Attributes and properties of `<connect-accounts>`. */
export interface ConnectAccountsProps {
  /** Origin of the gateway. */
  gateway?: string;
  /** Address of `connect-accounts.js`, where the host serves the package's files itself; the gateway's without it. */
  src?: string;
  /** Address of the host, same origin, that answers POST with the gateway's session. */
  sessionEndpoint?: string;
  /** A session's token; for demonstrations only. */
  token?: string;
  theme?: Scheme | Theme;
  /** Gives a session of whoever is signed in, instead of `sessionEndpoint`. */
  fetchSession?: () => Promise<Session>;
}

/** What a template ref of the component has. */
export interface ConnectAccountsExposed {
  element: Ref<ConnectAccountsElement | null>;
  refresh(): void;
  link(network: NetworkName): boolean;
  unlink(network: NetworkName): boolean;
}

type Emit<K extends keyof ConnectAccountsEventMap> = (event: ConnectAccountsEventMap[K]) => void;

/** What the component emits: the element's events. */
export type ConnectAccountsEmits = {
  ready: Emit<"connect-ready">;
  changed: Emit<"connect-changed">;
  beforeLink: Emit<"connect-before-link">;
  attempt: Emit<"connect-attempt">;
  linked: Emit<"connect-linked">;
  failed: Emit<"connect-failed">;
  cancelled: Emit<"connect-cancelled">;
  beforeUnlink: Emit<"connect-before-unlink">;
  unlinked: Emit<"connect-unlinked">;
  error: Emit<"connect-error">;
};

/** The element in Vue. */
export declare const ConnectAccounts: DefineComponent<
  ConnectAccountsProps, ConnectAccountsExposed, {}, {}, {}, {}, {}, ConnectAccountsEmits
>;
export default ConnectAccounts;
