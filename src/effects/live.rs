//! The live stream, for as long as the portal lives.

use std::rc::Weak;

use connect_contract::{EventStream, LiveEvent};
use connect_core::{Event, Failure};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use crate::api::Api;
use crate::browser::json;
use crate::browser::stream::Body;
use crate::portal::Portal;

const FIRST_WAIT_MS: u32 = 1_000;
const LONGEST_WAIT_MS: u32 = 30_000;

/// Follows the stream and opens it again whenever it breaks, until the client is gone or the session is over.
pub fn follow(portal: Portal, api: Weak<Api>) {
    spawn_local(async move {
        let mut wait = FIRST_WAIT_MS;
        let mut last = None;
        let mut broken_before = false;
        loop {
            let Some(client) = api.upgrade() else { return };
            let opened = client.events(last.as_deref()).await;
            drop(client);
            match opened {
                Ok(body) => {
                    wait = FIRST_WAIT_MS;
                    if broken_before {
                        // What happened while nobody listened is read, not guessed.
                        portal.send(Event::Live(LiveEvent::Resync));
                    }
                    read(portal, &body, &mut last, &api).await;
                }
                Err(failure) if failure.ends_session() => return,
                Err(Failure::Problem(problem)) if problem.status == 403 => return,
                Err(_) => {}
            }
            broken_before = true;
            // Spread out, so that a gateway that comes back is not met by everybody at once.
            TimeoutFuture::new(wait / 2 + (js_sys::Math::random() * f64::from(wait)) as u32).await;
            wait = (wait * 2).min(LONGEST_WAIT_MS);
        }
    });
}

async fn read(
    portal: Portal,
    body: &web_sys::ReadableStream,
    last: &mut Option<String>,
    api: &Weak<Api>,
) {
    let Some(body) = Body::new(body) else { return };
    let mut stream = EventStream::default();
    while let Some(piece) = body.next().await {
        if Weak::strong_count(api) == 0 {
            return;
        }
        for message in stream.read(&piece) {
            if let Some(id) = message.id {
                // An empty id takes the last one back.
                *last = Some(id).filter(|id| !id.is_empty());
            }
            let live = json::read(&message.data).unwrap_or(LiveEvent::Unknown);
            portal.send(Event::Live(live));
        }
    }
}
