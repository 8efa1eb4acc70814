//! Entry of the widget: `mount(element, options)` answers with a handle whose `unmount()` leaves nothing behind.

use std::cell::Cell;
use std::rc::Rc;

use connect_accounts::api::Api;
use connect_accounts::browser::host::HostOptions;
use connect_accounts::browser::words;
use connect_accounts::components::Child;
use connect_accounts::effects::Effects;
use connect_accounts::portal::Portal;
use connect_accounts::widget::widget;
use connect_contract::NetworkId;
use connect_core::Event;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {}

/// A mounted widget.
#[wasm_bindgen]
pub struct Mounted {
    view: Option<UnmountHandle<AnyViewState>>,
    portal: Portal,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the widget away: nodes, listeners, timers, calls, the stream.
    pub fn unmount(&mut self) {
        self.view = None;
    }

    /// Reads again what is linked.
    pub fn refresh(&self) {
        self.portal.send(Event::RefreshDue);
    }

    /// Begins to link a network, in the click of whoever calls. Whether it does: not one that is linked or off.
    pub fn link(&self, network: String) -> bool {
        self.portal.link(NetworkId::new(network))
    }

    /// Asks whether to unlink a network. Whether it does: not one that is not linked.
    pub fn unlink(&self, network: String) -> bool {
        self.portal.unlink(NetworkId::new(network))
    }
}

/// Mounts the widget into `element`, a plain element inside the shadow root: leptos draws no changing node directly
/// in a shadow root.
///
/// # Errors
/// When `options` is not `{ gateway, fetchSession, tell, words }`, or the words are of another build than this.
#[wasm_bindgen]
pub fn mount(element: HtmlElement, options: &JsValue) -> Result<Mounted, JsError> {
    let options = HostOptions::read(options)
        .ok_or_else(|| JsError::new("gateway, fetchSession, tell and words are needed"))?;
    let text = words::of(options.words).ok_or_else(|| JsError::new("words of another build"))?;
    let api = Api::for_widget(&options.gateway, options.session);
    let effects = Effects::for_widget(api, options.gateway, options.ear, text);
    // Made inside of the owner that ends with the view.
    let made = Rc::new(Cell::new(None));
    let slot = Rc::clone(&made);
    let view = mount_to(element, move || {
        let portal = Portal::new(text);
        slot.set(Some(portal));
        widget(portal, effects).into_child()
    });
    let portal = made
        .get()
        .ok_or_else(|| JsError::new("nothing was mounted"))?;
    Ok(Mounted {
        view: Some(view),
        portal,
    })
}
