//! What a card said while nobody in the test was looking, and what the page asked for meanwhile.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Figure, Stack};

/// What a card may say while its network is being linked and nobody has come to an end.
pub const BUSY: [&str; 5] = [
    "Not linked: Link",
    "Opening",
    "Waiting for you",
    "Checking",
    "Not finished yet",
];

/// Notes every name that the card's button has from now on.
const WATCH: &str = "
  const card = document.querySelector(`[data-network=${NETWORK}]`);
  const name = () => card.querySelector('button').getAttribute('aria-label');
  window.saidByCard = [name()];
  new MutationObserver(() => {
    if (name() !== window.saidByCard.at(-1)) window.saidByCard.push(name());
  }).observe(card, { subtree: true, childList: true, attributes: true });
";

/// Starts to note what a card says.
pub async fn watch(browser: &Browser, network: &str) -> Result<()> {
    let script = WATCH.replace("${NETWORK}", network);
    browser.script(&script).await.map(drop)
}

/// Everything that it said, in order.
pub async fn said(browser: &Browser) -> Result<Vec<String>> {
    let said = browser.script("return window.saidByCard").await?;
    let said = said.as_array().context("the card is watched")?;
    let name = |name: &serde_json::Value| name.as_str().unwrap_or_default().to_owned();
    Ok(said.iter().map(name).collect())
}

/// The card has said nothing but these states, whose names are the middle of the button's.
pub async fn said_only(browser: &Browser, states: &[&str]) -> Result<()> {
    let said = said(browser).await?;
    let is_one = |name: &String| {
        states
            .iter()
            .any(|state| name.contains(&format!(", {state}")))
    };
    ensure!(said.iter().all(is_one), "the card said {said:?}");
    Ok(())
}

/// How often the page has asked the backend for an attempt because of this.
pub async fn asked(browser: &Browser, because: &str) -> Result<u64> {
    let script = format!(
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('because={because}')).length"
    );
    browser
        .script(&script)
        .await?
        .as_u64()
        .context("a number of requests")
}

/// How many link sessions Ayrshare was asked for.
pub async fn link_sessions(stack: &Stack) -> Result<usize> {
    let calls = stack
        .control(reqwest::Method::GET, "calls", serde_json::json!({}))
        .await?;
    let is_session = |call: &&serde_json::Value| {
        call["method"] == "POST"
            && call["path"]
                .as_str()
                .is_some_and(|path| path.ends_with("link-sessions"))
    };
    Ok(calls
        .as_array()
        .context("a list of calls")?
        .iter()
        .filter(is_session)
        .count())
}

/// Notes when each card of the portal turns green, by the clock that the servers use too.
const WATCH_GREENS: &str = "
  window.greenAt = {};
  new MutationObserver(() => {
    for (const card of document.querySelectorAll('[data-tone=linked]')) window.greenAt[card.dataset.network] ??= Date.now();
  }).observe(document.body, { subtree: true, childList: true, attributes: true });";

/// Starts to note when cards turn green.
pub async fn watch_greens(browser: &Browser) -> Result<()> {
    browser.script(WATCH_GREENS).await.map(drop)
}

/// What the gateway and the page did for the last attempt, the page's calls with their time after SAVED.
const ON_THE_WAY: &str = "
  const calls = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/'));
  const id = calls.findLast((entry) => entry.name.includes('/links/')).name.match(/links.([^?/]+)/)[1];
  const report = new XMLHttpRequest();
  report.open('GET', `/api/v1/links/${id}/report`, false);
  report.send();
  const after = (entry) => Math.round(performance.timeOrigin + entry.startTime - SAVED);
  const lines = calls.slice(-12).map((entry) => `${after(entry)} ms: ${entry.name}, ${Math.round(entry.duration)} ms`);
  return [JSON.parse(report.responseText), ...lines].join('\\n');";

/// Notes the milliseconds from the moment at which an account was saved at Ayrshare until its card was green.
pub async fn note_saved_to_green(
    figure: &Figure,
    browser: &Browser,
    stack: &Stack,
    network: &str,
) -> Result<()> {
    let saved = stack.linked_at(network).await?;
    let saved = saved.with_context(|| format!("{network} is not linked at Ayrshare"))?;
    let script = format!("return window.greenAt['{network}'] ?? null");
    let green = browser.script(&script).await?;
    let took = green.as_i64().context("no time of the green card")? - saved;
    if took <= i64::from(figure.limit) {
        figure.took(took);
        return Ok(());
    }
    let script = ON_THE_WAY.replace("SAVED", &saved.to_string());
    let seen = browser.script(&script).await?;
    let seen = seen.as_str().context("a text")?;
    figure.took_long(took, &format!("{network}, saved at {saved}\n{seen}"));
    Ok(())
}
