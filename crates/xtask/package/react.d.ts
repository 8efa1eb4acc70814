import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";
import type { ConnectAccountsElement, ConnectAccountsEventMap, Scheme, Session, Theme } from "./types.js";

export type * from "./types.js";

type Event<K extends keyof ConnectAccountsEventMap> = ConnectAccountsEventMap[K];

/** Attributes, properties and events of `<connect-accounts>`. */
export interface ConnectAccountsProps
  extends Omit<HTMLAttributes<ConnectAccountsElement>, "onError"> {
  /** Origin of the gateway. */
  gateway?: string;
  /** Address of `connect-accounts.js`, where the host serves the package's files itself; the gateway's without it. */
  src?: string;
  /** Address of the host, same origin, that answers POST with the gateway's session. */
  sessionEndpoint?: string;
  /** A session's token; for demonstrations only. */
  token?: string;
  /** Gives a session of whoever is signed in, instead of `sessionEndpoint`. */
  fetchSession?: () => Promise<Session>;
  theme?: Scheme | Theme;
  onReady?: (event: Event<"connect-ready">) => void;
  onChanged?: (event: Event<"connect-changed">) => void;
  onBeforeLink?: (event: Event<"connect-before-link">) => void;
  onAttempt?: (event: Event<"connect-attempt">) => void;
  onLinked?: (event: Event<"connect-linked">) => void;
  onFailed?: (event: Event<"connect-failed">) => void;
  onCancelled?: (event: Event<"connect-cancelled">) => void;
  onBeforeUnlink?: (event: Event<"connect-before-unlink">) => void;
  onUnlinked?: (event: Event<"connect-unlinked">) => void;
  onError?: (event: Event<"connect-error">) => void;
}

/** The element in React; its ref is the element. */
export declare const ConnectAccounts: ForwardRefExoticComponent<
  ConnectAccountsProps & RefAttributes<ConnectAccountsElement>
>;
export default ConnectAccounts;

/** What the plain tag takes in JSX. */
type TagProps = DetailedHTMLProps<HTMLAttributes<ConnectAccountsElement>, ConnectAccountsElement> & {
  class?: string;
  gateway?: string;
  "session-endpoint"?: string;
  token?: string;
  theme?: Scheme;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "connect-accounts": TagProps;
    }
  }
}
