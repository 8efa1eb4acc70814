//! Tests that go through several cases say so, each case by itself.

#[cfg(feature = "generated")]
pub mod generated;

use std::io::Write;

/// Notes a case that passed, for the table that `cargo verify` prints. Called in the test's own task, whose thread has
/// the test's name.
pub fn case(what: &str) {
    let Some(path) = std::env::var_os("CONNECT_CASES") else {
        return;
    };
    let thread = std::thread::current();
    let line = format!("{}\t{what}\n", thread.name().unwrap_or("?"));
    // Only the table suffers from a lost line.
    if let Ok(mut file) = std::fs::OpenOptions::new().append(true).open(path) {
        let _ = file.write_all(line.as_bytes());
    }
}
