//! What the product promises a person, sentence by sentence, in Chromium with its pop-up blocker on.

mod bad_days;
mod blocked;
mod host;
mod networks;
mod pictures;
mod severed;
mod steps;
mod story;
