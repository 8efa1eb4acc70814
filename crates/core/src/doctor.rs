//! What the connection check concludes from what was seen. Looking itself is done elsewhere.

use connect_contract::AttemptId;

use crate::{Failure, Surroundings};

/// What is looked at, in the order in which it is shown: what everything else stands on comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Whether the backend answers.
    Network,
    /// Whether it knows the person.
    Session,
    /// Whether the clock of the device is right.
    Clock,
    /// Whether news come as they happen.
    Stream,
    /// Whether a press opens a window.
    Windows,
    /// Whether this is a browser, or an app that shows pages.
    App,
    /// Whether the page stands in a page of another site.
    Frame,
    /// Whether the page keeps its windows apart from itself.
    Host,
    /// Whether the browser lets the page remember anything.
    Storage,
}

impl Check {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Network,
        Self::Session,
        Self::Clock,
        Self::Stream,
        Self::Windows,
        Self::App,
        Self::Frame,
        Self::Host,
        Self::Storage,
    ];

    /// What a report calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Session => "session",
            Self::Clock => "clock",
            Self::Stream => "stream",
            Self::Windows => "windows",
            Self::App => "app",
            Self::Frame => "frame",
            Self::Host => "host",
            Self::Storage => "storage",
        }
    }
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is as it should be.
    Good,
    /// Linking works all the same, in another way: this says which.
    Limited(Advice),
    /// Linking does not work because of it.
    Bad(Advice),
    /// It could not be looked at.
    Unknown,
}

impl Finding {
    /// What a report calls it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Limited(_) => "limited",
            Self::Bad(_) => "bad",
            Self::Unknown => "unknown",
        }
    }

    /// What there is to say about it.
    pub fn advice(&self) -> Option<&Advice> {
        match self {
            Self::Limited(advice) | Self::Bad(advice) => Some(advice),
            Self::Good | Self::Unknown => None,
        }
    }
}

/// What a person, or whoever runs the page, can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// A call failed, and what there is to say about that.
    Failed(Failure),
    /// The clock is so many minutes off.
    SetClock {
        /// More than none.
        minutes: u32,
    },
    /// News come late.
    NewsComeLate,
    /// The browser gives no window.
    AllowWindows,
    /// The frame that the page stands in may not open any.
    UnlockFrame,
    /// Something closes windows as soon as they open.
    WindowsAreClosed,
    /// An app shows this page.
    LeaveApp,
    /// It runs without a browser around it.
    HomeScreen,
    /// A page of another site is around it.
    FrameIsApart,
    /// Its own windows cannot speak to it.
    WindowsAreApart,
    /// Nothing is remembered.
    NothingIsKept,
}

/// What came of asking the browser for a window in a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowTried {
    /// It was there, and it stayed.
    Stayed,
    /// It was there, and was gone a moment later.
    Vanished,
    /// No handle came back, but the person's focus has gone somewhere: there is a window that cannot be reached.
    Severed,
    /// There was none.
    None,
    /// The frame may not open any.
    Forbidden,
}

/// Where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// On its own, or in pages of its own site.
    Own,
    /// In a page of another site.
    OtherSite,
}

/// A clock may be so far off, in milliseconds, before it is worth a word. Certificates and sessions allow more.
const CLOCK_TOLERANCE_MS: u64 = 120_000;

/// Of reading the portal.
pub fn network(read: &Result<(), Failure>) -> Finding {
    match read {
        Err(failure) if !knows_us(failure) => Finding::Bad(Advice::Failed(failure.clone())),
        _ => Finding::Good,
    }
}

/// Of reading the portal.
pub fn session(read: &Result<(), Failure>) -> Finding {
    match read {
        Ok(()) => Finding::Good,
        Err(failure) if knows_us(failure) => Finding::Bad(Advice::Failed(failure.clone())),
        Err(_) => Finding::Unknown,
    }
}

/// Whether the failure is the backend's word about this person: then the way to it is good.
fn knows_us(failure: &Failure) -> bool {
    failure.ends_session() || matches!(failure, Failure::Problem(problem) if problem.status == 403)
}

/// Of the backend's clock and the device's, in milliseconds since 1970. The answer was on its way for `took_ms` at most.
pub fn clock(backend_ms: Option<i64>, device_ms: i64, took_ms: u32) -> Finding {
    let Some(backend_ms) = backend_ms else {
        return Finding::Unknown;
    };
    let off = backend_ms.abs_diff(device_ms);
    if off <= CLOCK_TOLERANCE_MS + u64::from(took_ms) {
        return Finding::Good;
    }
    let minutes = u32::try_from(off / 60_000).unwrap_or(u32::MAX);
    Finding::Limited(Advice::SetClock { minutes })
}

/// Of the live stream: whether its first bytes came in time.
pub fn stream(opened: &Result<bool, Failure>, read: &Result<(), Failure>) -> Finding {
    match (opened, read) {
        (Ok(true), _) => Finding::Good,
        // There is no way to the backend at all, or no session: that is told already.
        (_, Err(_)) => Finding::Unknown,
        _ => Finding::Limited(Advice::NewsComeLate),
    }
}

