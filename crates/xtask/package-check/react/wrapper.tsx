// The React wrapper's types, used right and, where it says so, wrong.
import { createRef } from "react";
import ConnectAccountsDefault, { ConnectAccounts, type ConnectAccountsElement, type Theme } from "connect-accounts/react";

const ref = createRef<ConnectAccountsElement>();
const theme: Theme = { scheme: "dark", accent: "#123456", "accent-solid": "#123456" };

export const right = (
  <>
    <ConnectAccounts
      ref={ref}
      gateway="https://connect.example"
      src="/connect-accounts/connect-accounts.js"
      sessionEndpoint="/connect-session"
      fetchSession={async () => ({ token: "cap_st_1", session_id: "s" })}
      theme={theme}
      lang="de"
      id="accounts"
      className="wide"
      style={{ margin: 0 }}
      data-anything="1"
      onReady={(event) => event.detail.networks.map(({ network }) => network)}
      onChanged={(event) => event.detail.networks[0]?.account?.avatar}
      onBeforeLink={(event) => { if (event.detail.network === "tiktok") event.preventDefault(); }}
      onAttempt={({ detail }) => detail.attempt.length + detail.sequence}
      onLinked={({ detail }) => `${detail.attempt} ${detail.account.name}`}
      onFailed={({ detail }) => detail.cause.length}
      onCancelled={({ detail }) => detail.cause.length}
      onBeforeUnlink={(event) => { if (event.detail.account.id === "1") event.preventDefault(); }}
      onUnlinked={({ detail }) => detail.account.handle}
      onError={({ detail }) => `${detail.cause}: ${detail.message}`}
    >
      <p slot="header">Ours</p>
    </ConnectAccounts>
    <ConnectAccountsDefault theme="auto" />
    <connect-accounts gateway="https://connect.example" session-endpoint="/connect-session" theme="light" lang="ar" />
  </>
);

export const wrong = (
  <>
    {/* @ts-expect-error an address is text */}
    <ConnectAccounts gateway={42} />
    {/* @ts-expect-error no such scheme */}
    <ConnectAccounts theme="blue" />
    {/* @ts-expect-error a session has a token */}
    <ConnectAccounts fetchSession={async () => ({})} />
    {/* @ts-expect-error no such callback */}
    <ConnectAccounts onConnected={() => {}} />
    {/* @ts-expect-error a failed attempt has no account */}
    <ConnectAccounts onFailed={({ detail }) => detail.account} />
    {/* @ts-expect-error an attempt has no cause yet */}
    <ConnectAccounts onAttempt={({ detail }) => detail.cause} />
    {/* @ts-expect-error a network that is not linked has no account */}
    <ConnectAccounts onReady={({ detail }) => detail.networks[0]!.account.name} />
    {/* @ts-expect-error a ref of another element */}
    <ConnectAccounts ref={createRef<HTMLInputElement>()} />
    {/* @ts-expect-error no such scheme at the tag */}
    <connect-accounts theme="blue" />
  </>
);

ref.current?.refresh();
// @ts-expect-error a network has a name
ref.current?.link(1);
