import { useRef, useState } from "react";
import { ConnectAccounts, type ConnectAccountsElement, type NetworkState } from "connect-accounts/react";
import { PublishTo } from "./PublishTo.tsx";

/** What the host's server tells its page. */
export interface Config {
  /** Origin of the gateway. */
  gateway: string;
  /** What the user's brand is called. */
  brand: string;
}

// The package's own files, served by this app. `?files=gateway` takes the gateway's instead.
const FILES = `${import.meta.env.BASE_URL}connect-accounts/connect-accounts.js`;
const src = new URLSearchParams(location.search).get("files") === "gateway" ? undefined : FILES;

/** A page of a host: the accounts, and what it makes of them. */
export function App({ gateway, brand }: Config) {
  const accounts = useRef<ConnectAccountsElement>(null);
  const [isShown, setShown] = useState(true);
  const [networks, setNetworks] = useState<readonly NetworkState[]>([]);
  const [problem, setProblem] = useState("");

  return (
    <>
      <header>
        <p className="brand">{brand} Studio</p>
        <a href="/">Back to the dashboard</a>
      </header>
      <main>
        <PublishTo networks={networks} />
        <section aria-labelledby="accounts">
          <div className="heading">
            <h2 id="accounts">Accounts</h2>
            <button type="button" onClick={() => setShown(!isShown)}>
              {isShown ? "Hide the accounts" : "Show the accounts"}
            </button>
          </div>
          {problem && <p role="alert">{problem}</p>}
          {isShown && (
            <ConnectAccounts
              ref={accounts}
              src={src}
              gateway={gateway}
              sessionEndpoint="/connect-session"
              onReady={(event) => setNetworks(event.detail.networks)}
              onChanged={(event) => setNetworks(event.detail.networks)}
              onError={(event) => setProblem(event.detail.message)}
            />
          )}
        </section>
      </main>
    </>
  );
}
