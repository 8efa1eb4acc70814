//! Entry of the help, which page and widget load when somebody asks for it: `show(place, topic, options)` for the page of
//! the help and `hide()` after it, `open(link, options)` beside what a link to it stands at and `close_lost()` after that.

use std::cell::RefCell;

use connect_accounts::api::Api;
use connect_accounts::browser::host::HelpOptions;
use connect_accounts::browser::words;
use connect_accounts::components::Child;
use connect_accounts::effects::Effects;
use connect_accounts::pages::{Drawer, drawer_view, help_page};
use connect_accounts::portal::Portal;
use connect_accounts::text::topic;
use connect_core::Event;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::provide_context;
use leptos::tachys::view::any_view::{AnyView, AnyViewState};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

fn main() {}

type Mounted = UnmountHandle<AnyViewState>;

thread_local! {
    /// The page of the help. There is one in a tab.
    static SHOWN: RefCell<Option<Mounted>> = const { RefCell::new(None) };
    /// What is open beside something. One at a time, whatever it is about and whichever widget it is of.
    static OPEN: RefCell<Option<(Drawer, Mounted)>> = const { RefCell::new(None) };
}

/// Shows one topic in `place`, or all of them with a search, instead of what was shown before.
///
/// # Errors
/// When `options` is not `{ gateway, fetchSession, words, help }`, or the words are of another build than this.
#[wasm_bindgen]
pub fn show(place: HtmlElement, slug: Option<String>, options: &JsValue) -> Result<(), JsError> {
    hide();
    let shown = slug.and_then(|slug| topic(&slug));
    let mounted = mount(place, options, move || help_page(shown).into_child())?;
    SHOWN.set(Some(mounted));
    Ok(())
}

/// Opens the topic that `link` leads to, beside what it stands at, instead of another one that is open.
///
/// # Errors
/// As [`show`].
#[wasm_bindgen]
pub fn open(link: HtmlElement, options: &JsValue) -> Result<(), JsError> {
    let drawer = OPEN.with_borrow(|open| {
        let open = open.as_ref().map(|(drawer, _)| drawer);
        Drawer::of(link, open).ok_or_else(|| JsError::new("the link leads nowhere"))
    })?;
    leave();
    let about = drawer.topic();
    let mounted = mount(drawer.place(), options, move || {
        drawer_view(about, close).into_child()
    })?;
    OPEN.set(Some((drawer, mounted)));
    Ok(())
}

/// Takes the page of the help away.
#[wasm_bindgen]
pub fn hide() {
    drop(SHOWN.take());
}

/// Takes away what was open in a widget that has gone.
#[wasm_bindgen]
pub fn close_lost() {
    let is_lost = |open: &(Drawer, Mounted)| open.0.is_lost();
    if OPEN.with_borrow(|open| open.as_ref().is_some_and(is_lost)) {
        leave();
    }
}

/// Takes away what is open.
fn close() {
    // Whoever calls may be a button in it.
    spawn_local(async { leave() });
}

fn leave() {
    drop(OPEN.take());
}

fn mount(
    place: HtmlElement,
    options: &JsValue,
    view: impl FnOnce() -> AnyView + 'static,
) -> Result<Mounted, JsError> {
    let options = HelpOptions::read(options)
        .ok_or_else(|| JsError::new("gateway, words and help are needed"))?;
    let text = words::with_help(options.words, options.help)
        .ok_or_else(|| JsError::new("words of another build"))?;
    let api = match options.session {
        Some(session) => Api::for_widget(&options.gateway, session),
        None => Api::for_page(),
    };
    let effects = Effects::for_help(api, options.gateway, text);
    Ok(mount_to(place, move || {
        let portal = Portal::new(text);
        provide_context(portal);
        portal.prepare(effects);
        // How to reach support, and which attempts are on their way.
        portal.send(Event::Started);
        view()
    }))
}
