//! How to allow pop-ups, in the words of the browser at hand.

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
        let has = |word: &str| user_agent.contains(word);
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
pub fn allow_pop_ups(browser: Browser) -> &'static str {
    match browser {
        Browser::Chrome => {
            "To allow it for good: click the blocked-window icon at the right of the address bar, choose “Always allow pop-ups”, then Done."
        }
        Browser::Edge => {
            "To allow it for good: click the blocked-window icon in the address bar, choose “Always allow”, then Done."
        }
        Browser::Firefox => {
            "To allow it for good: in the bar above the page choose Preferences, then “Allow pop-ups for this site”."
        }
        Browser::Safari => {
            "To allow it for good: menu Safari, Settings for This Website, Pop-up Windows: Allow."
        }
        Browser::IPhone => {
            "To allow it for good: Settings, Apps, Safari, switch off “Block Pop-ups”."
        }
        Browser::Android => {
            "To allow it for good: menu ⋮, Settings, Site settings, Pop-ups and redirects, allow this site."
        }
        Browser::Other => {
            "To allow it for good, allow pop-ups for this site in the settings of your browser."
        }
    }
}
