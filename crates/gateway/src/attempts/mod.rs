//! Link attempts: from the click to the outcome. Only what Ayrshare says decides; every signal only makes us ask.

mod check;
mod confirm;
mod log;
mod outcome;
mod pace;
mod redeem;
mod report;
mod start;
mod watch;

pub use check::{check, read_for_page};
pub use confirm::question;
pub use log::{Seen, note, read_log};
pub use pace::Pace;
pub use redeem::{Way, brand_mark, redeem};
pub use report::written;
pub use start::{ensure, is_attempt_id, start};
pub use watch::{resume, ring, ring_brand, watch};
