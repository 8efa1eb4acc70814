#![doc = include_str!("../README.md")]
#![doc = "\n\n---\n\n"]
#![doc = include_str!("../DIFFERENCES.md")]

mod api;
mod app;
mod calls;
mod clock;
mod control;
mod delivery;
mod faults;
mod guesses;
mod ids;
mod networks;
mod options;
mod pages;
mod persist;
mod seed;
mod server;
mod world;

pub use guesses::{Guesses, SignatureEncoding};
pub use options::Options;
pub use server::{Sandbox, StartError};
