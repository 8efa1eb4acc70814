use connect_core::{Event, Failure};
use connect_words::words;

use super::{Element, button, el, support_way};
use crate::browser::location;
use crate::portal::use_portal;
use crate::text::{self, text};

/// Nothing can be shown: says why, and what to do.
pub fn failure_panel(failure: &Failure) -> Element {
    let portal = use_portal();
    let text = text();
    let ends = failure.ends_session();
    let sign_in = match failure {
        Failure::Problem(problem) if ends => problem.sign_in_url.clone(),
        _ => None,
    };
    let sign_in = sign_in.map(|href| {
        el("a")
            .class("button")
            .attr("href", href)
            .child(words::SIGN_IN_AGAIN)
    });
    // Whoever asks for patience is not asked again before.
    let again = (!ends && failure.wait_ms().is_none()).then(|| {
        if failure.asks_for_newer_version() {
            button("button", location::reload).child(words::RELOAD)
        } else {
            button("button", move || portal.send(Event::RefreshDue)).child(words::TRY_AGAIN)
        }
    });
    let retrying = failure
        .may_pass()
        .then(|| el("p").class("quiet").child(words::RETRYING));
    el("section")
        .class("panel")
        .attr("role", "alert")
        .child(el("h2").child(text::failure_title(failure)))
        .child(el("p").child(text::failure(text, failure)))
        .child(failure.support_id().map(support_id))
        .child(retrying)
        .child(
            el("p")
                .class("ways")
                .child(sign_in)
                .child(again)
                .child(support_way()),
        )
}

/// The id to give to support.
pub fn support_id(id: &str) -> Element {
    el("p")
        .class("support-id")
        .child(text().fill(words::SUPPORT_ID, [id]))
}
