//! Which functions a bundle can do without, by their names: everything that words the message of a panic. A browser is told
//! no such message: rustc's `panic = "abort"` ends in the same trap with it or without.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef, ValType};

/// How functions begin that never come back: they word a message, and trap.
const PANICS: [&str; 17] = [
    "__rustc::__rust_alloc_error_handler",
    "__rustc::rust_begin_unwind",
    "__rustc::rust_panic",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_already_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::alloc::rust_oom",
    "std::panicking::panic_handler",
    "std::thread::local::panic_access_error",
];

/// What messages of panics show values with; no text for people is made so.
const DEBUG: &str = " as core::fmt::Debug>::fmt";

/// What takes the place of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The trap that it ends in anyway.
    Trap,
    /// `Ok(())`, and nothing written.
    Silence,
}

/// What a module says of its functions, imported ones first.
#[derive(Default)]
pub struct Functions {
    /// How many are imported.
    pub imported: u32,
    /// What each of them answers with.
    results: Vec<Vec<ValType>>,
    /// What they are called, by their indices: as wasm-bindgen writes it, also where the linker did.
    pub names: BTreeMap<u32, String>,
}

impl Functions {
    /// Reads it.
    ///
    /// # Errors
    /// When it is no module.
    pub fn of(module: &[u8]) -> Result<Self> {
        let mut found = Self::default();
        let mut types = Vec::new();
        let results = |types: &[Vec<ValType>], of: u32| {
            let known = usize::try_from(of).ok().and_then(|of| types.get(of));
            known
                .cloned()
                .ok_or_else(|| anyhow!("a function has no type"))
        };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for kind in section.into_iter_err_on_gc_types() {
                        types.push(kind?.results().to_vec());
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        if let TypeRef::Func(of) = import?.ty {
                            found.imported += 1;
                            found.results.push(results(&types, of)?);
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    for of in section {
                        found.results.push(results(&types, of?)?);
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        for names in names {
                            if let Name::Function(names) = names? {
                                for naming in names {
                                    let naming = naming?;
                                    let name = demangle(naming.name).to_string();
                                    found.names.insert(naming.index, name);
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }

    /// What takes the places of its own functions that only word panics. A name alone is not enough: it has to answer as the
    /// function does.
    pub fn cuts(&self) -> BTreeMap<u32, Cut> {
        let cut = |index: u32, name: &str| {
            let name = without_hashes(name);
            let results = self.results.get(usize::try_from(index).ok()?)?;
            match results.as_slice() {
                [] if PANICS.iter().any(|panic| name.starts_with(panic)) => Some(Cut::Trap),
                [ValType::I32] if name.contains(DEBUG) => Some(Cut::Silence),
                _ => None,
            }
        };
        let own = self.names.range(self.imported..);
        own.filter_map(|(index, name)| Some((*index, cut(*index, name)?)))
            .collect()
    }
}

/// `core[c5930c85a12de822]::fmt` → `core::fmt`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                plain.push_str(rest);
            }
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_go_out_of_a_name() {
        let plain = without_hashes("<[u8] as core[0123456789abcdef]::fmt::Debug>::fmt[1]");
        assert_eq!(plain, "<[u8] as core::fmt::Debug>::fmt");
    }
}
