//! A module written anew, part by part.

use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::Module;
use wasm_encoder::reencode::Reencode;
use wasmparser::Parser;

/// `module` as `by` writes it.
///
/// # Errors
/// When it is no module.
pub fn rewrite(module: &[u8], by: &mut impl Reencode<Error = Infallible>) -> Result<Vec<u8>> {
    let mut rewritten = Module::new();
    by.parse_core_module(&mut rewritten, Parser::new(0), module)
        .map_err(|problem| anyhow!("the module cannot be rewritten: {problem}"))?;
    Ok(rewritten.finish())
}
