/** A network's name: these, and whatever a newer gateway brings. */
export type NetworkName =
  | "bluesky" | "facebook" | "gmb" | "instagram" | "linkedin" | "pinterest" | "reddit" | "snapchat" | "telegram"
  | "threads" | "tiktok" | "twitter" | "youtube"
  | (string & {});

/** What is linked on a network: a Page, a channel, a profile. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly handle?: string;
  /** Address of its picture. */
  readonly avatar?: string;
}

/** How a network stands. */
export type LinkState =
  | "unlinked" | "linked" | "renew_soon" | "relink_needed" | "off" | "temporarily_failing" | "unknown";

/** A network, as the server said last. */
export interface NetworkState {
  readonly network: NetworkName;
  readonly state: LinkState;
  readonly account: Account | null;
}

/** The gateway's answer to `POST /api/v1/sessions`, handed on unchanged. */
export interface Session {
  token: string;
  session_id?: string;
  expires_at?: string;
  absolute_expires_at?: string;
  server_time?: string;
  portal_url?: string;
}

/** Light or dark; "auto" is what the browser prefers. */
export type Scheme = "auto" | "light" | "dark";

/** A look: a scheme, and the element's CSS variables without `--ca-`. */
export interface Theme {
  scheme?: Scheme;
  accent?: string;
  page?: string;
  surface?: string;
  text?: string;
  radius?: string;
  font?: string;
  [variable: string]: string | undefined;
}

/** In every event: counts up for each element. */
export interface Sequenced {
  readonly sequence: number;
}

/** All networks. */
export interface NetworksDetail extends Sequenced {
  readonly networks: readonly NetworkState[];
}

/** One network. */
export interface NetworkDetail extends Sequenced {
  readonly network: NetworkName;
}

/** One network and its account. */
export interface AccountDetail extends NetworkDetail {
  readonly account: Account;
}

/** One attempt to link a network: from the click to the outcome. */
export interface AttemptDetail extends NetworkDetail {
  readonly attempt: string;
}

/** An attempt that linked an account. */
export interface LinkedDetail extends AttemptDetail {
  readonly account: Account;
}

/** An attempt that did not, with a name of the reason for programs. */
export interface NotLinkedDetail extends AttemptDetail {
  readonly cause: string;
}

/** The widget as a whole cannot work. */
export interface ErrorDetail extends Sequenced {
  readonly cause: string;
  readonly message: string;
}

/** The element's own events. Each bubbles and is composed. */
export interface ConnectAccountsEventMap {
  /** Everything is known for the first time. */
  "connect-ready": CustomEvent<NetworksDetail>;
  /** What is linked changed. */
  "connect-changed": CustomEvent<NetworksDetail>;
  /** Somebody wants to link a network; `preventDefault()` stops it. */
  "connect-before-link": CustomEvent<NetworkDetail>;
  /** An attempt begins. Exactly one of the next three ends it. */
  "connect-attempt": CustomEvent<AttemptDetail>;
  "connect-linked": CustomEvent<LinkedDetail>;
  "connect-failed": CustomEvent<NotLinkedDetail>;
  "connect-cancelled": CustomEvent<NotLinkedDetail>;
  /** Somebody wants to unlink an account; `preventDefault()` stops it. */
  "connect-before-unlink": CustomEvent<AccountDetail>;
  "connect-unlinked": CustomEvent<AccountDetail>;
  /** The widget as a whole cannot work. */
  "connect-error": CustomEvent<ErrorDetail>;
}

/** The custom element. */
export interface ConnectAccountsElement extends HTMLElement {
  /** Gives a session of whoever is signed in; instead of the attribute `session-endpoint`. */
  fetchSession: (() => Promise<Session>) | null;
  theme: Scheme | Theme | null;
  /** What the server said last; empty before the element is ready. */
  readonly networks: readonly NetworkState[];
  /** Reads everything again. */
  refresh(): void;
  /** Links a network. Has to be called while a click is handled; false: not now. */
  link(network: NetworkName): boolean;
  /** Asks the person whether to unlink a network; false: it is not linked, or the element is not ready. */
  unlink(network: NetworkName): boolean;

  addEventListener<K extends keyof ConnectAccountsEventMap>(
    type: K,
    listener: (this: ConnectAccountsElement, event: ConnectAccountsEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ConnectAccountsEventMap>(
    type: K,
    listener: (this: ConnectAccountsElement, event: ConnectAccountsEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
}
