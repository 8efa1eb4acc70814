//! The live stream, for as long as the portal lives. When what is done is decided in `connect_core::StreamPace`.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use connect_contract::{EventStream, LiveEvent};
use connect_core::{Event, Failure, StreamEvent, StreamOrder, StreamPace};
use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use gloo_timers::callback::Timeout;
use leptos::prelude::StoredValue;
use wasm_bindgen_futures::spawn_local;

use super::tabs::Tabs;
use crate::api::Api;
use crate::browser::listener::Listener;
use crate::browser::page::{self, PageEvent};
use crate::browser::stream::Body;
use crate::browser::{json, leaving};
use crate::portal::Portal;

/// Only the full page shares its stream with its other tabs. A widget has a token of its own, and its bundle, which is
/// built without the router, has none of the code for it.
const SHARED: bool = cfg!(feature = "router");

/// How many streams the widgets of a page have, of the six connections that HTTP/1.1 gives a browser for an origin. The others
/// read again in a while, as tabs do that are told nothing.
const STREAMS_OF_WIDGETS: u32 = 3;

thread_local! {
    static STREAMS: Cell<u32> = const { Cell::new(0) };
}

/// The right of a widget to have a stream, for as long as it lives.
struct Turn;

impl Turn {
    fn take() -> Option<Self> {
        let taken = STREAMS.get();
        (taken < STREAMS_OF_WIDGETS).then(|| {
            STREAMS.set(taken + 1);
            Self
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        STREAMS.set(STREAMS.get() - 1);
    }
}

/// What a leader tells when its followers are to read everything.
const RESYNC: &str = r#"{"type":"resync"}"#;

/// Follows the stream until the session is over, or the view that calls this goes.
pub fn follow(portal: Portal, api: Weak<Api>) {
    let live = Rc::new(Live {
        portal,
        api,
        pace: RefCell::default(),
        wake: RefCell::default(),
        reading: RefCell::default(),
        opening: Cell::new(false),
        last: RefCell::default(),
        tabs: RefCell::default(),
        turn: if SHARED { None } else { Turn::take() },
        listening: RefCell::default(),
    });
    live.listen();
    live.join();
    // The only one that holds it: everything else here looks whether it is still there.
    StoredValue::new_local(live);
}

/// All that the stream has open in the world.
struct Live {
    portal: Portal,
    api: Weak<Api>,
    pace: RefCell<StreamPace>,
    wake: RefCell<Option<Timeout>>,
    reading: RefCell<Option<Reading>>,
    /// A request is on its way. It cannot be called back, so it is taken up again by whoever wants a stream next.
    opening: Cell<bool>,
    last: RefCell<Option<String>>,
    tabs: RefCell<Option<Tabs>>,
    /// Nothing in the page, whose tabs agree among themselves, and where other widgets have all of them.
    turn: Option<Turn>,
    listening: RefCell<Vec<Listener>>,
}

/// A stream that is opened or read. Dropping it ends that.
struct Reading(AbortHandle);

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Live {
    fn listen(self: &Rc<Self>) {
        let live = Rc::downgrade(self);
        let mut listeners = page::watch(move |event| {
            let Some(live) = live.upgrade() else { return };
            if let PageEvent::Returned | PageEvent::Online = event {
                live.join();
                // A stream that died in the person's absence is found out first, so that its wait is the one that ends.
                live.carry_out();
                live.happened(StreamEvent::Nudged);
            }
        });
        let live = Rc::downgrade(self);
        listeners.extend(leaving::watch(move || {
            let Some(live) = live.upgrade() else { return };
            live.tabs.take();
            live.close();
            live.happened(StreamEvent::Resting);
        }));
        *self.listening.borrow_mut() = listeners;
    }

    /// Takes part, unless it does already or never will again.
    fn join(self: &Rc<Self>) {
        if !self.pace.borrow().is_resting() {
            return;
        }
        if SHARED {
            let (turn, told) = (Rc::downgrade(self), Rc::downgrade(self));
            let tabs = Tabs::join(
                move |leads| {
                    let Some(live) = turn.upgrade() else { return };
                    if !leads {
                        live.tabs.take();
                    }
                    live.happened(StreamEvent::Leading);
                },
                move |text| {
                    let Some(live) = told.upgrade() else { return };
                    live.happened(StreamEvent::Told);
                    live.pass_on(&text);
                },
            );
            if tabs.is_some() {
                *self.tabs.borrow_mut() = tabs;
                return self.happened(StreamEvent::Following);
            }
        } else if self.turn.is_none() {
            return self.happened(StreamEvent::Following);
        }
        self.happened(StreamEvent::Leading);
    }

    fn happened(self: &Rc<Self>, event: StreamEvent) {
        self.pace.borrow_mut().update(now(), event, random());
        self.carry_out();
    }

    fn carry_out(self: &Rc<Self>) {
        loop {
            let order = self.pace.borrow_mut().due(now(), random());
            match order {
                Some(StreamOrder::Open) => self.open(),
                Some(StreamOrder::Drop) => self.close(),
                Some(StreamOrder::Resync) => {
                    self.tell(RESYNC);
                    self.portal.send(Event::Live(LiveEvent::Resync));
                }
                Some(StreamOrder::Poll) => {
                    self.tell(RESYNC);
                    self.portal.send(Event::RefreshDue);
                }
                None => break,
            }
        }
        let wake_in = self.pace.borrow().wake_in();
        let live = Rc::downgrade(self);
        let wake = wake_in.map(|after| {
            Timeout::new(after, move || {
                let Some(live) = live.upgrade() else { return };
                // Dropped after the call that it makes, which is this one.
                let own = live.wake.take();
                live.carry_out();
                drop(own);
            })
        });
        self.wake.replace(wake);
    }

    fn open(self: &Rc<Self>) {
        if self.opening.get() {
            return;
        }
        let Some(api) = self.api.upgrade() else {
            return;
        };
        self.opening.set(true);
        let last = self.last.borrow().clone();
        let live = Rc::downgrade(self);
        let stream: LocalBoxFuture<'static, ()> = Box::pin(async move {
            let opened = api.events(last.as_deref()).await;
            drop(api);
            let body = {
                let Some(live) = live.upgrade() else { return };
                live.opening.set(false);
                let body = live.opened(opened);
                // Dropped if nobody wants it any more, which lets the connection go.
                body.filter(|_| live.pace.borrow().is_opening())
            };
            if let Some(body) = body {
                read(&live, body).await;
            }
        });
        let (stream, handle) = abortable(stream);
        self.reading.replace(Some(Reading(handle)));
        spawn_local(async move {
            let _ = stream.await;
        });
    }

