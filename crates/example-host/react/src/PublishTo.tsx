import { useState } from "react";
import type { Account, NetworkState } from "connect-accounts/react";

type Linked = NetworkState & { account: Account };

const isLinked = (network: NetworkState): network is Linked =>
  network.account !== null && (network.state === "linked" || network.state === "renew_soon");

/** A post, and the linked accounts that it goes to. */
export function PublishTo({ networks }: { networks: readonly NetworkState[] }) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const linked = networks.filter(isLinked);
  const chosen = linked.filter(({ network }) => !leftOut.has(network));

  const toggle = (network: string) => {
    const next = new Set(leftOut);
    if (!next.delete(network)) next.add(network);
    setLeftOut(next);
  };

  return (
    <section aria-labelledby="publish">
      <h1 id="publish">Publish to</h1>
      <ul className="targets">
        {linked.map(({ network, account }) => (
          <li key={network}>
            <label>
              <input type="checkbox" checked={!leftOut.has(network)} onChange={() => toggle(network)} />
              {account.avatar && <img src={account.avatar} alt="" width="36" height="36" />}
              <span>
                <strong>{account.name}</strong>
                <small>{account.handle ?? network}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {linked.length === 0 && <p className="quiet">No account is linked yet. Link one below.</p>}
      <label className="post">
        Your post
        <textarea rows={3} defaultValue="Pumpkin spice is back." />
      </label>
      <button type="button" className="main" disabled={chosen.length === 0}>
        {chosen.length === 1 ? "Publish to 1 account" : `Publish to ${chosen.length} accounts`}
      </button>
    </section>
  );
}
