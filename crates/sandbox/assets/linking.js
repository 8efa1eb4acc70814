// The linking page. Everything it needs to know stands in the data attributes of its main element.
const page = document.querySelector("[data-events]");
const { origin, redirect, next } = page.dataset;

// To exactly the origin that the link session was made with. A page that cut the opener off leaves nobody to tell.
const tell = (event) => {
  if (!origin || !window.opener) return;
  try {
    window.opener.postMessage({ source: "ayrshare", version: 1, ...event }, origin);
  } catch {
    // The opener is gone, or the origin cannot be a target.
  }
};

for (const event of JSON.parse(page.dataset.events)) tell(event);

if (next) location.replace(next);
// Gives the message time to leave.
if (page.dataset.close) setTimeout(() => window.close(), 150);

document.querySelector("[data-done]")?.addEventListener("submit", (submit) => {
  submit.preventDefault();
  tell({ event: "connect:closed" });
  const leave = () => submit.target.submit();
  if (!redirect) {
    window.close();
    setTimeout(leave, 400);
  } else if (window.opener && new URL(redirect).searchParams.get("origin") === "true") {
    // The legacy flag: the opener is sent there, and this window goes.
    window.opener.location = redirect;
    window.close();
  } else {
    leave();
  }
});
