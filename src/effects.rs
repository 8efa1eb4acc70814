//! The one place that carries commands out and turns what comes of them into events.

#[cfg(feature = "help")]
mod doctor;
mod host;
pub mod link_window;
mod live;
pub mod tabs;
mod tickets;

use std::cell::RefCell;
use std::rc::Rc;

use connect_contract::{AttemptId, NetworkId};
#[cfg(feature = "help")]
use connect_core::doctor::{Check, Finding};
use connect_core::{Command, Deed, Event, Signal, TimerKind};
use connect_words::Text;

use crate::api::Api;
use crate::browser::host::HostEar;
use crate::browser::listener::Listener;
use crate::browser::messages::{Incoming, Messages, Said};
use crate::browser::page::{self, PageEvent};
use crate::browser::timer::Timers;
use crate::browser::{ids, location};
use crate::portal::Portal;
use crate::text::announcement;
use link_window::LinkWindow;
use tickets::Tickets;

/// What the portal has open in the world: calls, timers, listeners, the link window. All of it ends with this value.
pub struct Effects {
    api: Rc<Api>,
    /// Empty in the page, which is at the gateway's origin.
    gateway: String,
    host: Option<HostEar>,
    text: &'static Text,
    timers: Timers,
    window: RefCell<LinkWindow>,
    tickets: RefCell<Tickets>,
    listening: RefCell<Vec<Listener>>,
    messages: RefCell<Option<Messages>>,
}

impl Effects {
    /// For the portal page.
    pub fn for_page(api: Api, text: &'static Text) -> Rc<Self> {
        Self::new(api, String::new(), None, text)
    }

    /// For the help, which links nothing and tells the host nothing.
    #[cfg(feature = "help")]
    pub fn for_help(api: Api, gateway: String, text: &'static Text) -> Rc<Self> {
        Self::new(api, gateway, None, text)
    }

    /// For a widget in a host page.
    pub fn for_widget(api: Api, gateway: String, host: HostEar, text: &'static Text) -> Rc<Self> {
        Self::new(api, gateway, Some(host), text)
    }

    fn new(api: Api, gateway: String, host: Option<HostEar>, text: &'static Text) -> Rc<Self> {
        Rc::new(Self {
            api: Rc::new(api),
            gateway,
            host,
            text,
            timers: Timers::default(),
            window: RefCell::new(LinkWindow::new(ids::window_name())),
            tickets: RefCell::default(),
            listening: RefCell::default(),
            messages: RefCell::default(),
        })
    }

    /// Starts to hear: messages, the page, the live stream.
    pub fn listen(self: &Rc<Self>, portal: Portal) {
        let heard = Rc::downgrade(self);
        *self.messages.borrow_mut() = Some(Messages::listen(move |message| {
            if let Some(effects) = heard.upgrade() {
                effects.hear(portal, message);
            }
        }));
        *self.listening.borrow_mut() = page::watch(move |event| {
            portal.send(match event {
                PageEvent::Returned => Event::FocusReturned,
                PageEvent::Online => Event::Connectivity { online: true },
                PageEvent::Offline => Event::Connectivity { online: false },
            });
        });
        live::follow(portal, Rc::downgrade(&self.api));
    }

    /// Carries one command out.
    pub fn run(self: &Rc<Self>, portal: Portal, command: Command) {
        match command {
            Command::OpenStartPage { attempt, network } => self.open(portal, attempt, &network),
            Command::FocusWindow { attempt } => self.window.borrow().focus(&attempt),
            Command::CloseWindow { attempt } => self.window.borrow_mut().close(&attempt),
            Command::StartLink { attempt, network } => self.start_link(portal, attempt, network),
            Command::FetchAttempt { attempt, because } => {
                let of = attempt.clone();
                self.api.link_attempt(&of, because, move |result| {
                    portal.send(Event::AttemptAnswered {
                        attempt,
                        because,
                        result,
                        focus: page::focus(),
                    });
                });
            }
            // Nobody waits for it any more: the backend ends it by time if this does not arrive.
            Command::StopLink { attempt } => self.api.stop_link(&attempt, drop),
            Command::FetchPortal { request } => self
                .api
                .portal(move |result| portal.send(Event::PortalAnswered { request, result })),
            Command::RetryPortal { retry, after_ms } => {
                // Up to a quarter later, so that a gateway that comes back is not met by everybody at once.
                let later = f64::from(after_ms) * js_sys::Math::random() / 4.0;
                self.timers.start(after_ms + later as u32, move || {
                    portal.send(Event::RetryDue { retry })
                });
            }
            Command::FetchImpact { network } => {
                let of = network.clone();
                // A dialog without a count is still a whole dialog.
                self.api.impact(&of, move |answer| {
                    if let Ok(impact) = answer {
                        portal.send(Event::ImpactAnswered { network, impact });
                    }
                });
            }
            // A failure shows the question again with the next read.
            Command::KeepAccount { network, account } => {
                self.api.keep(&network, &account, move |answer| {
                    if answer.is_err() {
                        portal.send(Event::RefreshDue);
                    }
                });
            }
            Command::Unlink { network, account } => {
                let (of, meant) = (network.clone(), account.clone());
                self.api.unlink(&of, &meant, move |result| {
                    portal.send(Event::UnlinkAnswered {
                        network,
                        account,
                        result,
                    });
                });
            }
            Command::StartTimer {
                attempt,
                kind,
                after_ms,
            } => self
                .timers
                .start(after_ms, move || fire(portal, attempt, kind)),
            Command::Announce(said) => portal.speak(announcement(self.text, &said)),
            Command::AskHost(deed) => {
                let may = |host| host::tell(host, host::asked(&deed));
                if self.host.as_ref().is_none_or(may) {
                    portal.send(Event::HostAllowed(deed));
                } else if let Deed::Unlink { network, .. } = deed {
                    // No question is left behind that somebody else has answered.
                    portal.send(Event::UnlinkDismissed { network });
                }
            }
            Command::Emit(event) => {
                if let Some(host) = &self.host {
                    let said = portal.with_untracked(|state| host::said(self.text, state, event));
                    host::tell(host, said);
                }
            }
        }
    }

