use connect_core::{Event, Failure};

use super::{Element, button, el, support_way};
use crate::portal::use_portal;
use crate::text::text;

/// Nothing can be shown: says why, and what to do.
pub fn failure_panel(failure: &Failure) -> Element {
    let portal = use_portal();
    let sentence = text();
    let ends = failure.ends_session();
    let sign_in = match failure {
        Failure::Problem(problem) if ends => problem.sign_in_url.clone(),
        _ => None,
    };
    let sign_in = sign_in.map(|href| {
        el("a")
            .class("button")
            .attr("href", href)
            .child(sentence.sign_in_again)
    });
    // Whoever asks for patience is not asked again before.
    let again = (!ends && failure.wait_ms().is_none()).then(|| {
        button("button", move || portal.send(Event::RefreshDue)).child(sentence.try_again)
    });
    let retrying = failure
        .may_pass()
        .then(|| el("p").class("quiet").child(sentence.retrying));
    el("section")
        .class("panel")
        .attr("role", "alert")
        .child(el("h2").child((sentence.failure_title)(failure)))
        .child(el("p").child((sentence.failure)(failure)))
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
    el("p").class("support-id").child((text().support_id)(id))
}
