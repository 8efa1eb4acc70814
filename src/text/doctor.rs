//! What the connection check says.

use connect_core::doctor::{Advice, Check, Finding};
use connect_words::{Plain, Text, help_words, words};

use super::{Browser, allow_pop_ups, failure};

/// What is looked at.
pub fn check_name(check: Check) -> Plain {
    match check {
        Check::Network => help_words::CHECK_NETWORK,
        Check::Session => help_words::CHECK_SESSION,
        Check::Clock => help_words::CHECK_CLOCK,
        Check::Stream => help_words::CHECK_STREAM,
        Check::Windows => help_words::CHECK_WINDOWS,
        Check::App => help_words::CHECK_APP,
        Check::Frame => help_words::CHECK_FRAME,
        Check::Host => help_words::CHECK_HOST,
        Check::Storage => help_words::CHECK_STORAGE,
    }
}

/// What came of it, in a word or two.
pub fn finding_word(finding: &Finding) -> Plain {
    match finding {
        Finding::Good => help_words::CHECK_GOOD,
        Finding::Limited(_) => help_words::CHECK_LIMITED,
        Finding::Bad(_) => help_words::CHECK_BAD,
        Finding::Unknown => help_words::CHECK_UNKNOWN,
    }
}

/// What it means, and what to do.
pub fn advice(text: &Text, advice: &Advice, browser: Browser) -> String {
    let plain = match advice {
        Advice::Failed(cause) => return failure(text, cause).to_string(),
        Advice::SetClock { minutes } => {
            return text.fill(help_words::CHECK_SET_CLOCK, [&text.number(*minutes)]);
        }
        Advice::AllowWindows => {
            let blocked = text.say(help_words::CHECK_BLOCKED);
            return [blocked, text.say(allow_pop_ups(browser))].join(" ");
        }
        Advice::NewsComeLate => help_words::CHECK_NEWS_LATE,
        Advice::UnlockFrame => help_words::CHECK_FRAME_LOCKED,
        Advice::WindowsAreClosed => help_words::CHECK_WINDOW_CLOSED,
        Advice::LeaveApp => words::IN_APP,
        Advice::HomeScreen => words::HOME_SCREEN,
        Advice::FrameIsApart => help_words::CHECK_FRAME_APART,
        Advice::WindowsAreApart => help_words::CHECK_HOST_APART,
        Advice::NothingIsKept => help_words::CHECK_NOT_KEPT,
    };
    text.say(plain).to_owned()
}
