// The plain links: what is left of the widget where its program cannot run. Each opens our start page, which needs no
// WebAssembly; unlinking asks first, and so it has to wait for the program.

const ours = (type, attempt) => ({ source: "connect-accounts", type, attempt });

// Adds the networks to `panel`: what is linked as words, what is not as a link.
export async function links(panel, cause, lines, { gateway, fetchSession, words }) {
  if (cause === "wasm_refused") {
    const policy = document.createElement("code");
    policy.textContent = "Content-Security-Policy: script-src 'wasm-unsafe-eval'";
    panel.append(policy);
  }
  const list = document.createElement("ul");
  panel.append(list);
  const origin = encodeURIComponent(location.origin), tag = words.split(" ")[1];
  const page = `${gateway}/go${tag === "en" ? "" : `.${tag}`}.html`;
  const tickets = new Map();

  const call = async (path, body) => {
    const { token } = await fetchSession();
    const answer = await fetch(`${gateway}/api/v1${path}`, {
      __proto__: null, method: body ? "POST" : "GET", body: body && JSON.stringify(body), cache: "no-store", redirect: "manual",
      headers: { authorization: `Bearer ${token}`, "x-connect-accounts": "1", ...(body && { "content-type": "application/json" }) },
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  };

  const row = ({ network, name, state, account }, actions) => {
    const item = document.createElement("li");
    const isFree = ["unlinked", "relink_needed"].includes(state) && actions.includes("link");
    if (!isFree) {
      item.textContent = [name, account && lines["WORDS_LINE_state_linked"], account?.name].filter(Boolean).join(" · ");
      return item;
    }
    const link = document.createElement("a"), attempt = crypto.randomUUID();
    link.textContent = `${lines["WORDS_LINE_link"]} · ${name}`;
    link.href = `${page}#a=${attempt}&n=${network}&o=${origin}`;
    link.target = `connect-${attempt}`;
    // Its opener is this page, which has its ticket.
    link.rel = "opener";
    link.addEventListener("click", () => {
      tickets.set(attempt, call("/links", { attempt, network }).then(({ ticket }) => ticket));
      tickets.get(attempt).catch(() => {});
    });
    item.append(link);
    return item;
  };

  const read = async () => {
    const { networks, session } = await call("/portal");
    list.replaceChildren(...networks.map((network) => row(network, session.actions)));
  };

  // Listeners end with the list.
  const alive = (listener) => async (event) => {
    if (list.isConnected) return listener(event).catch(() => {});
    removeEventListener("message", hear);
    removeEventListener("focus", back);
  };
  const hear = alive(async ({ origin, source, data }) => {
    if (origin !== gateway || data?.source !== "connect-accounts" || !tickets.has(data.attempt)) return;
    if (data.type === "done") await read();
    if (data.type !== "ticket-wanted") return;
    const answer = await tickets.get(data.attempt).then((ticket) => ({ ...ours("ticket", data.attempt), ticket }))
      .catch(() => ({ ...ours("no-ticket", data.attempt), code: "unreachable", support_id: "" }));
    source.postMessage(answer, gateway);
  });
  const back = alive(read);
  addEventListener("message", hear);
  addEventListener("focus", back);
  await read();
}
