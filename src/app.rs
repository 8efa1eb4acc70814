//! Addresses to pages.

use connect_words::{Text, words};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

use crate::api::Api;
use crate::browser::help;
use crate::browser::page::set_title;
use crate::components::{Child, el};
use crate::effects::Effects;
use crate::pages::{Shell, accounts_page, enter_page, portal_page};
use crate::portal::Portal;
use crate::text::text;

/// The whole page.
#[component]
pub fn App(
    /// The sentences it speaks in.
    text: &'static Text,
) -> impl IntoView {
    let portal = Portal::new(text);
    provide_context(portal);
    // The entry page has no session yet: it makes one and goes on to a page that has.
    let entering = crate::browser::location::is("/enter");
    portal.prepare(Effects::for_page(Api::for_page(), text));
    if !entering {
        portal.start();
    }
    view! {
        <Router>
            <Shell>
                <FlatRoutes fallback=not_found>
                    <Route path=path!("/") view=accounts as Screen />
                    <Route path=path!("/accounts") view=accounts as Screen />
                    <Route path=path!("/portal") view=networks as Screen />
                    <Route path=path!("/help") view=help as Screen />
                    <Route path=path!("/help/:topic") view=help as Screen />
                    <Route path=path!("/enter") view=enter as Screen />
                </FlatRoutes>
            </Shell>
        </Router>
    }
}

/// What an address shows. One type for all of them: leptos_router makes code for each type of view.
type Screen = fn() -> AnyView;

fn accounts() -> AnyView {
    set_title(text().say(words::ACCOUNTS_TITLE));
    accounts_page().into_child()
}

fn networks() -> AnyView {
    set_title(text().say(words::PORTAL_TITLE));
    portal_page().into_child()
}

fn enter() -> AnyView {
    enter_page().into_child()
}

fn help() -> AnyView {
    set_title(text().say(words::HELP));
    let parameters = use_params_map();
    let place = StoredValue::new_local(None::<web_sys::Element>);
    // From one topic to another the router only tells the new one.
    Effect::new(move |_| {
        let topic = parameters.with(|parameters| parameters.get("topic"));
        if let Some(place) = place.get_value() {
            help::show(&place, topic.as_deref());
        }
    });
    on_cleanup(help::hide);
    el("div")
        .class("content")
        .made(move |made| place.set_value(Some(made.clone())))
        .into_child()
}

fn not_found() -> AnyView {
    el("p")
        .class("lead")
        .child(words::PAGE_NOT_FOUND)
        .into_child()
}
