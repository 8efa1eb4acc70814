use connect_words::words;
use leptos::prelude::*;

use super::{Dynamic, Element, dynamic, find_box, none_found};
use crate::browser::words as language;
use crate::portal::use_portal;

/// Fewer networks than that are seen at a glance.
const WORTH_SEARCHING: usize = 7;

/// Only the page has it: a host page has a search of its own, and a widget has to be small.
pub(super) const SEARCHABLE: bool = cfg!(feature = "router");

/// Where to type to find a card.
pub fn card_search() -> Dynamic {
    let portal = use_portal();
    let is_worth_it = Memo::new(move |_| portal.with(|state| state.cards.len() >= WORTH_SEARCHING));
    dynamic(move || {
        let field = || find_box(portal.sought(), words::FIND_NETWORK);
        (SEARCHABLE && is_worth_it.get()).then(field)
    })
}

/// What to say where no card fits.
pub fn no_card_found() -> Element {
    let portal = use_portal();
    let is_none = Memo::new(move |_| {
        portal.sought().with(|typed| {
            portal.with(|state| {
                let mut cards = state.cards.iter();
                SEARCHABLE
                    && !typed.is_empty()
                    && !cards.any(|card| card.fits(typed, language::says))
            })
        })
    });
    none_found(portal.sought(), is_none)
}
