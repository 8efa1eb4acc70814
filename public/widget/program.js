// The WebAssembly of the widget: one program for every element of a page, watched over, so that one that breaks down is
// noticed, left alone and replaced.

// What it loads when somebody wants it; by the build, as in the element.
const SELDOM = { theme: ["theme.js", ""], help: ["help.js", ""], helpWasm: ["help_bg.wasm", ""], helpStyle: ["help.css", ""] };

// Whom to tell when it breaks down.
const living = new Set();
let program, helping;

// Every way into the program. After an error nothing of it is called again: its memory is in no state that anybody thought of.
function guarded(exports) {
  let broken = false;
  const guard = (part) => (...given) => {
    if (broken) return undefined;
    try {
      return part(...given);
    } catch (error) {
      broken = true;
      program = undefined;
      for (const brokeDown of living) queueMicrotask(() => brokeDown(error));
      throw error;
    }
  };
  const entries = Object.entries(exports).map(([name, part]) => [name, typeof part === "function" ? guard(part) : part]);
  return Object.fromEntries(entries);
}

// Why a program does not start, as hosts are told.
function causeOf(error) {
  if (!globalThis.WebAssembly) return "wasm_missing";
  const refused = error instanceof WebAssembly.CompileError && /unsafe-eval|Content.Security|CSP/i.test(error.message);
  return refused ? "wasm_refused" : "unloadable";
}

async function start({ FILES, fetched, moduleOf, forget }) {
  const [glue, wasm] = await Promise.all([moduleOf(FILES.glue), fetched(FILES.wasm)]);
  // The next start needs a module that has not been started.
  forget(FILES.glue);
  glue.supervise(guarded);
  await glue.default({ module_or_path: wasm });
  return glue;
}

function load(site) {
  program ??= start(site).catch(async (error) => {
    const cause = causeOf(error);
    if (cause !== "unloadable") throw Object.assign(new Error(error.message), { cause });
    // Once more: a network has moments.
    await new Promise((go) => setTimeout(go, 500));
    return start(site);
  });
  program.catch(() => { program = undefined; });
  return program;
}

// The program in `app`, or nothing where it is not wanted any more by then.
export async function mount(site, app, options, brokeDown, isWanted) {
  const glue = await load(site);
  if (!isWanted()) return undefined;
  app.replaceChildren();
  living.add(brokeDown);
  options.leave = () => {
    living.delete(brokeDown);
    helping?.then(([help]) => help.close_lost()).catch(() => {});
  };
  let mounted;
  try {
    mounted = glue.mount(app, options);
  } catch (error) {
    options.leave();
    throw error;
  }
  // The help itself, which stands beside it, has links to more of it.
  app.parentElement.onclick = (event) => openHelp(site, event, options);
  return mounted;
}

function loadHelp({ fetched, moduleOf, textOf }) {
  helping ??= Promise.all([moduleOf(SELDOM.help), fetched(SELDOM.helpWasm), textOf(SELDOM.helpStyle)]).then(async ([help, wasm, style]) => {
    await help.default({ module_or_path: wasm });
    return [help, style];
  });
  helping.catch(() => { helping = undefined; });
  return helping;
}

// Beside the card; in a tab where it cannot be had.
async function openHelp(site, event, options) {
  const link = event.target.closest("a[data-help]");
  // What a host put into a slot is the host's.
  if (link?.getRootNode() !== event.currentTarget.getRootNode() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const [[help, style], words] = await Promise.all([loadHelp(site), site.wordsOf(`${options.words.split(" ")[1]}-help`)]);
    if (!link.isConnected) return;
    dress(link.getRootNode(), style);
    help.open(link, { ...options, help: words });
  } catch {
    // The next press is the browser's own: by now it may give no window.
    link.removeAttribute("data-help");
    open(link.href, "_blank", "noopener");
  }
}

// A second sheet, once.
function dress(root, style) {
  if (root.adoptedStyleSheets.length > 1) return;
  const sheet = new root.ownerDocument.defaultView.CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// A scheme is all that most hosts say. Whoever says more, by an object or by variables, gets what it takes to keep that readable.
let look;
export async function paint(site, box, theme, sheet) {
  if (!sheet) return;
  box.style.colorScheme = ["light", "dark"].includes(theme) ? theme : "";
  const own = sheet.cssRules[0].style, given = getComputedStyle(box);
  const isHosts = (name) => own.getPropertyValue(name).includes("#") && own.getPropertyValue(name).trim() !== given.getPropertyValue(name).trim();
  if (!look && typeof theme !== "object" && ![...own].some(isHosts)) return;
  look = await site.moduleOf(SELDOM.theme);
  if (box.isConnected) look.paint(box, theme, sheet);
}
