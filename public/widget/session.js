// What one mounting of the widget knows of its session. The host gives it: by `fetchSession`, by the address in
// `session-endpoint`, or for demos as a literal token. It stays in memory.

// All of it is over before the widget gives a call up, after 20 seconds.
const PATIENCE = 5000, PAUSES = [1000, 2000, 0];
// Renewed when so much of its life is over, and after a failure a while later.
const RENEWED_AT = 0.8, AGAIN = 30000;

const pause = (ms) => new Promise((go) => setTimeout(go, ms));

// No timer stays behind, which would hold the element.
function within(ms, promise) {
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error("connect-accounts: the host gives no session in time")), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function ask(element, token) {
  if (element.fetchSession) return element.fetchSession();
  const endpoint = element.getAttribute("session-endpoint");
  if (!endpoint) return { token };
  const answer = await fetch(endpoint, { __proto__: null, method: "POST", credentials: "same-origin", headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`connect-accounts: ${endpoint} answered ${answer.status}`);
  return answer.json();
}

// How long the session lasts, by the clock of whoever gave it; for ever where that is not said.
function lifeOf({ expires_at, server_time }) {
  return Date.parse(expires_at) - Date.parse(server_time) || Infinity;
}

// A function that answers with the session, asked before every call: renewed once for all calls at the same moment, when the
// gateway refused the token that it is called with, and in good time before it ends while it still serves.
export function of(element, literal) {
  let session, renewal, refused, due = Infinity;
  const renew = async () => {
    for (const wait of PAUSES) {
      try {
        const fresh = await within(PATIENCE, ask(element, literal()));
        if (typeof fresh?.token === "string" && fresh.token !== refused) {
          due = performance.now() + RENEWED_AT * lifeOf(fresh);
          return (session = fresh);
        }
      } catch { /* As good as no session. */ }
      if (!element.isConnected) break;
      if (wait) await pause(wait);
    }
    due = performance.now() + AGAIN;
    throw new Error("connect-accounts: the host gave no session");
  };
  return (token) => {
    refused = token ?? refused;
    const serves = session && session.token !== refused;
    if (serves && performance.now() < due) return session;
    renewal ??= renew().finally(() => { renewal = undefined; });
    if (!serves) return renewal;
    renewal.catch(() => {});
    return session;
  };
}
