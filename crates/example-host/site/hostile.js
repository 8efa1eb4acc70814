// A host whose scripts have left everything a little different, before the widget comes.
Object.prototype.extra = "from the host";
Array.prototype.last = function () { return this[this.length - 1]; };
Function.prototype.extra = () => {};
for (const name of ["attempt", "gateway", "words", "detail"]) window[name] = "the host's";
// Named elements are properties of window and document.
for (const id of ["fetch2", "app", "widget", "grid", "unlink-title", "connect", "networks"]) {
  const element = document.createElement("form");
  element.id = element.name = id;
  element.hidden = true;
  document.documentElement.append(element);
}
const { fetch } = window, { parse } = JSON, { push } = Array.prototype;
window.fetch = (...given) => fetch(...given).then((answer) => answer);
JSON.parse = (text, ...more) => parse(text, ...more);
Array.prototype.push = function (...items) { return push.apply(this, items); };
Promise.prototype.extra = () => {};
addEventListener("click", (event) => event.extra, true);
