use connect_core::{Failure, Phase};
use leptos::prelude::*;

use crate::components::{Child, Dynamic, dynamic, failure_panel, skeleton};
use crate::portal::use_portal;

/// What a page shows in place of its content.
#[derive(Clone, PartialEq)]
enum Instead {
    Skeleton,
    Failure(Failure),
    Nothing,
}

/// The content once the portal has been read; until then a skeleton, or why it cannot be read.
pub fn phase_view<C: Child>(content: impl Fn() -> C + Send + 'static) -> Dynamic {
    let portal = use_portal();
    let instead = Memo::new(move |_| {
        portal.with(|state| match &state.phase {
            Phase::Loading => Instead::Skeleton,
            Phase::Failed(failure) => Instead::Failure(failure.clone()),
            Phase::Ready(_) => Instead::Nothing,
        })
    });
    dynamic(move || match instead.get() {
        Instead::Skeleton => skeleton().into_child(),
        Instead::Failure(failure) => failure_panel(&failure).into_child(),
        Instead::Nothing => content().into_child(),
    })
}
