// What a host does with the widget's events. This one writes them down.
const names = ["ready", "changed", "before-link", "attempt", "linked", "failed", "cancelled", "before-unlink", "unlinked", "error"];
const widget = document.querySelector("connect-accounts, connect-accounts-frame");
const log = document.getElementById("events");

for (const name of names) {
  widget.addEventListener(`connect-${name}`, (event) => {
    const line = document.createElement("li");
    // Text, never HTML: an account's name is whatever its owner typed.
    line.textContent = `${event.type} ${JSON.stringify(event.detail ?? {})}`;
    log.append(line);
    document.getElementById("no-events").hidden = true;
  });
}

// What a host's sessions can be like on a bad day, asked for in the address: `/?session=rejects&times=1`. Without `times`
// it stays like that.
const asked = new URLSearchParams(location.search);
let left = Number(asked.get("times") ?? Infinity);
let last;
const badDays = {
  rejects: () => Promise.reject(new Error("signed out")),
  throws: () => { throw new Error("a mistake"); },
  hangs: () => new Promise(() => {}),
  nothing: () => null,
  garbage: () => ({ token: 42 }),
  // The session that was given out before.
  old: () => last,
  // One that is about to end.
  short: async () => {
    const session = await fresh();
    return { ...session, expires_at: new Date(Date.parse(session.server_time) + 2000).toISOString() };
  },
};
// What the host does itself instead of the widget: `/?instead=link`, `unlink`.
widget.addEventListener(`connect-before-${asked.get("instead")}`, (event) => event.preventDefault());
const badDay = badDays[asked.get("session")];

async function fresh() {
  const answer = await fetch("/connect-session", { method: "POST" });
  if (!answer.ok) throw new Error(`no session: ${answer.status}`);
  last = await answer.json();
  return last;
}

if (badDay) {
  widget.fetchSession = () => {
    const isBad = left > 0 && (badDay !== badDays.old || last);
    if (!isBad) return fresh();
    left -= 1;
    return badDay();
  };
}
