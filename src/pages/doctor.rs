//! The connection check: one press looks at everything that linking needs.

use connect_core::Card;
use connect_core::doctor::{self, Check, Context, Finding, Verdict, report};
use connect_words::{Plain, help_words, words};
use leptos::prelude::*;
use leptos::web_sys;

use crate::browser::{checks, location, share};
use crate::components::{Element, Icon, button, dynamic, el, state, support_way};
use crate::portal::use_portal;
use crate::text::{self, Browser, text};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Ready,
    Looking,
    Done,
}

/// The check, with what it found.
#[derive(Clone, Copy)]
pub struct Doctor {
    progress: RwSignal<Progress>,
    found: RwSignal<Vec<(Check, Finding)>>,
    report: RwSignal<Option<String>>,
    copied: RwSignal<bool>,
}

impl Doctor {
    /// Nobody has pressed yet.
    pub fn new() -> Self {
        Self {
            progress: RwSignal::new(Progress::Ready),
            found: RwSignal::default(),
            report: RwSignal::default(),
            copied: RwSignal::new(false),
        }
    }

    /// The button, the findings, and what to send to support.
    pub fn view(self) -> Element {
        let portal = use_portal();
        let start = dynamic(move || match self.progress.get() {
            Progress::Ready => help_words::CHECK_START,
            Progress::Looking => help_words::CHECK_RUNNING,
            Progress::Done => help_words::CHECK_AGAIN,
        });
        let look = button("button", move || {
            if self.progress.get_untracked() == Progress::Looking {
                return;
            }
            // In the press itself: later the browser would give no window.
            let asked = checks::open_window();
            self.begin();
            portal.look(
                asked,
                move |check, finding| self.add(check, finding),
                move || {
                    let _ = self.progress.try_set(Progress::Done);
                },
            );
        });
        let findings = dynamic(move || {
            let begun = self.progress.get() != Progress::Ready;
            begun.then(|| self.found.with(|found| list(found)))
        });
        let verdict = dynamic(move || {
            let done = self.progress.get() == Progress::Done;
            done.then(|| self.found.with(|found| verdict(found)))
        });
        let ways = dynamic(move || (self.progress.get() == Progress::Done).then(|| self.ways()));
        let shown = StoredValue::new_local(None::<web_sys::Element>);
        // It appears below everything else, maybe out of sight.
        Effect::new(move |_| {
            let is_written = self.report.with(Option::is_some);
            if let Some(shown) = shown.get_value().filter(|_| is_written) {
                shown.scroll_into_view_with_bool(false);
            }
        });
        let written = dynamic(move || {
            let report = self.report.get()?;
            let said = match self.copied.get() {
                true => words::REPORT_COPIED,
                false => words::REPORT_SHOWN,
            };
            let text = el("pre")
                .class("report")
                .attr("tabindex", "0")
                .attr("dir", "ltr")
                .made(move |made| shown.set_value(Some(made.clone())))
                .child(report);
            Some(vec![el("p").attr("role", "status").child(said), text])
        });
        el("div")
            .class("doctor")
            .child(el("p").child(look.child(start)))
            .child(findings)
            .child(el("p").attr("role", "status").child(verdict))
            .child(ways)
            .child(written)
    }

    fn begin(self) {
        self.progress.set(Progress::Looking);
        self.found.set(Vec::new());
        self.report.set(None);
    }

    fn add(self, check: Check, finding: Finding) {
        // The person may have left meanwhile.
        let _ = self.found.try_update(|found| found.push((check, finding)));
    }

    fn ways(self) -> Element {
        let portal = use_portal();
        let copy = button("way", move || {
            let attempts = portal.with_untracked(|state| {
                let open = state.cards.iter().filter_map(Card::linking);
                open.map(|linking| linking.attempt.clone()).collect()
            });
            let context = Context {
                at: checks::moment(),
                page: location::origin(),
                browser: location::user_agent(),
                attempts,
            };
            let found = in_order(&self.found.get_untracked());
            let text = report(&context, &found);
            let copied = self.copied;
            copied.set(false);
            share::copy(
                &text,
                Box::new(move |done| {
                    let _ = copied.try_set(done);
                }),
            );
            self.report.set(Some(text));
        });
        el("p")
            .class("ways")
            .child(copy.child(words::COPY_REPORT))
            .child(button("way print", checks::print).child(help_words::PRINT))
            .child(support_way())
    }
}

/// As it is shown, whatever came first.
fn in_order(found: &[(Check, Finding)]) -> Vec<(Check, Finding)> {
    let found_of = |check: Check| found.iter().find(|(of, _)| *of == check).cloned();
    Check::ALL.into_iter().filter_map(found_of).collect()
}

fn list(found: &[(Check, Finding)]) -> Element {
    let rows = Check::ALL.into_iter().map(|check| {
        let found = found.iter().find(|(of, _)| *of == check);
        row(check, found.map(|(_, finding)| finding))
    });
    el("ul").class("checks").children(rows)
}

/// One check: nothing is known yet, or what was found and what to do.
fn row(check: Check, finding: Option<&Finding>) -> Element {
    let (tone, sign, word) = match finding {
        None => ("busy", Icon::Clock, help_words::CHECK_RUNNING),
        Some(finding) => {
            let (tone, sign) = match finding {
                Finding::Good => ("linked", Icon::Check),
                Finding::Limited(_) => ("warn", Icon::Question),
                Finding::Bad(_) => ("bad", Icon::Warning),
                Finding::Unknown => ("off", Icon::Question),
            };
            (tone, sign, text::finding_word(finding))
        }
    };
    let advice = finding.and_then(Finding::advice).map(|advice| {
        let browser = Browser::of(&location::user_agent());
        el("p").child(text::advice(text(), advice, browser))
    });
    el("li")
        .attr("data-tone", tone)
        .child(
            el("p")
                .class("check")
                .child(el("strong").child(text::check_name(check)))
                .child(state(sign, word)),
        )
        .child(advice)
}

fn verdict(found: &[(Check, Finding)]) -> Plain {
    match doctor::verdict(found) {
        Verdict::Good => help_words::CHECK_ALL_GOOD,
        Verdict::Limited => help_words::CHECK_WORKS,
        Verdict::Bad => help_words::CHECK_FOUND,
    }
}
