//! The built page: read once at the start, kept in memory, answered without touching the disk.

mod asset;
mod load;
mod serve;

pub use load::{Origins, Site, SiteError};
pub use serve::{Framed, asset, done, embed, spa};
