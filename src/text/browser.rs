//! How to allow pop-ups, in the words of the browser at hand.

use connect_words::{Plain, words};

use crate::browser::surroundings::is_in;

/// The families of browsers whose menus differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chrome, Chromium, Brave, Opera.
    Chrome,
    /// Edge.
    Edge,
    /// Firefox.
    Firefox,
    /// Safari on a Mac.
    Safari,
    /// Every browser on an iPhone or iPad.
    IPhone,
    /// Chrome on Android.
    Android,
    /// Another one.
    Other,
}

impl Browser {
    /// Reads `navigator.userAgent`. It only picks words: nothing is decided by it.
    pub fn of(user_agent: &str) -> Self {
        let has = |word| is_in(word, user_agent);
        match () {
            () if has("iPhone") || has("iPad") => Self::IPhone,
            () if has("Android") && has("Chrome/") => Self::Android,
            () if has("Firefox/") => Self::Firefox,
            () if has("Edg/") => Self::Edge,
            () if has("Chrome/") || has("Chromium/") => Self::Chrome,
            () if has("Safari/") => Self::Safari,
            () => Self::Other,
        }
    }
}

/// One sentence: how to allow pop-ups for this site.
pub fn allow_pop_ups(browser: Browser) -> Plain {
    match browser {
        Browser::Chrome => words::ALLOW_IN_CHROME,
        Browser::Edge => words::ALLOW_IN_EDGE,
        Browser::Firefox => words::ALLOW_IN_FIREFOX,
        Browser::Safari => words::ALLOW_IN_SAFARI,
        Browser::IPhone => words::ALLOW_ON_IPHONE,
        Browser::Android => words::ALLOW_ON_ANDROID,
        Browser::Other => words::ALLOW_ELSEWHERE,
    }
}