    fn opened(self: &Rc<Self>, opened: Result<web_sys::ReadableStream, Failure>) -> Option<Body> {
        let failure = match opened {
            Ok(body) => match Body::new(&body) {
                Some(body) => return Some(body),
                None => Failure::Unreadable,
            },
            Err(failure) => failure,
        };
        let forbidden = matches!(&failure, Failure::Problem(problem) if problem.status == 403);
        if failure.ends_session() || forbidden {
            // Another tab may have a newer session.
            self.tabs.take();
            self.happened(StreamEvent::Over);
        } else {
            let retry_after_ms = failure.wait_ms().unwrap_or(0);
            self.happened(StreamEvent::Broke { retry_after_ms });
        }
        None
    }

    /// Lets go of a stream that is read.
    fn close(&self) {
        if !self.opening.get() {
            self.reading.take();
        }
    }

    /// Tells the tabs that follow this one. A follower has nothing to tell: what it polls, the others may have heard.
    fn tell(&self, text: &str) {
        if SHARED
            && !self.pace.borrow().is_following()
            && let Some(tabs) = &*self.tabs.borrow()
        {
            tabs.tell(text);
        }
    }

    /// Tells the portal what a stream's message says. An empty text is a leader's heartbeat.
    fn pass_on(&self, message: &str) {
        if !message.is_empty() {
            let live = json::read(message).unwrap_or(LiveEvent::Unknown);
            self.portal.send(Event::Live(live));
        }
    }
}

async fn read(live: &Weak<Live>, body: Body) {
    if let Some(live) = live.upgrade() {
        live.happened(StreamEvent::Opened);
    }
    let mut stream = EventStream::default();
    while let Some(piece) = body.next().await {
        let Some(live) = live.upgrade() else { return };
        live.happened(StreamEvent::Heard);
        let messages = stream.read(&piece);
        if messages.is_empty() {
            live.tell("");
        }
        for message in messages {
            if let Some(id) = message.id {
                // An empty id takes the last one back.
                live.last.replace(Some(id).filter(|id| !id.is_empty()));
            }
            live.tell(&message.data);
            live.pass_on(&message.data);
        }
    }
    if let Some(live) = live.upgrade() {
        live.happened(StreamEvent::Broke { retry_after_ms: 0 });
    }
}

fn now() -> u64 {
    js_sys::Date::now() as u64
}

fn random() -> f64 {
    js_sys::Math::random()
}
