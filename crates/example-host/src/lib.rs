#![doc = include_str!("../README.md")]

mod gateway;
mod options;
mod pages;
mod policy;
mod problem;
mod react_app;
mod reports;
mod routes;
mod server;
mod surroundings;

pub use options::Options;
pub use server::{ExampleHost, StartError};
