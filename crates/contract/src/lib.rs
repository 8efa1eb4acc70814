#![doc = include_str!("../README.md")]

mod account;
mod attempt;
mod attempt_end;
mod attempt_log;
mod attempt_question;
mod event;
mod event_stream;
mod network;
#[cfg(feature = "openapi")]
pub mod openapi;
mod portal;
mod problem;
mod session;
mod tolerant;
mod wire;

pub use account::{Account, AccountId, Impact, OffReason, RelinkReason, Standing};
pub use attempt::{
    AttemptId, AttemptState, LinkAttempt, RedeemLink, RedeemedLink, StartLink, StartedLink, Ticket,
};
pub use attempt_end::AttemptEnd;
pub use attempt_log::{AttemptLog, AttemptStateName, LogEntry, LogSource, LogStep};
pub use attempt_question::AttemptQuestion;
pub use event::LiveEvent;
pub use event_stream::{EventStream, Message};
pub use network::{NetworkId, WellKnownNetwork, well_known_networks};
pub use portal::{Brand, NetworkStanding, Portal, Support};
pub use problem::{Problem, ProblemCode};
pub use session::{Action, CreateSession, CreatedSession, ExchangeCode, SessionScope};

/// Path prefix of every call of this version.
pub const API_BASE: &str = "/api/v1";

/// Every state-changing call that is authorised by the portal's cookie must carry this header, with any value.
///
/// A page of another site cannot add a header of its own to a simple request, so its presence proves that the call
/// comes from a script that the browser let through (cross-site request forgery).
pub const CLIENT_HEADER: &str = "x-connect-accounts";

/// `DELETE /accounts/{network}` and `POST /accounts/{network}/keep` must name the account that the person saw, in this
/// header.
pub const CONFIRM_HEADER: &str = "x-connect-confirm";
