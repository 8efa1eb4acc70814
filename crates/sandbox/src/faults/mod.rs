//! Things that go wrong on demand: by a word in a name, or by a rule of the control endpoints.

mod apply;
mod person;
mod rules;
mod title;

pub use apply::{answer, lose_half};
pub use person::{NAMES as PERSON_NAMES, PersonFaults};
pub use rules::{FaultRule, FaultRules};
pub use title::{TitleFault, of_title};

use std::time::Duration;

/// A way for one call to go wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The right answer, late.
    Slow(Duration),
    /// No answer.
    Hang,
    /// An error answer.
    Status {
        /// HTTP status.
        status: u16,
        /// Ayrshare's code.
        code: Option<u32>,
        /// For people.
        message: String,
    },
    /// A page of some proxy, where JSON should be.
    Html(u16),
    /// The right answer, cut off in the middle.
    Truncated,
    /// Something that begins like JSON.
    Malformed,
    /// No body.
    Empty(u16),
    /// 429.
    RateLimited,
}
