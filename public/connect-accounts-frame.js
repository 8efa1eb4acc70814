// <connect-accounts-frame gateway="https://…" session-endpoint="/…">: the Connect Accounts Portal in a frame of the
// gateway's own site, for pages in which none of its program may run. docs/frame.md tells the rest.
//
// Attributes
//   gateway           origin of the gateway; the origin of this file if absent
//   session-endpoint  address of the host (same origin) that answers POST with the gateway's session JSON
//   lang, theme       as of <connect-accounts>; a change of lang loads the frame anew
//   title             what screen readers call the frame
// Properties: fetchSession, theme, networks; methods: refresh(), link(network), unlink(network)
// Events (bubbling): those of <connect-accounts> that nobody can cancel

const HERE = new URL(import.meta.url).origin;
const EVENTS = ["ready", "changed", "attempt", "linked", "failed", "cancelled", "unlinked", "error"].map((name) => `connect-${name}`);
const style = new CSSStyleSheet();
style.replaceSync(":host{display:block}:host([hidden]){display:none}iframe{display:block;inline-size:100%;block-size:20rem;border:0;color-scheme:light dark}");

class ConnectAccountsFrame extends HTMLElement {
  static observedAttributes = ["gateway", "lang", "theme", "title"];
  #root = this.attachShadow({ mode: "open" });
  #frame;
  #port;
  #theme = null;
  #networks = [];
  #told = new Map();
  #asking;
  #watch;
  fetchSession = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [style];
  }

  get networks() { return this.#networks; }
  get theme() { return this.#theme ?? this.getAttribute("theme"); }
  set theme(theme) {
    this.#theme = theme;
    this.#say("theme", { theme: this.theme });
  }

  refresh() { this.#say("refresh"); }
  link(network) { return this.#say("link", { network }); }
  unlink(network) { return this.#say("unlink", { network }); }

  connectedCallback() { this.#open(); }
  // A frame that is taken out is gone, also when it is put back at once.
  disconnectedCallback() { this.#close(); }
  // Only moveBefore() keeps it.
  connectedMoveCallback() {}

  attributeChangedCallback(name) {
    if (!this.#frame) return;
    if (name === "title") this.#frame.title = this.#title;
    else if (name === "theme") this.#say("theme", { theme: this.theme });
    else this.#open();
  }

  // Whoever listens late is told how it stands.
  addEventListener(name, listener, options) {
    super.addEventListener(name, listener, options);
    if (this.#told.has(name)) this.#tell(name, this.#told.get(name), listener);
  }

  get #title() { return this.getAttribute("title") || "Connect Accounts"; }
  get #gateway() { return new URL(this.getAttribute("gateway") || HERE, location).origin; }

  #open(patience = 10000) {
    this.#close();
    const gateway = this.#gateway, frame = document.createElement("iframe"), asked = new URLSearchParams();
    const language = this.closest("[lang]")?.lang, theme = this.getAttribute("theme");
    if (language) asked.set("lang", language);
    if (theme) asked.set("theme", theme);
    frame.src = `${gateway}/embed?${asked}`;
    frame.title = this.#title;
    frame.referrerPolicy = "no-referrer";
    // Every document that comes into the frame is given a channel of its own, if it is the gateway's.
    frame.addEventListener("load", () => this.#greet(frame, gateway));
    this.#frame = frame;
    this.#root.append(frame);
    // A gateway that is away for a while is asked again, ever more seldom.
    this.#watch = setTimeout(() => {
      if (patience === 10000) this.#tell("connect-error", { cause: "frame_unreachable", message: `${gateway} does not answer, or does not list this page` });
      this.#open(Math.min(patience * 2, 60000));
    }, patience);
  }

  #close() {
    clearTimeout(this.#watch);
    this.#port?.close();
    this.#frame?.remove();
    this.#port = this.#frame = this.#asking = undefined;
    this.#networks = [];
    this.#told.clear();
  }

  #greet(frame, gateway) {
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#hear(data, port1);
    frame.contentWindow.postMessage({ connectAccounts: "port" }, gateway, [port2]);
  }

  #hear({ type, id, name, detail, height }, port) {
    if (type === "hello") {
      clearTimeout(this.#watch);
      if (this.#theme) this.#say("theme", { theme: this.#theme });
    }
    if (type === "session") this.#session(id, port);
    if (type === "height" && height > 0) this.#frame.style.blockSize = `${height}px`;
    if (type === "event" && EVENTS.includes(name)) this.#tell(name, detail);
  }

  // However often the frame asks meanwhile, the host is asked once.
  async #session(id, port) {
    const asking = (this.#asking ??= this.#fetch());
    const session = await asking.catch(() => null);
    if (this.#asking === asking) this.#asking = undefined;
    if (port === this.#port) port.postMessage({ type: "session", id, session });
  }

  async #fetch() {
    if (this.fetchSession) return this.fetchSession();
    const endpoint = this.getAttribute("session-endpoint");
    const answer = await fetch(endpoint, { method: "POST", credentials: "same-origin", headers: { accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  }

  #say(type, more) {
    this.#port?.postMessage({ type, ...more });
    return !!this.#port;
  }

  #tell(name, detail, listener) {
    if (detail?.networks) this.#networks = detail.networks;
    const event = new CustomEvent(name, { bubbles: true, composed: true, detail });
    if (listener) return queueMicrotask(() => listener.handleEvent ? listener.handleEvent(event) : listener.call(this, event));
    if (["connect-ready", "connect-changed"].includes(name)) this.#told.set(name, detail);
    this.dispatchEvent(event);
  }
}

if (!customElements.get("connect-accounts-frame")) customElements.define("connect-accounts-frame", ConnectAccountsFrame);
