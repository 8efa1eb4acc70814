//! Ayrshare's API, as far as the gateway needs it.
//!
//! Two clients, so that a call that has to name a profile cannot be made without one: without its `Profile-Key` header
//! Ayrshare would act on the operator's own Primary Profile. [`Ayrshare`] has the calls of the account,
//! [`ProfileClient`] those of one profile, and only [`Ayrshare::for_profile`] makes the latter.

mod client;
mod error;
mod lenient;
mod limits;
mod link;
mod profile;
mod transport;
mod user;

pub use client::{Ayrshare, NewProfile};
pub use error::AyrshareError;
pub use limits::ProfileLimits;
pub use link::LinkRequest;
pub use profile::{ProfileClient, ProfileKey};
pub use user::{LinkedAccount, UserAccounts, is_made_up};
