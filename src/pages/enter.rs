use std::rc::Rc;

use connect_words::words;
use leptos::prelude::*;

use crate::api::Api;
use crate::browser::location;
use crate::components::{Dynamic, dynamic, el, failure_panel};

/// Where a host sends its user: turns the one-time code of the address into the session, then goes to the accounts.
pub fn enter_page() -> Dynamic {
    let (failure, set_failure) = signal(None);
    match location::take_code() {
        Some(code) => Rc::new(Api::for_page()).exchange(&code, move |answer| match answer {
            Ok(()) => location::replace("/accounts"),
            Err(failure) => set_failure.set(Some(failure)),
        }),
        // A reload: the code is gone from the address, and the session is there if it ever was.
        None => location::replace("/accounts"),
    }
    dynamic(move || match failure.get() {
        Some(failure) => failure_panel(&failure),
        None => el("p")
            .class("lead")
            .attr("role", "status")
            .child(words::ENTERING),
    })
}
