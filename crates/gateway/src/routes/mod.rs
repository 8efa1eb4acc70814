//! One file for each resource; functions by what they do.

pub mod accounts;
pub mod events;
pub mod links;
pub mod meta;
pub mod portal;
pub mod qr;
pub mod sessions;
