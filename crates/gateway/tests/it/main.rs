//! The gateway from outside: over HTTP, against the sandbox that stands in for Ayrshare.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod access;
mod attempt_end;
mod attempt_log;
mod attempt_log_privacy;
mod attempt_report;
mod canary;
mod configuration;
mod confirm;
mod embed;
mod events;
mod linked_outside;
mod linking;
mod open_attempts;
mod openapi;
mod portal;
mod process;
mod refusals;
mod revoked;
mod sandbox_person;
mod sessions;
mod site;
mod slow_reader;
mod start_page;
mod unlinking;
mod upstream;
mod webhooks;
mod widget;
mod world;
