//! Messages that are not what they say: none of them makes a card green, grey or red.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{PATIENCE, Role, case};

use crate::forger::{FROM_FRAME, FROM_INSIDE, FROM_OTHER, FROM_WINDOW, Forger};
use crate::steps::{allow, back, end, go, shows, sign_in};

const HELLO: &str = "{ source: 'connect-accounts', type: 'hello', attempt: A }";
const LEAVING: &str =
    "{ source: 'connect-accounts', type: 'leaving', attempt: A, to: 'https://evil.example' }";
const DONE: &str = "{ source: 'connect-accounts', type: 'done', attempt: A }";
const TICKET: &str = "{ source: 'connect-accounts', type: 'ticket-wanted', attempt: A }";
const SUCCESS: &str = "{ source: 'ayrshare', version: 1, event: 'connect:success' }";
const REFUSED: &str = "{ source: 'ayrshare', version: 1, event: 'connect:error', code: 322 }";
const CANCELLED: &str = "{ source: 'ayrshare', version: 1, event: 'connect:cancelled' }";
const CLOSED: &str = "{ source: 'ayrshare', version: 1, event: 'connect:closed' }";

/// Ayrshare's page says it, but not in Ayrshare's words.
const NOT_AYRSHARES_WORDS: [&str; 12] = [
    "null",
    "'connect:success'",
    "[{ source: 'ayrshare', version: 1, event: 'connect:cancelled' }]",
    "{ source: 'ayrshare', version: '1', event: 'connect:cancelled' }",
    "{ source: 'ayrshare', version: true, event: 'connect:cancelled' }",
    "{ source: 'ayrshare', version: 2, event: 'connect:cancelled' }",
    "{ source: ['ayrshare'], version: 1, event: 'connect:cancelled' }",
    "{ source: 'ayrshare', version: 1, event: ['connect:cancelled'] }",
    "{ source: 'ayrshare', version: 1, event: 'connect:unheard-of' }",
    "JSON.parse('{\"__proto__\":{\"source\":\"ayrshare\",\"version\":1,\"event\":\"connect:cancelled\"},\"constructor\":{}}')",
    "{ source: 'ayrshare', version: 1, event: 'connect:cancelled'.repeat(500000) }",
    "(() => { const round = { source: 'ayrshare', version: 1 }; round.event = round; return round; })()",
];

/// A page of our own origin says it, but of nothing that there is.
const NOT_OUR_WORDS: [&str; 9] = [
    "{ source: 'connect-accounts', type: 'done', attempt: 7 }",
    "{ source: 'connect-accounts', type: 'done', attempt: [A] }",
    "{ source: 'connect-accounts', type: 'done', attempt: new String(A) }",
    "{ source: 'connect-accounts', type: 'done', attempt: null }",
    "{ source: 'connect-accounts', type: 'done', attempt: A + ' ' }",
    "{ source: 'connect-accounts', type: 'done', attempt: '00000000-0000-4000-8000-000000000000' }",
    "{ source: 'connect-accounts', type: 'done', attempt: 'x'.repeat(5000000) }",
    "{ source: 'connect-accounts', type: 'leaving', attempt: A, to: 7 }",
    "{ source: 'connect-accounts', type: 'linked', attempt: A }",
];

/// The channel of our own pages.
const CHANNEL: &str = "new BroadcastChannel('connect-accounts')";

/// Things that only a script in our own page can hand over: reading them throws.
const TRAPS: &str = "
  const say = (data) => to.dispatchEvent(new to.MessageEvent('message', { data, origin: to.origin }));
  say({ get source() { throw new Error('no'); }, type: 'done', attempt: A });
  say(new Proxy({}, { get() { throw new Error('no'); } }));
";

impl Forger {
    /// Sends them, and our page has not even asked.
    async fn is_ignored(&self, who: &str, from: &str, messages: &[&str]) -> Result<()> {
        let at_hand = self.browser.window().await?;
        let before = self.asked().await?;
        self.browser.switch_to(&at_hand).await?;
        self.send(from, messages).await.context(who.to_owned())?;
        let asked = self.asked().await? - before;
        ensure!(asked == 0, "{who}: our page asked {asked} times");
        self.nothing_ended().await.context(who.to_owned())?;
        for message in messages {
            case(&format!("{who}: {message:.70}"));
        }
        self.browser.switch_to(&at_hand).await
    }
}

