//! What kind of browser this is, as far as windows are concerned.

use connect_core::Surroundings;

use super::{location, window};

/// Signs of apps that show pages in a browser of their own. Android's WebView says `; wv)` by itself.
const IN_APP: [&str; 16] = [
    "FBAN/",
    "FBAV/",
    "Instagram",
    "Barcelona",
    "musical_ly",
    "BytedanceWebview",
    "TikTok",
    "LinkedInApp",
    "Pinterest/",
    "Snapchat",
    "Twitter for",
    "Line/",
    "MicroMessenger",
    "KAKAOTALK",
    "GSA/",
    "; wv)",
];

/// Reads `navigator.userAgent` and whether the page runs without a browser around it.
pub fn of(user_agent: &str, standalone: bool) -> Surroundings {
    if IN_APP.iter().any(|sign| is_in(sign, user_agent)) {
        Surroundings::InApp
    } else if standalone {
        Surroundings::HomeScreen
    } else {
        Surroundings::Browser
    }
}

/// Whether `word` stands in `text`. The standard library's search is made for long texts, and 1 KB in a bundle.
pub(crate) fn is_in(word: &str, text: &str) -> bool {
    let mut parts = text.as_bytes().windows(word.len());
    parts.any(|part| part == word.as_bytes())
}

/// Where this page is.
pub fn here() -> Surroundings {
    let standalone = window()
        .and_then(|window| window.match_media("(display-mode: standalone)").ok()?)
        .is_some_and(|found| found.matches());
    of(&location::user_agent(), standalone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f25_browsers_inside_apps_are_told_from_browsers() {
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let android = "Mozilla/5.0 (Linux; Android 15; Pixel 9";
        for in_app in [
            format!("{phone} Mobile/15E148 Instagram 380.0.0.28.104 (iPhone16,2)"),
            format!("{phone} Mobile/15E148 [FBAN/FBIOS;FBAV/510.0.0.35.103]"),
            format!("{phone} Mobile/15E148 [LinkedInApp]/9.30"),
            format!("{phone} Mobile/15E148 musical_ly_40.1.0 BytedanceWebview/d8a21c6"),
            format!("{phone} Mobile/15E148 Safari Line/15.8.0"),
            format!(
                "{android}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/136.0 Mobile Safari/537.36"
            ),
        ] {
            assert_eq!(of(&in_app, false), Surroundings::InApp, "{in_app}");
        }
        for browser in [
            format!("{phone} Version/18.5 Mobile/15E148 Safari/604.1"),
            format!("{phone} CriOS/137.0 Mobile/15E148 Safari/604.1"),
            format!(
                "{android}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Mobile Safari/537.36"
            ),
            "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0".to_owned(),
        ] {
            assert_eq!(of(&browser, false), Surroundings::Browser, "{browser}");
            assert_eq!(of(&browser, true), Surroundings::HomeScreen, "{browser}");
        }
    }
}
