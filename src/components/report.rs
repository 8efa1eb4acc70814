use connect_contract::AttemptId;
use connect_words::words;
use leptos::prelude::*;

use super::{Child, Dynamic, Element, button, dynamic, el, support_way};
use crate::browser::share;
use crate::portal::use_portal;

/// The report that a person asked for last at a card. It belongs to the card and not to its drawing: what goes on redraws
/// it while the person reads.
#[derive(Clone, Copy)]
pub struct Report {
    /// Names its attempt; empty before anybody asked.
    text: RwSignal<String>,
    copied: RwSignal<bool>,
}

impl Report {
    /// Nobody asked yet.
    pub fn none() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            copied: RwSignal::new(false),
        }
    }

    fn show(self, text: String) {
        let copied = self.copied;
        // The card may be gone by now.
        share::copy(
            &text,
            Box::new(move |done| {
                let _ = copied.try_set(done);
            }),
        );
        let _ = self.text.try_set(text);
    }
}

/// Copies what was seen of an attempt, for support.
pub fn report_way(attempt: &AttemptId, report: Report) -> Element {
    let portal = use_portal();
    let attempt = attempt.clone();
    let press = move || portal.report(attempt.clone(), Box::new(move |text| report.show(text)));
    button("way", press).child(words::COPY_REPORT)
}

/// The report itself: a person sees what they send, and can copy it where the browser does not let us.
pub fn report_text(attempt: &AttemptId, report: Report) -> Dynamic {
    let first_line = ["Attempt: ", attempt.as_str()].concat();
    dynamic(move || {
        let seen = report.text.get();
        if !seen.starts_with(&first_line) {
            return None;
        }
        let words = if report.copied.get() {
            words::REPORT_COPIED
        } else {
            words::REPORT_SHOWN
        };
        Some(vec![
            el("p").attr("role", "status").child(words).into_child(),
            el("pre")
                .class("report")
                .attr("tabindex", "0")
                .attr("dir", "ltr")
                .child(seen)
                .into_child(),
            el("p").class("ways").child(support_way()).into_child(),
        ])
    })
}
