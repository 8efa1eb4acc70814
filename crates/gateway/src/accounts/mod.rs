//! What is linked for each brand: one reader for everybody who asks.

mod arrival;
mod reader;
mod slot;
mod standing;

pub use arrival::{Arrival, Circumstances, FINISHES_LATE};
pub use reader::Accounts;
pub use slot::{Priority, Slot, Snapshot};
pub use standing::standings;
