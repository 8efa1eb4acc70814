//! Gives the imports of a bundle names that compress: wasm-bindgen ends each in 16 random digits, once in the glue and once
//! in the WASM, and brotli can do nothing with those. Measured: 3 KB of each bundle.

use std::collections::{BTreeMap, BTreeSet};

/// Names of imports with the names that take their places: as long, so that a binary file stays as it is laid out.
#[derive(Debug, Default)]
pub struct Renames(BTreeMap<String, String>);

impl Renames {
    /// Adds the imports that a glue file names.
    pub fn add(&mut self, glue: &str) {
        let mut taken: BTreeSet<String> = self.0.values().cloned().collect();
        for name in imports(glue) {
            if self.0.contains_key(name) {
                continue;
            }
            let (stem, _) = name.split_at(name.len() - DIGITS);
            let new = (0_u32..)
                .map(|number| format!("{stem}{number:0DIGITS$}"))
                .find(|new| !taken.contains(new))
                .unwrap_or_else(|| name.to_owned());
            taken.insert(new.clone());
            self.0.insert(name.to_owned(), new);
        }
    }

    /// `content` with the new names, of the same length.
    pub fn apply(&self, content: &[u8]) -> Vec<u8> {
        let mut renamed = content.to_vec();
        let mut at = 0;
        while let Some(found) = find(&renamed[at..], PREFIX.as_bytes()) {
            at += found;
            let length = name_length(&renamed[at..]);
            let new = std::str::from_utf8(&renamed[at..at + length])
                .ok()
                .and_then(|name| self.0.get(name));
            if let Some(new) = new {
                renamed[at..at + length].copy_from_slice(new.as_bytes());
            }
            at += length.max(1);
        }
        renamed
    }
}

const PREFIX: &str = "__wbg_";
const DIGITS: usize = 16;

fn imports(glue: &str) -> impl Iterator<Item = &str> {
    glue.match_indices(PREFIX).filter_map(|(at, _)| {
        let name = glue.get(at..at + name_length(&glue.as_bytes()[at..]))?;
        let (_, hash) = name.rsplit_once('_')?;
        let is_hash = hash.len() == DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hash.then_some(name)
    })
}

fn name_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'))
        .unwrap_or(bytes.len())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str =
        "__wbg_get_0123456789abcdef: a, __wbg_get_fedcba9876543210: b, __wbg_init(), __wbg_x_12: c";

    #[test]
    fn hashes_make_way_for_counted_digits_of_the_same_length() {
        let mut renames = Renames::default();
        renames.add(GLUE);
        let glue = String::from_utf8(renames.apply(GLUE.as_bytes())).unwrap();
        assert_eq!(
            glue,
            "__wbg_get_0000000000000000: a, __wbg_get_0000000000000001: b, __wbg_init(), __wbg_x_12: c"
        );
    }

    #[test]
    fn the_wasm_gets_the_names_of_its_glue_and_keeps_its_layout() {
        let mut renames = Renames::default();
        renames.add(GLUE);
        let wasm = b"\0asm\x1a__wbg_get_fedcba9876543210\0\x07__wbg_get_0123456789abcdef\xff";
        let renamed = renames.apply(wasm);
        assert_eq!(
            renamed,
            b"\0asm\x1a__wbg_get_0000000000000001\0\x07__wbg_get_0000000000000000\xff"
        );
    }
}
