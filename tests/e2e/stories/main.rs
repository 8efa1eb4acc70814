//! What the product promises a person, sentence by sentence, in a browser with its pop-up blocker on.

mod account;
mod astray;
mod bad_days;
mod blocked;
mod closed;
mod elsewhere;
mod forged;
mod forger;
mod frames;
mod host;
mod mid_flow;
mod networks;
mod offline;
mod opener_policy;
mod patience;
mod pictures;
mod plain_links;
mod presses;
mod report;
mod severed;
mod steps;
mod storm;
mod story;
mod stream;
mod watch;
mod weather;
