use serde_json::{Value, json};

use crate::Engine;

/// What a person has set in the browser, against the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// No page runs scripts.
    NoScripts,
    /// No page keeps anything: neither cookies nor storage.
    NoSiteData,
}

impl Setting {
    /// The preference behind it. WebKit's driver has no way to either.
    pub(crate) fn of(self, engine: Engine) -> Option<(&'static str, Value)> {
        let block = json!(2);
        match (engine, self) {
            (Engine::Chromium, Self::NoScripts) => {
                Some(("profile.default_content_setting_values.javascript", block))
            }
            (Engine::Chromium, Self::NoSiteData) => {
                Some(("profile.default_content_setting_values.cookies", block))
            }
            (Engine::Firefox, Self::NoScripts) => Some(("javascript.enabled", json!(false))),
            (Engine::Firefox, Self::NoSiteData) => Some(("network.cookie.cookieBehavior", block)),
            (Engine::WebKit, _) => None,
        }
    }
}
