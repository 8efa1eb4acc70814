//! What the connection check looks at in the browser.

use connect_core::PageFocus;
use connect_core::doctor::{Frame, WindowTried};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use web_sys::{RequestRedirect, Storage};

use super::popup::{self, Opened};
use super::{ids, location, page, window};

/// An extension that closes windows has done it by then. Measured with those that people use: none takes 100 ms.
const VANISHES_WITHIN_MS: u32 = 400;

/// A window that a press asked for.
pub struct Asked {
    opened: Opened,
    /// Where the person looked just before.
    focus: PageFocus,
}

/// Opens an empty window. Has to be called in a press, before anything is awaited.
pub fn open_window() -> Asked {
    let focus = page::focus();
    let opened = popup::open("about:blank", &ids::window_name());
    Asked { opened, focus }
}

/// Sees what became of it, and closes it.
pub async fn watch_window(asked: Asked) -> WindowTried {
    TimeoutFuture::new(VANISHES_WITHIN_MS).await;
    match asked.opened {
        Opened::Window(popup) if !popup.is_reachable() => WindowTried::Vanished,
        Opened::Window(popup) => {
            // What opens it hands its sandbox on, in which the networks' pages do not work. Firefox tells that of no empty
            // page; there the start page says so.
            let is_locked_in = popup.is_locked_in();
            popup.close();
            if is_locked_in {
                WindowTried::Forbidden
            } else {
                WindowTried::Stayed
            }
        }
        Opened::Unknown
            if asked.focus == PageFocus::Here && page::focus() == PageFocus::Elsewhere =>
        {
            WindowTried::Severed
        }
        Opened::Unknown => WindowTried::None,
        Opened::Forbidden => WindowTried::Forbidden,
    }
}

/// Where the page stands. What browsers keep apart goes by sites, of which an origin says no more than this.
pub fn frame() -> Frame {
    let top = window().and_then(|window| window.top().ok()?);
    // The address of another origin's window is not told.
    let origin = top.and_then(|top| top.location().origin().ok());
    if origin.is_some_and(|origin| origin == location::origin()) {
        Frame::Own
    } else {
        Frame::OtherSite
    }
}

/// Whether what is written for this tab and for all tabs can be read again.
pub fn is_storage_kept() -> bool {
    let Some(window) = window() else { return false };
    let both = [window.session_storage(), window.local_storage()];
    both.into_iter().all(|storage| {
        storage
            .ok()
            .flatten()
            .is_some_and(|storage| keeps(&storage))
    })
}

fn keeps(storage: &Storage) -> bool {
    const KEY: &str = "connect-accounts-check";
    let _ = storage.set_item(KEY, "1");
    let kept = storage.get_item(KEY).ok().flatten();
    let _ = storage.remove_item(KEY);
    kept.is_some()
}

/// The `Cross-Origin-Opener-Policy` that this document is sent with, empty if there is none; nothing if its server does not
/// tell.
pub async fn opener_policy() -> Option<String> {
    let head = RequestBuilder::new(&location::address())
        .method(Method::HEAD)
        .redirect(RequestRedirect::Manual);
    let answer = head.send().await.ok().filter(|answer| answer.ok())?;
    let policy = answer.headers().get("cross-origin-opener-policy");
    Some(policy.unwrap_or_default())
}

/// A moment of RFC 3339 in milliseconds since 1970.
pub fn milliseconds(rfc3339: &str) -> Option<i64> {
    let at = js_sys::Date::parse(rfc3339);
    at.is_finite().then_some(at as i64)
}

/// What the device takes the time for, in milliseconds since 1970.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Prints this page; what of it, the style says.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Now, as RFC 3339 has it.
pub fn moment() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
