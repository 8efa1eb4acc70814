// What some browsers, extensions and settings take away from a page, asked for in the address: `/?without=storage`.
const asked = new URLSearchParams(location.search);
const refused = () => { throw new DOMException("not here", "SecurityError"); };
const without = {
  storage: () => {
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: refused });
  },
  channel: () => { delete window.BroadcastChannel; },
  "channel-throws": () => { window.BroadcastChannel = class { constructor() { refused(); } }; },
  locks: () => { Object.defineProperty(navigator, "locks", { value: undefined }); },
  "locks-reject": () => { Object.defineProperty(navigator, "locks", { value: { request: async () => refused() } }); },
};
without.all = () => { for (const name of ["storage", "channel-throws", "locks-reject"]) without[name](); };
without[asked.get("without")]?.();
if (asked.get("wasm") === "missing") delete window.WebAssembly;
