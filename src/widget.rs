//! The widget: the portal's screens without addresses, in an element of a host page.

use leptos::prelude::*;

use crate::components::{LiveRegion, dynamic, pressed};
use crate::effects::Effects;
use crate::pages::{HelpPage, PortalPage};
use crate::portal::Portal;
use crate::screen::{Navigation, Screen};
use crate::text::text;

/// The portal inside a host page.
#[component]
pub fn Widget(
    /// What it has open in the world; ends with this component.
    effects: std::rc::Rc<Effects>,
) -> impl IntoView {
    let portal = Portal::new();
    let screen = RwSignal::new(Screen::Portal);
    let navigation = Navigation::Widget(screen);
    provide_context(portal);
    provide_context(navigation);
    portal.prepare(effects);
    portal.start();
    let shown = dynamic(move || {
        match screen.get() {
        Screen::Portal => view! { <PortalPage /> }.into_any(),
        Screen::Help(topic) => view! {
            <p class="ways">
                <button class="way" type="button" on:click=pressed(move || navigation.go(Screen::Portal))>
                    {text().back}
                </button>
            </p>
            <HelpPage topic=Signal::stored(topic) />
        }
        .into_any(),
    }
    });
    view! {
        <div class="content" part="content">
            {shown}
        </div>
        <LiveRegion />
    }
}
