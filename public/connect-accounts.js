// <connect-accounts>: the Connect Accounts Portal in any page. docs/widget.md has its attributes, properties, methods,
// events, slots, parts and variables.

// By the build: what lies beside this file, named by its content, with the digest of that content.
const FILES = {
  glue: ["widget.js", ""], wasm: ["widget_bg.wasm", ""], style: ["widget.css", ""], program: ["program.js", ""],
  session: ["session.js", ""], plain: ["plain.js", ""],
};
// By the build, too: which sentences fit the program, and the languages that it speaks, English first.
const WORDS = "WORDS_VERSION", SPOKEN = "WORDS_LANGUAGES".split(" ");

const at = (file) => new URL(file, import.meta.url).href;
// What is not as the build left it is refused by the browser before anything of it runs. Nor is it looked for again in the
// browser's cache, which may keep it for good.
const cache = {};
async function fetched([file, integrity = ""]) {
  const asked = fetch(at(file), { __proto__: null, integrity, cache: cache[file], signal: AbortSignal.timeout?.(20000) });
  cache[file] = "reload";
  const answer = await asked;
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  const whole = new Response(await answer.blob());
  delete cache[file];
  return whole;
}
const textOf = async (file) => (await fetched(file)).text();
// A module runs once under one name; one that is to begin afresh is asked for under another.
const modules = {}, starts = {};
const forget = ([file]) => {
  delete modules[file];
  starts[file] = `${starts[file] ?? "?"}1`;
};
const moduleOf = (file) => modules[file[0]] ??= textOf(file).then(() => import(at(file[0]) + (starts[file[0]] ?? ""))).catch((error) => {
  forget(file);
  throw error;
});
const wordsOf = (name) => textOf([`words/${name}-${WORDS}.txt`]);
const SITE = { FILES, fetched, textOf, moduleOf, wordsOf, forget };

// A sheet belongs to one document.
const sheets = new WeakMap();
function sheetOf(document) {
  if (!sheets.has(document)) {
    sheets.set(document, textOf(FILES.style).then((text) => {
      const sheet = new document.defaultView.CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    }));
    sheets.get(document).catch(() => sheets.delete(document));
  }
  return sheets.get(document);
}

function make(tag, fields, ...parts) {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...parts);
  return element;
}