    /// The name that real links to the start page open.
    pub fn window_name(&self) -> String {
        self.window.borrow().name()
    }

    /// The address of our start page. The fragment is sent to no server, and holds nothing that gives a right.
    pub fn start_page(&self, attempt: &AttemptId, network: &NetworkId) -> String {
        let embed = match self.host {
            Some(_) => format!("&o={}", location::origin()),
            None => String::new(),
        };
        format!(
            "{}/{}#a={}&n={network}{embed}",
            self.gateway,
            self.text.file("go"),
            attempt.as_str()
        )
    }

    /// The same start page, for this tab instead of a window: our return page comes back here. Only for the page, which
    /// the gateway serves; in a widget this tab is the host's.
    pub fn start_here(&self, attempt: &AttemptId, network: &NetworkId) -> Option<String> {
        self.host
            .is_none()
            .then(|| format!("{}&t=1", self.start_page(attempt, network)))
    }

    /// The address of a file that is served with the product.
    pub fn asset(&self, path: &str) -> String {
        format!("{}/{path}", self.gateway)
    }

    /// What was seen of an attempt, and what runs here, as text for support. Without the gateway it is only the latter.
    pub fn report(&self, attempt: AttemptId, done: Box<dyn FnOnce(String)>) {
        let of = attempt.clone();
        self.api.report(&of, move |seen| {
            let seen = seen.unwrap_or_else(|_| ["Attempt: ", attempt.as_str(), "\n"].concat());
            let (page, browser) = (location::origin(), location::user_agent());
            done([&seen, "\nPage: ", &page, "\nBrowser: ", &browser].concat());
        });
    }

    /// Looks at everything that linking needs, with the window that the press has opened.
    #[cfg(feature = "help")]
    pub fn look(
        &self,
        asked: crate::browser::checks::Asked,
        found: impl Fn(Check, Finding) + 'static,
        done: impl FnOnce() + 'static,
    ) {
        let api = Rc::clone(&self.api);
        wasm_bindgen_futures::spawn_local(async move {
            doctor::look(&api, asked, found).await;
            done();
        });
    }

    fn open(self: &Rc<Self>, portal: Portal, attempt: AttemptId, network: &NetworkId) {
        let url = self.start_page(&attempt, network);
        let gone = {
            let attempt = attempt.clone();
            move || signal(portal, attempt.clone(), Signal::WindowGone)
        };
        let opened = self.window.borrow_mut().open(&url, &attempt, network, gone);
        portal.send(match opened {
            link_window::Outcome::Window => Event::WindowOpened { attempt },
            link_window::Outcome::Unknown => Event::WindowUnknown { attempt },
            link_window::Outcome::Forbidden => Event::WindowForbidden { attempt },
        });
    }

    fn start_link(self: &Rc<Self>, portal: Portal, attempt: AttemptId, network: NetworkId) {
        self.tickets.borrow_mut().ask(&attempt, &network);
        let effects = Rc::downgrade(self);
        let of = attempt.clone();
        self.api.start_link(&of, &network, move |result| {
            let refused = result.as_ref().err().cloned();
            if let Some(effects) = effects.upgrade() {
                effects
                    .tickets
                    .borrow_mut()
                    .answered(&effects.gateway, &attempt, result);
            }
            if let Some(failure) = refused {
                portal.send(Event::LinkRefused { attempt, failure });
            }
        });
    }

    fn hear(self: &Rc<Self>, portal: Portal, message: Incoming) {
        let own_origin = if self.gateway.is_empty() {
            location::origin()
        } else {
            self.gateway.clone()
        };
        let ours = message.origin == own_origin;
        match message.said {
            Said::Hello(attempt) if ours => signal(portal, attempt, Signal::Hello),
            Said::Leaving(attempt, to) if ours => {
                self.window.borrow_mut().left_for(&attempt, to);
                signal(portal, attempt, Signal::Leaving);
            }
            Said::Done(attempt) if ours => signal(portal, attempt, Signal::Returned),
            Said::TicketWanted(attempt) if ours && self.host.is_some() => {
                let Some(source) = message.source else { return };
                let again = self
                    .tickets
                    .borrow_mut()
                    .wanted(&self.gateway, &attempt, source);
                if let Some(network) = again {
                    self.start_link(portal, attempt, network);
                }
            }
            Said::Ayrshare(said) => {
                // Counts only from the page that our window was sent to, and only if it comes from that window.
                let of = self
                    .window
                    .borrow()
                    .speaks_for(&message.origin, message.source.as_ref());
                if let Some(attempt) = of {
                    signal(portal, attempt, said);
                }
            }
            _ => {}
        }
    }
}

fn signal(portal: Portal, attempt: AttemptId, signal: Signal) {
    portal.send(Event::Signalled {
        attempt,
        signal,
        focus: page::focus(),
    });
}

fn fire(portal: Portal, attempt: AttemptId, kind: TimerKind) {
    portal.send(Event::TimerFired {
        attempt,
        kind,
        focus: page::focus(),
    });
}
