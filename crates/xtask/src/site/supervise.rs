//! A way to watch over the widget's program: `supervise(guard)` in its glue, which hands what the program exports through
//! `guard` before anything of it is called. wasm-bindgen has none, and an error inside of a program ends it for good.

use anyhow::{Result, bail};

const STARTED: &str = "wasm = instance.exports;";
const WATCHED: &str = "wasm = watched(instance.exports);";
const WATCH: &str = "
let watched = (exports) => exports;
export const supervise = (guard) => { watched = guard; };
";

/// The glue with `supervise`.
///
/// # Errors
/// When the glue does not look as wasm-bindgen wrote it when this was made: without it nobody would notice a program that
/// broke down.
pub fn add(glue: &str) -> Result<String> {
    if glue.matches(STARTED).count() != 1 {
        bail!("the widget's glue does not say `{STARTED}` once: has wasm-bindgen changed?");
    }
    Ok(glue.replace(STARTED, WATCHED) + WATCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_exports_goes_through_the_guard() {
        let glue = "function f(instance) {\n    wasm = instance.exports;\n    wasm.start();\n}\n";
        let watched = add(glue).unwrap();
        assert!(watched.contains("wasm = watched(instance.exports);\n    wasm.start();"));
        assert!(watched.contains("export const supervise"));
    }

    #[test]
    fn glue_that_looks_otherwise_is_no_glue_to_ship() {
        assert!(add("wasm = exports;").is_err());
    }
}
