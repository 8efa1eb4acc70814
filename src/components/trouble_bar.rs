use super::failure_panel::support_id;
use super::{Dynamic, Element, Words, dynamic, el};
use crate::portal::use_portal;
use crate::text::text;

/// One line above the grid while what it shows may be out of date.
pub fn trouble_bar() -> Dynamic {
    let portal = use_portal();
    let sentence = text();
    dynamic(move || {
        portal.with(|state| {
            if !state.online {
                return Some(bar(sentence.offline.into(), None));
            }
            let failure = state.trouble.as_ref()?;
            let words = [
                &(sentence.failure)(failure),
                sentence.stale,
                sentence.retrying,
            ];
            Some(bar(words.join(" ").into(), failure.support_id()))
        })
    })
}

fn bar(words: Words, support: Option<&str>) -> Element {
    el("div")
        .class("trouble")
        .attr("role", "status")
        .child(el("p").child(words))
        .child(support.map(support_id))
}
