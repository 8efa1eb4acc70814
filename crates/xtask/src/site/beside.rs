//! The files that the widget's element loads from beside it: each is named by what is in it, so that browsers keep it for good,
//! and the element knows the digests, so that nothing else than what was built ever runs (T22).

use anyhow::{Result, bail};
use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::digest::sha256;

/// Their names in the element's source and in a debug build.
pub const FILES: [&str; 10] = [
    "widget.js",
    "widget_bg.wasm",
    "widget.css",
    "program.js",
    "session.js",
    "theme.js",
    "plain.js",
    "help.js",
    "help_bg.wasm",
    "help.css",
];

/// What such a file is called from now on.
#[derive(Debug)]
pub struct Named {
    old: String,
    new: String,
    integrity: String,
}

impl Named {
    /// The file `old` is now called `new`.
    pub fn new(old: &str, new: String, content: &[u8]) -> Self {
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content));
        Self {
            old: old.to_owned(),
            new,
            integrity: format!("sha256-{digest}"),
        }
    }
}

/// `help_bg.wasm` → `help-{16 digits of its content's hash}_bg.wasm`.
pub fn by_content(name: &str, content: &[u8]) -> String {
    let end = name.find(['_', '.']).unwrap_or(name.len());
    format!(
        "{}-{}{}",
        &name[..end],
        &sha256(content)[..16],
        &name[end..]
    )
}

/// The element with names and digests.
///
/// # Errors
/// When it does not ask for each of the files exactly once.
pub fn name(element: &[u8], named: &[Named]) -> Result<Vec<u8>> {
    let mut element = String::from_utf8(element.to_vec())?;
    for file in FILES {
        let asked = format!("[\"{file}\", \"\"]");
        let found = named.iter().find(|named| named.old == file);
        match found {
            Some(found) if element.matches(&asked).count() == 1 => {
                let known = format!("[\"{}\", \"{}\"]", found.new, found.integrity);
                element = element.replace(&asked, &known);
            }
            _ => bail!("the element has to ask for {file} once, and the build has to make it"),
        }
    }
    Ok(element.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_is_in_the_file() {
        let name = by_content("widget_bg.wasm", b"a");
        assert!(
            name.starts_with("widget-") && name.ends_with("_bg.wasm"),
            "{name}"
        );
        assert_ne!(name, by_content("widget_bg.wasm", b"b"));
    }

    #[test]
    fn t22_an_element_that_does_not_know_a_digest_is_not_built() {
        assert!(name(b"[\"widget.js\", \"\"]", &[]).is_err());
    }
}
