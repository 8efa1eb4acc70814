//! What the product promises a person, sentence by sentence, in a browser with its pop-up blocker on.

mod account;
mod bad_days;
mod blocked;
mod closed;
mod elsewhere;
mod forged;
mod forger;
mod frames;
mod history;
mod host;
mod mid_flow;
mod networks;
mod opener;
mod opener_policy;
mod pictures;
mod presses;
mod severed;
mod steps;
mod storm;
mod story;
mod watch;
