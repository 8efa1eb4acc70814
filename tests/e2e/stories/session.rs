//! A widget's token is refused at any moment, and the host that gives tokens has bad days of its own.

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{Browser, Engine, Fault, Order, Role, Stack, case};

use crate::steps::{
    EVENTS, LINKS, PORTAL, allow, answer, at_the_host, confirm_unlink, end, is_asked,
    linked_elsewhere, open_window, sessions, shows, sign_in,
};

fn expired() -> Fault {
    Fault::problem(401, "session_expired")
}

/// A path whose next call is refused.
struct Refused<'a> {
    stack: &'a Stack,
    path: &'static str,
    before: usize,
}

impl<'a> Refused<'a> {
    fn once(stack: &'a Stack, path: &'static str) -> Self {
        let before = stack.line().asked(path).len();
        stack.line().order(Order::times(path, expired(), 1));
        Self {
            stack,
            path,
            before,
        }
    }

    /// It was refused, and asked for again.
    async fn was_repeated(self, what: &str) -> Result<()> {
        is_asked(self.stack, self.path, self.before + 2).await?;
        case(what);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f07_f40_a_token_that_expires_at_any_call_is_renewed_in_silence() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    let start = Refused::once(&stack, LINKS);
    let page = open_window(&browser, "TikTok").await?;
    start.was_repeated("the start").await?;

    Refused::once(&stack, "/api/v1/links/")
        .was_repeated("the question how it stands")
        .await?;
    sign_in(&browser, "TikTok", "Acme Dances").await?;
    allow(&browser, &page).await?;
    shows(&browser, "TikTok, Linked, Acme Dances").await?;
    // The first one, and one more for each call that was refused: nothing else would have asked for it.
    ensure!(sessions(&browser).await? == 3);

    let widget = browser.here();
    let impact = Refused::once(&stack, "/api/v1/accounts/tiktok/impact");
    widget.click(Role::Button, "TikTok, Linked").await?;
    impact.was_repeated("what an unlink would touch").await?;
    let unlink = Refused::once(&stack, "/api/v1/accounts/tiktok");
    confirm_unlink(&browser, "TikTok").await?;
    unlink.was_repeated("the unlink").await?;
    ensure!(!stack.linked_at_ayrshare("tiktok").await?);
    ensure!(sessions(&browser).await? == 5);

    linked_elsewhere(&stack, "reddit").await?;
    widget.find(Role::Button, "Reddit, Linked outside").await?;
    let keep = Refused::once(&stack, "/api/v1/accounts/reddit/keep");
    widget.click(Role::Button, "Keep it").await?;
    shows(&browser, "Reddit, Linked, ").await?;
    keep.was_repeated("the yes to an account").await?;
    ensure!(sessions(&browser).await? == 6);

    let stream = Refused::once(&stack, EVENTS);
    browser.reload().await?;
    shows(&browser, "Reddit, Linked, ").await?;
    stream.was_repeated("the live stream").await?;
    ensure!(sessions(&browser).await? == 2, "one, and another one once");
    linked_elsewhere(&stack, "pinterest").await?;
    shows(&browser, "Pinterest, Linked").await?;
    let words = browser.here().words().await?;
    ensure!(!words.contains("Your session has ended"), "{words}");
    end(stack, browser).await
}

/// The host page, where the next `times` sessions that the widget asks for are like that.
async fn on_a_bad_day(stack: &Stack, browser: &Browser, day: &str, times: &str) -> Result<()> {
    let page = stack.host_page(&format!("?session={day}{times}"));
    browser.open(&page).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn f41_a_host_that_gives_no_good_session_is_asked_again_and_then_there_is_one_clear_state()
-> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    for day in ["rejects", "throws", "nothing", "garbage"] {
        on_a_bad_day(&stack, &browser, day, "&times=1").await?;
        shows(&browser, "TikTok, Not linked").await?;
        case(day);
    }
    // Five seconds are given to it.
    if browser.engine() == Engine::Chromium {
        on_a_bad_day(&stack, &browser, "hangs", "&times=1").await?;
        shows(&browser, "TikTok, Not linked").await?;
        case("hangs");
    }
    on_a_bad_day(&stack, &browser, "old", "&times=1").await?;
    shows(&browser, "TikTok, Not linked").await?;
    let refused = Refused::once(&stack, PORTAL);
    linked_elsewhere(&stack, "tiktok").await?;
    shows(&browser, "TikTok, Linked").await?;
    refused.was_repeated("the old one").await?;

    on_a_bad_day(&stack, &browser, "rejects", "").await?;
    browser
        .here()
        .find(Role::Heading, "Your session has ended")
        .await?;
    case("none at all");
    end(stack, browser).await
}

/// What a host with pages of its own does: the element is taken out when somebody signs out, and is put back for whoever
/// signs in.
const SOMEBODY_ELSE: &str = "
  const widget = document.querySelector('connect-accounts');
  const place = widget.parentElement;
  widget.remove();
  setTimeout(() => {
    widget.fetchSession = async () => {
      window.askedAnew = true;
      return (await fetch('/connect-session', { method: 'POST' })).json();
    };
    place.append(widget);
  }, 100);
";

#[tokio::test(flavor = "multi_thread")]
async fn an_element_that_is_put_back_asks_the_host_who_is_signed_in_now() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    browser.script(SOMEBODY_ELSE).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    shows(&browser, "TikTok, Not linked").await?;
    let asked = browser.script("return window.askedAnew === true").await?;
    ensure!(asked == true, "the session of whoever was there before");
    end(stack, browser).await
}

