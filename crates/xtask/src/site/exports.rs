//! Takes out of a bundle what only its exports keep alive: leptos brings streams that a server would send, whose classes
//! wasm-bindgen exports whether anybody uses them or not. Measured: 0.8 KB of each bundle.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{process, workspace};

/// What the glue has for those classes; nothing of ours is called so.
const UNUSED: &str = "intounderlying";
/// Of the binary format: the section that names what a module exports.
const EXPORTS: u8 = 7;
const HEADER: usize = 8;

/// Rewrites the module at `path` without them, and lets wasm-opt take away what nobody reaches any more.
pub fn drop_unused(path: &Path) -> Result<()> {
    let module =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let Some(less) = without_unused(&module) else {
        return Ok(());
    };
    let page = workspace::root().join("index.html");
    let page = std::fs::read_to_string(&page)
        .with_context(|| format!("{} cannot be read", page.display()))?;
    let made = path.with_extension("less");
    std::fs::write(&made, less).with_context(|| format!("{} cannot be written", made.display()))?;
    let mut wasm_opt = Command::new("wasm-opt");
    wasm_opt
        .arg(format!("--output={}", path.display()))
        .arg("-Oz")
        .args(features(&page)?.split_whitespace())
        .arg(&made);
    process::run("wasm-opt", &mut wasm_opt)?;
    std::fs::remove_file(&made).with_context(|| format!("{} cannot be removed", made.display()))
}

/// The features of WebAssembly that Trunk lets wasm-opt use, by the page's source.
fn features(page: &str) -> Result<&str> {
    page.split_once("data-wasm-opt-params=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(features, _)| features)
        .context("index.html names no features for wasm-opt")
}

/// The module without them; nothing if it has none, or is no module as this understands it.
fn without_unused(module: &[u8]) -> Option<Vec<u8>> {
    let (mut less, mut rest) = (module.get(..HEADER)?.to_vec(), module.get(HEADER..)?);
    let mut dropped = false;
    while let Some((id, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let (body, after) = after.split_at_checked(length)?;
        if *id == EXPORTS {
            let (count, mut entries) = number(body)?;
            let mut kept = Vec::new();
            for _ in 0..count {
                let (entry, others) = entries.split_at_checked(export_length(entries)?)?;
                if is_unused(entry) {
                    dropped = true;
                } else {
                    kept.push(entry);
                }
                entries = others;
            }
            let body = [encoded(kept.len()), kept.concat()].concat();
            less.push(*id);
            less.extend(encoded(body.len()));
            less.extend(body);
        } else {
            less.push(*id);
            less.extend(encoded(length));
            less.extend(body);
        }
        rest = after;
    }
    dropped.then_some(less)
}

fn is_unused(export: &[u8]) -> bool {
    export
        .windows(UNUSED.len())
        .any(|window| window == UNUSED.as_bytes())
}

/// A name with its length before it, a kind, and an index.
fn export_length(entries: &[u8]) -> Option<usize> {
    let (name, after) = number(entries)?;
    let (_, after) = after.split_at_checked(name + 1)?;
    let (_, after) = number(after)?;
    Some(entries.len() - after.len())
}

/// An unsigned number in LEB128, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

fn encoded(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(exports: &[(&str, usize)]) -> Vec<u8> {
        let mut body = encoded(exports.len());
        for (name, index) in exports {
            body.extend(encoded(name.len()));
            body.extend(name.as_bytes());
            body.push(0);
            body.extend(encoded(*index));
        }
        let mut module = b"\0asm\x01\0\0\0\x01\x02\xaa\xbb".to_vec();
        module.push(EXPORTS);
        module.extend(encoded(body.len()));
        module.extend(body);
        module.extend(b"\x0a\x01\xcc");
        module
    }

    #[test]
    fn classes_that_nobody_uses_are_no_exports_any_more() {
        let long = "mount_with_a_name_of_more_than_127_characters_".repeat(4);
        let before = [
            ("memory", 0),
            ("__wbg_intounderlyingsink_free", 7),
            (&long, 300),
            ("intounderlyingsource_pull", 8),
        ];
        let after = without_unused(&module(&before)).unwrap();
        assert_eq!(after, module(&[("memory", 0), (&long, 300)]));
    }

    #[test]
    fn wasm_opt_may_use_what_the_page_names_and_nothing_else() {
        let link =
            r#"<link data-wasm-opt="z" data-wasm-opt-params="--enable-a --enable-b"> <link>"#;
        assert_eq!(features(link).unwrap(), "--enable-a --enable-b");
        assert!(features("<link>").is_err());
    }

    #[test]
    fn a_module_without_them_and_what_is_no_module_are_left_alone() {
        assert_eq!(
            without_unused(&module(&[("memory", 0), ("mount", 1)])),
            None
        );
        assert_eq!(without_unused(b"not a module, though long enough"), None);
        assert_eq!(without_unused(b""), None);
    }
}