// A server that renders has no such class.
class ConnectAccounts extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["gateway", "session-endpoint", "lang", "theme", "token"];
  // What was set before this file was there stays.
  fetchSession = this.fetchSession ?? null;
  #theme = Object.hasOwn(this, "theme") ? this.theme : null;
  // "out", "waiting" to come into view, "loading", "running" or "failed".
  #stage = "out";
  #box; #app; #view; #token; #words = ""; #options; #mounted; #sequence = 0;
  #open = new Map();
  #last = {};

  constructor() {
    super();
    delete this.theme;
  }

  connectedCallback() {
    if (this.#stage === "out") this.#begin();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it back in the same task: its state is kept then.
    queueMicrotask(() => this.isConnected || this.#end("removed"));
  }

  adoptedCallback() {
    // Firefox takes the class away from an element that goes to another document.
    Object.setPrototypeOf(this, ConnectAccounts.prototype);
    if (this.#box) this.#dress();
  }

  attributeChangedCallback(name, before, now) {
    if (name === "token") {
      // Read once, and gone.
      if (now) [this.#token] = [now, this.removeAttribute(name)];
    } else if (name === "theme") {
      this.#paint();
    } else if (before !== now && this.#stage !== "out") {
      this.#end("changed");
      queueMicrotask(() => this.isConnected && this.connectedCallback());
    }
  }

  // Whoever listens later hears what is there already.
  addEventListener(type, listener, options) {
    super.addEventListener(type, listener, options);
    const detail = listener && this.#last[type];
    if (detail) queueMicrotask(() => {
      if (options?.signal?.aborted) return;
      if (options?.once) this.removeEventListener(type, listener, options);
      (listener.handleEvent ?? listener).call(listener.handleEvent ? listener : this, new CustomEvent(type, { detail }));
    });
  }

  get networks() { return this.#last["connect-changed"]?.networks ?? []; }
  get theme() { return this.#theme ?? this.getAttribute("theme") ?? "auto"; }
  set theme(theme) {
    this.#theme = theme;
    this.#paint();
  }

  refresh() {
    if (this.#stage === "failed") this.#load();
    this.#mounted?.refresh();
  }
  link(network) { return this.#mounted?.link(network) ?? false; }
  unlink(network) { return this.#mounted?.unlink(network) ?? false; }

  #begin() {
    this.#stage = "waiting";
    const slot = (name) => make("slot", { name });
    this.#app = make("div", { className: "app" }, make("div", { className: "grid" }, ...Array.from("······", () => make("div", { className: "card card-empty" }))));
    this.#box = make("div", { className: "widget", part: "widget" }, slot("header"), this.#app, slot("footer"));
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(this.#box);
    this.#dress();
    this.#view = new IntersectionObserver((seen) => seen.some((part) => part.isIntersecting) && this.#load(), { rootMargin: "400px" });
    this.#view.observe(this);
  }

  #end(cause) {
    if (this.#stage === "out") return;
    this.#stage = "out";
    this.#view.disconnect();
    this.#close("connect-cancelled", cause);
    this.#options?.leave?.();
    this.#mounted?.unmount();
    this.#mounted?.free();
    this.#mounted = this.#box = this.#options = undefined;
    this.#last = {};
    this.shadowRoot.replaceChildren();
  }

  // Every attempt that the host heard of has an end.
  #close(name, cause) {
    for (const [attempt, network] of [...this.#open]) this.#tell(name, { network, attempt, cause });
  }

  #tell(name, detail) {
    detail.sequence = ++this.#sequence;
    if (name === "connect-attempt") this.#open.set(detail.attempt, detail.network);
    else if (!name.endsWith("link")) this.#open.delete(detail.attempt);
    if (detail.networks) this.#last["connect-changed"] = detail;
    if (name === "connect-ready") this.#last[name] = detail;
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: name.includes("before"), detail }));
  }

  // Style sheets that are made by script: a page's policy need not allow any.
  async #dress() {
    const box = this.#box, { ownerDocument } = this;
    // It may be adopted once more meanwhile, or its document be replaced.
    const isThere = () => this.#box === box && this.ownerDocument === ownerDocument && ownerDocument.defaultView?.document === ownerDocument;
    try {
      const sheet = await sheetOf(ownerDocument);
      if (!isThere()) return;
      this.shadowRoot.adoptedStyleSheets = [sheet];
      // The reader's own size of text, whatever the page's root has.
      const { fontSize } = getComputedStyle(box);
      if (sheet.rem !== fontSize) sheet.insertRule(`:host{--ca-rem:${sheet.rem = fontSize}}`, sheet.cssRules.length);
      this.#paint();
    } catch (error) {
      if (isThere() && this.#stage !== "failed") this.#fail("unloadable", error);
    }
  }

  async #paint() {
    const box = this.#box;
    if (!box) return;
    // Where that does not come, the box says so itself.
    const program = await moduleOf(FILES.program).catch(() => {});
    if (this.#box === box) program?.paint(SITE, box, this.theme, this.shadowRoot.adoptedStyleSheets[0]);
  }

  async #load() {
    if (this.#stage === "failed") this.#dress();
    this.#stage = "loading";
    this.#view.disconnect();
    const box = this.#box, isWanted = () => this.#box === box && this.#stage === "loading";
    try {
      const gateway = new URL(this.getAttribute("gateway") || import.meta.url).origin;
      const language = [this.closest("[lang]")?.lang, ...navigator.languages].map((tag) => tag?.toLowerCase().split("-")[0]).find((tag) => SPOKEN.includes(tag)) ?? SPOKEN[0];
      const spoken = wordsOf(language).then((words) => this.#words = words);
      const [program, session, words] = await Promise.all([moduleOf(FILES.program), moduleOf(FILES.session), spoken]);
      if (!isWanted()) return;
      [, box.lang, box.dir] = words.split("\n", 1)[0].split(" ");
      const fetchSession = session.of(this, () => this.#token);
      this.#options = { gateway, fetchSession, words, tell: (name, detail) => this.#tell(name, detail) };
      const brokeDown = (error) => {
        if (this.#stage !== "running") return;
        this.#mounted = undefined;
        this.#options.leave();
        this.#close("connect-failed", "broke_down");
        this.#fail("broke_down", error);
      };
      const mounted = await program.mount(SITE, this.#app, this.#options, brokeDown, isWanted);
      if (mounted) [this.#mounted, this.#stage] = [mounted, "running"];
    } catch (error) {
      if (isWanted()) this.#fail(error.cause ?? "unloadable", error);
    }
  }

  // Says so in our own box, and tells the host once. The plain links need no WebAssembly.
  #fail(cause, error) {
    this.#stage = "failed";
    this.#view.disconnect();
    const options = this.#options, lines = this.#words.split("\n");
    const again = make("button", { type: "button", className: "button", textContent: lines["WORDS_LINE_try_again"] ?? "Try again" });
    again.addEventListener("click", () => this.#load());
    const panel = make("section", { className: "panel", role: "alert" },
      make("p", { textContent: lines["WORDS_LINE_not_started"] ?? "Not available at the moment." }), again);
    this.#app.replaceChildren(panel);
    this.#tell("connect-error", { cause, message: `${error?.message ?? error}` });
    if (options) moduleOf(FILES.plain).then(({ links }) => links(panel, cause, lines, options)).catch(() => {});
  }
}

if (globalThis.customElements && !customElements.get("connect-accounts")) customElements.define("connect-accounts", ConnectAccounts);
