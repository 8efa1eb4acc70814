//! What the tests of components need: a portal that has been read, mounted into a fresh element.

#![expect(clippy::expect_used, reason = "only tests call this")]

use connect_accounts::browser::words;
use connect_accounts::portal::Portal;
use connect_contract::{
    Account, AccountId, Action, Brand, NetworkId, NetworkStanding, SessionScope, Standing, Support,
};
use connect_core::{Event, RequestId};
use connect_words::Text;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A mounted view; dropping it takes the view away.
pub struct Mounted {
    /// Where it is.
    pub root: HtmlElement,
    /// What the view reads.
    pub portal: Portal,
    _handle: UnmountHandle<AnyViewState>,
}

/// Mounts a view whose portal was answered with these standings.
pub fn mount(standings: Vec<(&str, Standing)>, view: impl Fn() -> AnyView + 'static) -> Mounted {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a document");
    let root: HtmlElement = document
        .create_element("div")
        .expect("an element")
        .unchecked_into();
    document
        .body()
        .expect("a body")
        .append_child(&root)
        .expect("a place");
    let made = std::rc::Rc::new(std::cell::Cell::new(None));
    let handed = std::rc::Rc::clone(&made);
    let handle = mount_to(root.clone(), move || {
        let portal = Portal::new(english());
        provide_context(portal);
        handed.set(Some(portal));
        view()
    });
    let portal = made.get().expect("the view was drawn");
    portal.send(Event::Started);
    portal.send(Event::PortalAnswered {
        request: RequestId(1),
        result: Ok(answer(standings)),
    });
    Mounted {
        root,
        portal,
        _handle: handle,
    }
}

fn answer(standings: Vec<(&str, Standing)>) -> connect_contract::Portal {
    connect_contract::Portal {
        brand: Brand {
            name: "Acme Coffee".into(),
        },
        networks: standings
            .into_iter()
            .map(|(network, standing)| {
                let network = NetworkId::new(network);
                NetworkStanding {
                    name: network.display_name().into(),
                    network,
                    standing,
                    guide_url: None,
                    open_attempt: None,
                    linked_outside: false,
                }
            })
            .collect(),
        session: SessionScope {
            actions: vec![Action::Read, Action::Link, Action::Unlink],
            expires_at: String::new(),
        },
        support: Support::default(),
        as_of: String::new(),
    }
}

/// A linked account of this name.
pub fn linked(name: &str) -> Standing {
    Standing::Linked {
        account: Account {
            id: AccountId("1".into()),
            name: name.into(),
            handle: None,
            avatar_url: None,
            profile_url: None,
            linked_at: None,
        },
    }
}

/// English, as the browser counts it.
pub fn english() -> &'static Text {
    words::of(connect_words::ENGLISH.to_owned()).expect("the pack of this build")
}

/// Waits until what has been said is drawn.
pub async fn drawn() {
    after(30).await;
}

/// Waits so many milliseconds.
pub async fn after(ms: u32) {
    gloo_timers::future::TimeoutFuture::new(ms).await;
}

impl Mounted {
    /// The first element that fits.
    pub fn find(&self, selector: &str) -> HtmlElement {
        self.look(selector)
            .unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
    }

    /// The first element that fits, if there is one.
    pub fn look(&self, selector: &str) -> Option<HtmlElement> {
        self.root
            .query_selector(selector)
            .expect("a selector")
            .map(JsCast::unchecked_into)
    }

    /// The words in the first element that fits.
    pub fn words(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }
}
