//! Gives the imports of a program short names, in the program and in its glue: wasm-bindgen's tell what they do and end in 16
//! random digits, with which brotli can do nothing. Measured: 4 KB of each bundle.

use std::collections::BTreeMap;
use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::ImportSection;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::{Import, ImportSectionReader, Parser, Payload};

use super::rewrite::rewrite;

/// What a program asks its glue for, with the names that take the places.
#[derive(Debug)]
pub struct Imports(BTreeMap<String, String>);

impl Imports {
    /// Those of a program.
    ///
    /// # Errors
    /// When it is no module.
    pub fn of(module: &[u8]) -> Result<Self> {
        let mut names = BTreeMap::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ImportSection(section) = payload? {
                for import in section.into_imports() {
                    let short = short(names.len());
                    names.insert(import?.name.to_owned(), short);
                }
            }
        }
        Ok(Self(names))
    }

    /// What it is called now; nothing if the program does not ask for it.
    pub fn new_name(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The program with the new names.
    ///
    /// # Errors
    /// When it is no module.
    pub fn rename(&self, module: &[u8]) -> Result<Vec<u8>> {
        rewrite(module, &mut Rename(self))
    }
}

/// `a` to `z`, `aa`, `ba` and so on.
fn short(mut number: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[number % LETTERS.len()]));
        match (number / LETTERS.len()).checked_sub(1) {
            Some(rest) => number = rest,
            None => return name,
        }
    }
}

struct Rename<'a>(&'a Imports);

impl Reencode for Rename<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.0.new_name(import.name).unwrap_or(import.name);
            utils::parse_import(self, imports, Import { name, ..import })?;
        }
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use wasm_encoder::{EntityType, Module, TypeSection};

    use super::*;

    /// One that asks for these and has nothing else.
    pub fn module(imported: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in imported {
            imports.import("./widget_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn every_import_has_a_short_name_in_the_order_of_the_program() {
        let before = module(&["__wbg_now_fedcba9876543210", "__wbg_get_0123456789abcdef"]);
        let imports = Imports::of(&before).unwrap();
        assert_eq!(imports.rename(&before).unwrap(), module(&["a", "b"]));
        assert_eq!(imports.new_name("__wbg_get_0123456789abcdef"), Some("b"));
        assert_eq!(imports.new_name("__wbg_set_0123456789abcdef"), None);
    }

    #[test]
    fn no_two_short_names_are_one() {
        let names: std::collections::BTreeSet<_> = (0..2_000).map(short).collect();
        assert_eq!(names.len(), 2_000);
        assert_eq!([short(25), short(26), short(27)], ["z", "aa", "ba"]);
    }
}
