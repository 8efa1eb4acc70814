use connect_words::words;

use super::failure_panel::support_id;
use super::{Dynamic, Element, Words, dynamic, el};
use crate::portal::use_portal;
use crate::text::{self, text};

/// One line above the grid while what it shows may be out of date.
pub fn trouble_bar() -> Dynamic {
    let portal = use_portal();
    let text = text();
    dynamic(move || {
        portal.with(|state| {
            if !state.online {
                return Some(bar(text.say(words::OFFLINE).into(), None));
            }
            let failure = state.trouble.as_ref()?;
            let words = [
                &text::failure(text, failure),
                text.say(words::STALE),
                text.say(words::RETRYING),
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
