// What a host does with the widget's events. This one writes them down.
const names = ["ready", "attempt", "linked", "failed", "cancelled", "unlinked", "error"];
const widget = document.querySelector("connect-accounts");
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