impl Forger {
    /// Our own pages' words, from a window that is none of them: our page asks the backend, and believes only that.
    async fn only_makes_it_ask(&self, from: &str) -> Result<()> {
        let leaving_for_here = LEAVING.replace("'https://evil.example'", "location.origin");
        let before = self.asked().await?;
        for word in [HELLO, &leaving_for_here, DONE] {
            self.browser.switch_to(&self.other).await?;
            self.send(from, &[word]).await?;
            self.nothing_ended().await?;
            case(&format!("our origin's word: {word:.70}"));
        }
        let until = Instant::now() + PATIENCE;
        while self.asked().await? == before {
            ensure!(Instant::now() < until, "our page never asked");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.browser.switch_to(&self.other).await?;
        // It comes from where the window is said to be, and from another window.
        self.is_ignored(
            "another window, in the right place",
            FROM_OTHER,
            &[CANCELLED],
        )
        .await
    }

    /// From a frame of our own page.
    async fn springs_no_trap(&self) -> Result<()> {
        self.browser.switch_to(&self.page).await?;
        self.add_frame(None).await?;
        let script = format!("const A = '{}', to = {FROM_INSIDE}; {TRAPS}", self.attempt);
        self.tell(&script, 2).await?;
        self.nothing_ended().await?;
        self.browser
            .script("document.querySelector('iframe').remove()")
            .await?;
        case("our page's own frame: a getter that throws");
        case("our page's own frame: a proxy that throws");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f37_t14_no_forged_message_changes_anything() -> Result<()> {
    let forger = Forger::beside(|stack| stack.host_page("reports")).await?;
    let (stack, browser) = (&forger.stack, &forger.browser);
    let all = [
        HELLO, LEAVING, DONE, TICKET, SUCCESS, REFUSED, CANCELLED, CLOSED,
    ];

    forger
        .is_ignored("another origin", FROM_OTHER, &all)
        .await?;
    forger.add_frame(None).await?;
    forger
        .is_ignored(
            "an empty frame of another origin",
            FROM_FRAME,
            &[DONE, CANCELLED],
        )
        .await?;
    forger.add_frame(Some("allow-scripts")).await?;
    forger
        .is_ignored(
            "a frame without an origin",
            FROM_FRAME,
            &[DONE, SUCCESS, CANCELLED],
        )
        .await?;

    let same_name = stack.frame_page("").replace("/frame", "/reports");
    forger.go(&same_name).await?;
    forger
        .is_ignored(
            "our host by name, another port",
            FROM_OTHER,
            &[DONE, CANCELLED],
        )
        .await?;
    let same_port = stack.page("/help").replace("127.0.0.1", "localhost");
    forger.go(&same_port).await?;
    forger
        .is_ignored("our port, another name", FROM_OTHER, &[DONE, CANCELLED])
        .await?;

    forger.go(&format!("{}/", stack.sandbox_url()?)).await?;
    forger
        .is_ignored(
            "Ayrshare's origin, another window",
            FROM_OTHER,
            &[DONE, SUCCESS, REFUSED, CANCELLED, CLOSED],
        )
        .await?;

    browser.switch_to(&forger.window).await?;
    forger
        .is_ignored("Ayrshare's page", FROM_WINDOW, &NOT_AYRSHARES_WORDS)
        .await?;
    go(browser, &stack.host_page("reports")).await?;
    forger
        .is_ignored(
            "the right window, another origin",
            FROM_WINDOW,
            &[DONE, SUCCESS, CANCELLED],
        )
        .await?;
    back(browser).await?;
    browser.here().find(Role::Link, "Link TikTok").await?;

    forger.go(&stack.page("/help")).await?;
    forger
        .is_ignored("our origin, another window", FROM_OTHER, &NOT_OUR_WORDS)
        .await?;
    forger
        .is_ignored("our channel", CHANNEL, &NOT_OUR_WORDS)
        .await?;
    forger.only_makes_it_ask(FROM_OTHER).await?;
    forger.only_makes_it_ask(CHANNEL).await?;
    forger.springs_no_trap().await?;

    browser.switch_to(&forger.window).await?;
    sign_in(browser, "TikTok", "Acme Dances").await?;
    allow(browser, &forger.page).await?;
    shows(browser, "TikTok, Linked, Acme Dances").await?;
    end(forger.stack, forger.browser).await
}
