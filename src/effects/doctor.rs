//! Looks at everything that linking needs, and tells each finding as it comes.

use std::rc::Rc;

use connect_core::Failure;
use connect_core::doctor::{self, Check, Finding};
use futures_util::future::{Either, join, select};
use gloo_timers::future::TimeoutFuture;

use crate::api::Api;
use crate::browser::checks::{self, Asked};
use crate::browser::surroundings;

/// The gateway says *open* at once; what comes later was collected on the way.
const STREAM_WITHIN_MS: u32 = 4_000;

/// A host that answers no later than this is asked in vain.
const POLICY_WITHIN_MS: u32 = 4_000;

/// Looks, with the window that the press has opened.
pub async fn look(api: &Rc<Api>, asked: Asked, found: impl Fn(Check, Finding)) {
    let (app, frame) = (surroundings::here(), checks::frame());
    found(Check::App, doctor::app(app));
    found(Check::Frame, doctor::frame(frame));
    found(Check::Storage, doctor::storage(checks::is_storage_kept()));
    let here = async {
        let tried = checks::watch_window(asked).await;
        found(Check::Windows, doctor::windows(tried, app));
        let policy = select(
            Box::pin(checks::opener_policy()),
            TimeoutFuture::new(POLICY_WITHIN_MS),
        );
        let policy = match policy.await {
            Either::Left((policy, _)) => policy,
            Either::Right(_) => None,
        };
        found(Check::Host, doctor::host(policy.as_deref(), frame));
    };
    let there = async {
        let asked = checks::now();
        let portal = api.read_portal().await;
        let answered = checks::now();
        let took = u32::try_from(answered - asked).unwrap_or_default();
        let backend = portal.as_ref().ok();
        let backend = backend.and_then(|portal| checks::milliseconds(&portal.as_of));
        let read = portal.map(drop);
        found(Check::Network, doctor::network(&read));
        found(Check::Session, doctor::session(&read));
        found(Check::Clock, doctor::clock(backend, answered, took));
        let opened = begins(api).await;
        found(Check::Stream, doctor::stream(&opened, &read));
    };
    join(Box::pin(here), Box::pin(there)).await;
}

/// Whether the stream's first bytes come in time.
async fn begins(api: &Rc<Api>) -> Result<bool, Failure> {
    let first = Box::pin(api.streams());
    match select(first, TimeoutFuture::new(STREAM_WITHIN_MS)).await {
        Either::Left((first, _)) => first,
        Either::Right(_) => Ok(false),
    }
}