/// Of a window that was asked for in a press. That an app's browser gives no handle proves nothing.
pub fn windows(tried: WindowTried, surroundings: Surroundings) -> Finding {
    match tried {
        WindowTried::Stayed => Finding::Good,
        WindowTried::Severed => Finding::Limited(Advice::WindowsAreApart),
        WindowTried::Vanished => Finding::Bad(Advice::WindowsAreClosed),
        WindowTried::None if surroundings != Surroundings::Browser => Finding::Unknown,
        WindowTried::None => Finding::Bad(Advice::AllowWindows),
        WindowTried::Forbidden => Finding::Bad(Advice::UnlockFrame),
    }
}

/// Of what kind of browser this is.
pub fn app(surroundings: Surroundings) -> Finding {
    match surroundings {
        Surroundings::Browser => Finding::Good,
        Surroundings::InApp => Finding::Limited(Advice::LeaveApp),
        Surroundings::HomeScreen => Finding::Limited(Advice::HomeScreen),
    }
}

/// Of where the page stands.
pub fn frame(frame: Frame) -> Finding {
    match frame {
        Frame::Own => Finding::Good,
        // Browsers keep storage and channels apart by the outermost site: only the server can tell.
        Frame::OtherSite => Finding::Limited(Advice::FrameIsApart),
    }
}

/// Of the `Cross-Origin-Opener-Policy` that the page was sent with. Anything but these two severs a window of another
/// origin (HTML standard, *cross-origin opener policies*). In a page of another site its own policy does not count: that of the
/// outermost page does, which nobody can read.
pub fn host(opener_policy: Option<&str>, frame: Frame) -> Finding {
    if frame == Frame::OtherSite {
        return Finding::Unknown;
    }
    let value = opener_policy.map(|value| value.split(';').next().unwrap_or_default().trim());
    match value {
        None => Finding::Unknown,
        Some("" | "unsafe-none" | "same-origin-allow-popups") => Finding::Good,
        Some(_) => Finding::Limited(Advice::WindowsAreApart),
    }
}

/// Of whether what was written could be read again.
pub fn storage(is_kept: bool) -> Finding {
    if is_kept {
        Finding::Good
    } else {
        Finding::Limited(Advice::NothingIsKept)
    }
}

/// All of it in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Good,
    /// Linking works, in other ways than usual.
    Limited,
    /// Something keeps links from being made.
    Bad,
}

/// The worst of the findings counts.
pub fn verdict(findings: &[(Check, Finding)]) -> Verdict {
    let any = |is: fn(&Finding) -> bool| findings.iter().any(|(_, finding)| is(finding));
    if any(|finding| matches!(finding, Finding::Bad(_))) {
        Verdict::Bad
    } else if any(|finding| matches!(finding, Finding::Limited(_))) {
        Verdict::Limited
    } else {
        Verdict::Good
    }
}

/// Where a report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// When, by the device's clock.
    pub at: String,
    /// The origin of the page.
    pub page: String,
    /// What the browser calls itself.
    pub browser: String,
    /// The attempts that are on their way.
    pub attempts: Vec<AttemptId>,
}

/// All findings as lines for support. Every value is from a closed set, a number, an id or told by the browser: there is no
/// room for a token or for the name of an account.
pub fn report(context: &Context, findings: &[(Check, Finding)]) -> String {
    let mut lines = ["Connection check: ", &context.at, "\n"].concat();
    let mut line = |name: &str, value: &str| lines.extend([name, ": ", value, "\n"]);
    for (check, finding) in findings {
        let why = finding.advice().map(reason).unwrap_or_default();
        let word = finding.name();
        let space = if why.is_empty() { "" } else { ", " };
        line(check.name(), &[word, space, &why].concat());
    }
    for attempt in &context.attempts {
        line("Attempt", attempt.as_str());
    }
    line("Page", &context.page);
    line("Browser", &context.browser);
    lines
}

fn reason(advice: &Advice) -> String {
    let word = match advice {
        Advice::Failed(failure) => return told(failure),
        Advice::SetClock { minutes } => return format!("{minutes} min off"),
        Advice::NewsComeLate => "no news in time",
        Advice::AllowWindows => "no window",
        Advice::UnlockFrame => "sandboxed frame",
        Advice::WindowsAreClosed => "window closed at once",
        Advice::LeaveApp => "in-app browser",
        Advice::HomeScreen => "home-screen app",
        Advice::FrameIsApart => "frame of another site",
        Advice::WindowsAreApart => "opener policy",
        Advice::NothingIsKept => "no storage",
    };
    word.to_owned()
}

fn told(failure: &Failure) -> String {
    let problem = match failure {
        Failure::Unreachable => return "unreachable".to_owned(),
        Failure::TimedOut => return "timed out".to_owned(),
        Failure::Unreadable => return "unreadable answer".to_owned(),
        Failure::Offline => return "offline".to_owned(),
        Failure::Withheld => return "kept away".to_owned(),
        Failure::Problem(problem) => problem,
    };
    match failure.support_id() {
        Some(id) => format!("status {}, support id {id}", problem.status),
        None => format!("status {}", problem.status),
    }
}
