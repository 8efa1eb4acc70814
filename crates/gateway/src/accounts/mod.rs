//! What is linked for each brand: one reader for everybody who asks.

mod reader;
mod slot;
mod standing;

pub use reader::Accounts;
pub use slot::{Slot, Snapshot};
pub use standing::standings;
