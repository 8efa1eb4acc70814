use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use connect_contract::{Action, LiveEvent};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::auth::Caller;
use crate::clock::{self, Millis};
use crate::error::Error;
use crate::live::Message;
use crate::sessions::Session;
use crate::state::App;
use crate::store::sessions::Lookup;

const HEARTBEAT: Duration = Duration::from_secs(15);
/// Messages that wait for a slow reader before the bus has to keep them.
const WAITING: usize = 8;

/// `GET /events`.
pub async fn stream(
    caller: Caller,
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    caller.session.require(Action::Read)?;
    let last_id = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let (sender, receiver) = mpsc::channel(WAITING);
    let stream = Stream {
        app,
        session: caller.session,
        sender,
    };
    tokio::spawn(stream.run(last_id));
    let keep_alive = KeepAlive::new().interval(HEARTBEAT).text("heartbeat");
    let mut response = Sse::new(ReceiverStream::new(receiver))
        .keep_alive(keep_alive)
        .into_response();
    // Proxies that collect an answer before they pass it on would collect this one for ever.
    response.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(response)
}

/// One reader.
struct Stream {
    app: Arc<App>,
    session: Session,
    sender: mpsc::Sender<Result<Event, Infallible>>,
}

impl Stream {
    /// Passes messages on until the reader goes, the session ends, the reader is too slow, or the gateway stops.
    async fn run(mut self, last_id: Option<String>) {
        // Subscribed before the session is looked at again: an end in between is seen by one of the two.
        let mut endings = self.app.sessions.endings();
        let mut bus = self
            .app
            .live
            .subscribe(self.session.brand, last_id.as_deref());
        if !self.is_alive().await || !self.send(Ok(Event::default().comment("open"))).await {
            return;
        }
        if bus.missed && !self.resync().await {
            return;
        }
        for message in bus.replay {
            if !self.pass(&message).await {
                return;
            }
        }
        loop {
            // The session may have been prolonged by other calls.
            if self.session.expires_at <= clock::now() && !self.is_alive().await {
                return;
            }
            let left = u64::try_from(self.session.expires_at - clock::now()).unwrap_or(0);
            tokio::select! {
                // The end of the session goes before messages that wait.
                biased;
                ended = endings.recv() => match ended {
                    Ok(id) if *id != *self.session.id => {}
                    Ok(_) => return,
                    Err(_) => if !self.is_alive().await { return },
                },
                () = tokio::time::sleep(Duration::from_millis(left.max(100))) => {}
                () = self.sender.closed() => return,
                () = self.app.stopped() => return,
                message = bus.messages.recv() => match message {
                    Ok(message) => if !self.pass(&message).await { return },
                    // A hole is never passed over in silence. (F49)
                    Err(RecvError::Lagged(_)) => { self.resync().await; return }
                    Err(RecvError::Closed) => return,
                },
            }
        }
    }

    async fn is_alive(&mut self) -> bool {
        let now: Millis = clock::now();
        match self.app.store.session_by_id(&self.session.id, now).await {
            Ok(Lookup::Live(session)) => {
                self.session = *session;
                true
            }
            _ => false,
        }
    }

    /// Passes a message on, if it is about a network of this session. Whether the reader is still there.
    async fn pass(&self, message: &Message) -> bool {
        let network = match &message.event {
            LiveEvent::Account { network } | LiveEvent::Link { network, .. } => Some(network),
            LiveEvent::Resync | LiveEvent::Unknown => None,
        };
        if network.is_some_and(|network| !self.session.covers(network)) {
            return true;
        }
        self.send(write(&message.event, Some(&message.id))).await
    }

    async fn resync(&self) -> bool {
        self.send(write(&LiveEvent::Resync, None)).await
    }

    async fn send(&self, event: Result<Event, Infallible>) -> bool {
        tokio::select! {
            sent = self.sender.send(event) => sent.is_ok(),
            () = self.app.stopped() => false,
        }
    }
}

fn write(event: &LiveEvent, id: Option<&str>) -> Result<Event, Infallible> {
    let name = match event {
        LiveEvent::Account { .. } => "account",
        LiveEvent::Link { .. } => "link",
        LiveEvent::Resync | LiveEvent::Unknown => "resync",
    };
    let message = Event::default().event(name);
    let message = id.into_iter().fold(message, Event::id);
    Ok(message.data(serde_json::to_string(event).unwrap_or_default()))
}
