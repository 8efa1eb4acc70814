//! Ayrshare's `social` webhook. It is a doorbell: it makes us ask, and only what `GET /user` says counts.

mod intake;
pub mod register;
mod signature;

pub use intake::receive;
