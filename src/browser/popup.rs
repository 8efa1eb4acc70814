//! The window in which a person links an account.

use gloo_timers::callback::Interval;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Window;

use super::messages::Source;
use super::window;

const WIDTH: i32 = 600;
const HEIGHT: i32 = 760;
const CLOSED_CHECK_MS: u32 = 500;

/// What came of asking for a window.
pub enum Opened {
    /// There is one.
    Window(Popup),
    /// The browser gave none. It may be there all the same: with a host that severs it, every engine answers so.
    Unknown,
    /// The frame that we are in may not open windows.
    Forbidden,
}

/// A window that was opened. Dropping it stops watching; it does not close it, since the person may still be busy there.
#[must_use = "nobody watches a window that is dropped"]
pub struct Popup {
    window: Window,
    watch: Option<Interval>,
}

/// Opens `url` in the window called `name`.
///
/// Must run before anything is awaited: browsers allow a window only while the click is being handled, WebKit not even
/// after 100 ms of waiting.
pub fn open(url: &str, name: &str) -> Opened {
    let Some(window) = window() else {
        return Opened::Unknown;
    };
    match window.open_with_url_and_target_and_features(url, name, &features(&window)) {
        Ok(Some(opened)) if !opened.closed().unwrap_or(true) => Opened::Window(Popup {
            window: opened,
            watch: None,
        }),
        // Firefox throws in a frame that may not open windows; the others only give none.
        Err(_) => Opened::Forbidden,
        Ok(_) if is_sandboxed(&window) => Opened::Forbidden,
        Ok(_) => Opened::Unknown,
    }
}

/// Whether this document is in a sandbox, whatever that allows. No browser says so, but in every sandbox, and nowhere
/// else, setting `document.domain` to what it is throws (HTML standard, *sandboxed document.domain browsing context flag*).
fn is_sandboxed(window: &Window) -> bool {
    let name = JsValue::from_str("domain");
    window.document().is_some_and(|document| {
        Reflect::get(&document, &name)
            .and_then(|domain| Reflect::set(&document, &name, &domain))
            .is_err()
    })
}

/// A window of its own, in the middle of this one; a plain tab where the screen is too small for two.
fn features(window: &Window) -> String {
    let number = |value: Result<JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0) as i32
    };
    let (outer_width, outer_height) = (number(window.outer_width()), number(window.outer_height()));
    if outer_width > 0 && outer_width < WIDTH + 80 {
        return String::new();
    }
    let left = number(window.screen_x()) + (outer_width - WIDTH).max(0) / 2;
    let top = number(window.screen_y()) + (outer_height - HEIGHT).max(0) / 2;
    let height = if outer_height > 0 {
        HEIGHT.min(outer_height)
    } else {
        HEIGHT
    };
    format!("popup=yes,width={WIDTH},height={height},left={left},top={top}")
}

impl Popup {
    /// Calls `gone` once, when the handle reads closed. That proves nothing: a network's page can cut the handle off.
    pub fn watch(&mut self, gone: impl Fn() + 'static) {
        let window = self.window.clone();
        let mut told = false;
        self.watch = Some(Interval::new(CLOSED_CHECK_MS, move || {
            if !told && window.closed().unwrap_or(true) {
                told = true;
                gone();
            }
        }));
    }

    /// Whether the handle still reaches the window.
    pub fn is_reachable(&self) -> bool {
        !self.window.closed().unwrap_or(true)
    }

    /// Whether it is in a sandbox, as what opened it is. It has to be a page of ours.
    #[cfg(feature = "help")]
    pub fn is_locked_in(&self) -> bool {
        is_sandboxed(&self.window)
    }

    /// Asks the browser to bring it to the front. Not dependable: two engines of three leave it behind.
    pub fn focus(&self) {
        let _ = self.window.focus();
    }

    /// Closes it, if the handle still reaches it.
    pub fn close(&self) {
        let _ = self.window.close();
    }

    /// Whether a message came from it.
    pub fn sent(&self, source: &Source) -> bool {
        source.is(&self.window)
    }
}