/// How the widget asks for sessions, for a test to do the same.
async fn can_ask(stack: &Stack, browser: &Browser) -> Result<()> {
    let module = format!("{}{}", stack.line().url(), stack.file("session-", ".js")?);
    let ask = format!(
        "import('{module}').then((session) => {{
           window.ask = session.of(document.querySelector('connect-accounts'), () => undefined);
         }})"
    );
    browser.script(&ask).await?;
    answer(browser, "return window.ask ? true : null")
        .await
        .map(drop)
}

/// Asks so many times in one moment; each time with the token that was refused, if one was. The tokens that came.
async fn asked_at_once(browser: &Browser, refused: &[Option<&str>]) -> Result<Vec<String>> {
    let refused = serde_json::to_string(refused)?;
    let ask = format!(
        "window.tokens = null;
         const sessions = {refused}.map((refused) => window.ask(refused ?? undefined));
         Promise.all(sessions).then((all) => {{ window.tokens = all.map(({{ token }}) => token); }});"
    );
    browser.script(&ask).await?;
    let tokens = answer(browser, "return window.tokens").await?;
    Ok(serde_json::from_value(tokens)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn f40_a_token_that_is_refused_to_many_calls_at_once_is_renewed_once_for_all() -> Result<()> {
    let (stack, browser) = at_the_host("").await?;
    can_ask(&stack, &browser).await?;
    // The widget itself has asked, too.
    let before = sessions(&browser).await?;
    let first = asked_at_once(&browser, &[None; 3]).await?;
    ensure!(first.iter().all(|token| *token == first[0]), "one session");
    ensure!(sessions(&browser).await? == before + 1, "asked for once");
    case("the first one");

    let old = Some(first[0].as_str());
    let second = asked_at_once(&browser, &[old, old, None, old]).await?;
    ensure!(
        second.iter().all(|token| *token == second[0]),
        "one session"
    );
    ensure!(second[0] != first[0], "another one");
    ensure!(
        sessions(&browser).await? == before + 2,
        "asked for once more"
    );
    case("refused to three");

    let late = asked_at_once(&browser, &[old, None]).await?;
    ensure!(late.iter().all(|token| *token == second[0]), "the same one");
    ensure!(
        sessions(&browser).await? == before + 2,
        "not asked for again"
    );
    case("refused to a call that was slow");
    end(stack, browser).await
}
