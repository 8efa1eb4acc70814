// <connect-accounts gateway="https://…" session-endpoint="/…">: the Connect Accounts Portal in any page.
//
// Attributes
//   gateway           origin of the gateway; the origin of this file if absent
//   session-endpoint  address of the host (same origin) that answers POST with the gateway's session JSON
//   lang              language, also on an element around it; the browser's if absent or not spoken
// Properties
//   fetchSession      async () => session JSON; instead of session-endpoint
// Events (bubbling): connect-ready, connect-attempt, connect-linked, connect-failed, connect-cancelled,
//   connect-unlinked, connect-error

const HERE = new URL(import.meta.url).origin;
// By the build: which sentences fit the program, and the languages that it speaks, English first.
const WORDS = "WORDS_VERSION", SPOKEN = "WORDS_LANGUAGES".split(" ");
let bundle, helping;

// One WebAssembly instance serves every element of a page.
function load(gateway) {
  bundle ??= import(`${gateway}/widget.js`).then(async (module) => {
    await module.default({ module_or_path: `${gateway}/widget_bg.wasm` });
    return module;
  });
  bundle.catch(() => { bundle = undefined; });
  return bundle;
}

// The help, for whoever presses a link to it: a program of its own.
async function help(gateway) {
  helping ??= import(`${gateway}/help.js`).then(async (module) => {
    await module.default({ module_or_path: `${gateway}/help_bg.wasm` });
    return module;
  });
  helping.catch(() => { helping = undefined; });
  return helping;
}

async function textOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`connect-accounts: ${address} answered ${answer.status}`);
  return answer.text();
}

async function wordsOf(gateway, tags) {
  const tag = tags.map((tag) => tag?.toLowerCase().split("-")[0]).find((tag) => SPOKEN.includes(tag)) ?? SPOKEN[0];
  return textOf(`${gateway}/words/${tag}-${WORDS}.txt`);
}

class ConnectAccounts extends HTMLElement {
  #mounted = null;
  #starting = false;
  fetchSession = null;

  connectedCallback() {
    if (!this.#mounted && !this.#starting) this.#start();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it back in the same task: its state is kept then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#mounted?.unmount();
      this.#mounted?.free();
      this.#mounted = null;
      this.shadowRoot?.replaceChildren();
      helping?.then((help) => help.close_lost()).catch(() => {});
    });
  }

  get #gateway() {
    return (this.getAttribute("gateway") || HERE).replace(/\/$/, "");
  }

  // What one mounting knows of its session: whoever is signed in when the element comes back is asked for anew. The widget
  // asks before every call; a token that the gateway refused is renewed once for all of them and never used again.
  #sessions() {
    let session, renewal, refused;
    // Hosts have bad moments, too. All of it is over before the widget gives a call up, after 20 seconds.
    const renew = async () => {
      session = undefined;
      for (const pause of [1000, 2000, 0]) {
        try {
          const late = new Promise((_, reject) => setTimeout(reject, 5000));
          const fresh = await Promise.race([this.#fetch(), late]);
          if (typeof fresh?.token === "string" && fresh.token !== refused) return (session = fresh);
        } catch { /* As good as no session. */ }
        if (!this.isConnected) break;
        if (pause) await new Promise((go) => setTimeout(go, pause));
      }
      throw new Error("connect-accounts: the host gave no session");
    };
    return (token) => {
      refused = token ?? refused;
      if (session && session.token !== refused) return session;
      return (renewal ??= renew().finally(() => { renewal = undefined; }));
    };
  }

  async #fetch() {
    if (this.fetchSession) return this.fetchSession();
    const endpoint = this.getAttribute("session-endpoint");
    if (!endpoint) throw new Error("connect-accounts: set session-endpoint or fetchSession");
    const answer = await fetch(endpoint, { method: "POST", credentials: "same-origin", headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`connect-accounts: ${endpoint} answered ${answer.status}`);
    return answer.json();
  }

  async #start() {
    this.#starting = true;
    const gateway = this.#gateway;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const styles = ["tokens.css", "portal.css"].map((file) => {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = `${gateway}/${file}`;
      return style;
    });
    const app = document.createElement("div");
    app.className = "widget";
    root.replaceChildren(...styles, app);
    const language = this.closest("[lang]")?.lang;
    const loading = wordsOf(gateway, [language, ...(navigator.languages ?? [])]);
    try {
      const [module, words] = await Promise.all([load(gateway), loading]);
      if (!this.isConnected) return;
      const options = { gateway, element: this, fetchSession: this.#sessions(), words };
      this.#mounted = module.mount(app, options);
      app.addEventListener("click", (event) => this.#openHelp(event, options));
    } catch (error) {
      this.#fail(app, error, await loading.catch(() => ""));
    } finally {
      this.#starting = false;
    }
  }

  // Beside the card; in a tab where it cannot be had.
  async #openHelp(event, options) {
    const link = event.target.closest("a[data-help]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const more = `${options.gateway}/words/${options.words.split(" ")[1]}-help-${WORDS}.txt`;
    try {
      const [module, words] = await Promise.all([help(options.gateway), textOf(more)]);
      if (link.isConnected) module.open(link, { ...options, help: words });
    } catch {
      // The next press is the browser's own: by now it may give no window.
      link.removeAttribute("data-help");
      open(link.href, "_blank", "noopener");
    }
  }

  // WebAssembly is missing, refused or broken: say so in our own box, and tell the host once.
  #fail(app, error, words) {
    const lines = words.split("\n");
    const text = document.createElement("p");
    text.textContent = lines["WORDS_LINE_not_started"] ?? "Your social accounts cannot be shown at the moment.";
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = lines["WORDS_LINE_try_again"] ?? "Try again";
    again.addEventListener("click", () => this.#start());
    app.replaceChildren(text, again);
    this.dispatchEvent(new CustomEvent("connect-error", { bubbles: true, composed: true, detail: { cause: String(error?.message ?? error) } }));
  }
}

if (!customElements.get("connect-accounts")) customElements.define("connect-accounts", ConnectAccounts);
