//! The built page: read once at the start, kept in memory, answered without touching the disk.

mod asset;
mod load;
mod serve;

pub use load::{Site, SiteError};
pub use serve::{asset, done, spa};
