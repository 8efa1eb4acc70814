//! Tests that go through several cases say so, each case by itself.

#[cfg(feature = "generated")]
pub mod generated;

use std::io::Write;

/// Notes a case that passed, for the table that `cargo verify` prints. Called in the test's own task, whose thread has
/// the test's name.
pub fn case(what: &str) {
    let thread = std::thread::current();
    note("CONNECT_CASES", &[thread.name().unwrap_or("?"), what]);
}

/// Adds a line with these fields to the file that a variable names. Nothing without the variable.
pub fn note(variable: &str, fields: &[&str]) {
    let Some(path) = std::env::var_os(variable) else {
        return;
    };
    let line = fields.join("\t") + "\n";
    // Only a table suffers from a lost line.
    if let Ok(mut file) = std::fs::OpenOptions::new().append(true).open(path) {
        let _ = file.write_all(line.as_bytes());
    }
}
