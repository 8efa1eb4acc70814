//! Addresses to pages.

use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

use crate::api::Api;
use crate::effects::Effects;
use crate::pages::{AccountsPage, EnterPage, HelpPage, PortalPage, Shell};
use crate::portal::Portal;
use crate::screen::Navigation;
use crate::text::{text, topic};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let portal = Portal::new();
    provide_context(portal);
    provide_context(Navigation::Page);
    // The entry page has no session yet: it makes one and goes on to a page that has.
    let entering = crate::browser::location::is("/enter");
    portal.prepare(Effects::for_page(Api::for_page()));
    if !entering {
        portal.start();
    }
    view! {
        <Router>
            <Shell>
                <Routes fallback=|| view! { <p class="lead">{text().page_not_found}</p> }>
                    <Route path=path!("/") view=|| view! { <Redirect path="/accounts" /> } />
                    <Route path=path!("/accounts") view=AccountsPage />
                    <Route path=path!("/portal") view=PortalPage />
                    <Route path=path!("/help") view=|| view! { <HelpPage topic=Signal::stored(None) /> } />
                    <Route path=path!("/help/:topic") view=TopicPage />
                    <Route path=path!("/enter") view=EnterPage />
                </Routes>
            </Shell>
        </Router>
    }
}

#[component]
fn TopicPage() -> impl IntoView {
    let parameters = use_params_map();
    let shown =
        Signal::derive(move || parameters.with(|parameters| topic(&parameters.get("topic")?)));
    view! { <HelpPage topic=shown /> }
}
