//! What the product promises a person, sentence by sentence, in a browser with its pop-up blocker on.

mod account;
mod bad_days;
mod blocked;
mod frames;
mod host;
mod mid_flow;
mod networks;
mod opener_policy;
mod pictures;
mod report;
mod severed;
mod steps;
mod story;
