//! What every request and every answer goes through.

mod body;
mod cors;
mod guard;
mod problem;
mod security;

pub use body::{Body, LARGEST_BODY, check_text, read};
pub use cors::cors;
pub use guard::refuse_secrets_in_address;
pub use problem::report;
pub use security::{panic_answer, secure};
