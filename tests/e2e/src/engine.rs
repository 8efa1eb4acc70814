use std::path::Path;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::Setting;

/// A browser engine, and how its driver is spoken to. What is here was measured: each of the three wants something else
/// before a pop-up blocker is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, Android.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, of the family of Safari.
    WebKit,
}

impl Engine {
    /// Whether it is the one that is tested. A story that says `only_` it in its name is left out for the others.
    ///
    /// # Errors
    /// When none can be told.
    pub fn is_chosen(self) -> Result<bool> {
        Ok(Self::chosen()? == self)
    }

    /// The one that `CONNECT_BROWSER` names: chromium, firefox or webkit. Chromium, if it names none.
    pub fn chosen() -> Result<Self> {
        Ok(match std::env::var("CONNECT_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => bail!("CONNECT_BROWSER={other}: use chromium, firefox or webkit"),
        })
    }

    /// The program that drives it.
    pub(crate) fn driver(self) -> String {
        let (variable, program) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        std::env::var(variable).unwrap_or_else(|_| program.into())
    }

    /// How the driver is told its port.
    pub(crate) fn driver_arguments(self, port: u16) -> Vec<String> {
        match self {
            Self::Chromium | Self::WebKit => vec![format!("--port={port}")],
            // Its second port has a fixed default, which only one driver can have.
            Self::Firefox => vec![
                format!("--port={port}"),
                "--websocket-port=0".into(),
                "--log=error".into(),
            ],
        }
    }

    /// Whether it draws only on a display.
    pub(crate) fn needs_display(self) -> bool {
        self == Self::WebKit
    }

    /// What a session is asked for. The pop-up blocker is on in all three: drivers of Chromium and Firefox switch it off.
    pub(crate) fn capabilities(self, profile: &Path, setting: Option<Setting>) -> Value {
        let mut wanted = self.usual_capabilities(profile);
        let prefs = match self {
            Self::Chromium => &mut wanted["goog:chromeOptions"]["prefs"],
            Self::Firefox => &mut wanted["moz:firefoxOptions"]["prefs"],
            Self::WebKit => return wanted,
        };
        if let Some((name, value)) = setting.and_then(|setting| setting.of(self)) {
            prefs[name] = value;
        }
        wanted
    }

    fn usual_capabilities(self, profile: &Path) -> Value {
        match self {
            Self::Chromium => {
                let mut arguments: Vec<String> = [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--lang=en",
                    "--window-size=1280,900",
                ]
                .map(str::to_owned)
                .into();
                arguments.push(format!("--user-data-dir={}", profile.display()));
                json!({
                    "browserName": "chrome",
                    "goog:chromeOptions": { "args": arguments, "prefs": {}, "excludeSwitches": ["disable-popup-blocking"] },
                })
            }
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": std::env::var("FIREFOX").ok().unwrap_or_else(|| "firefox-esr".into()),
                    "args": ["-headless", "-width=1280", "-height=900"],
                    "prefs": {
                        "dom.disable_open_during_load": true,
                        // The driver lets scripts close what they did not open, too.
                        "dom.allow_scripts_to_close_windows": false,
                        "intl.accept_languages": "en",
                        // Nothing is made ahead of a wish, and nothing kept for a next time.
                        "dom.ipc.processPrelaunch.enabled": false,
                        "browser.newtab.preload": false,
                        "browser.pagethumbnails.capturing_disabled": true,
                        "browser.sessionstore.interval": 3_600_000,
                        "toolkit.cosmeticAnimations.enabled": false,
                    },
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
            }),
        }
    }
}

/// MiniBrowser is in no folder of programs.
fn mini_browser() -> String {
    std::env::var("MINIBROWSER").unwrap_or_else(|_| {
        let found = ["4.1", "6.0", "4.0"]
            .iter()
            .flat_map(|version| {
                ["x86_64", "aarch64"].map(|machine| {
                    format!("/usr/lib/{machine}-linux-gnu/webkit2gtk-{version}/MiniBrowser")
                })
            })
            .find(|path| Path::new(path).is_file());
        found.unwrap_or_else(|| "MiniBrowser".into())
    })
}
