//! The files that the widget's element loads from beside it: each is named by what is in it, so that browsers keep it for good,
//! and the element knows the digests, so that nothing else than what was built ever runs (T22).

use anyhow::{Result, bail};

use crate::digest::{short, short_integrity};

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
        Self {
            old: old.to_owned(),
            new,
            integrity: short_integrity(content),
        }
    }
}

/// `help_bg.wasm` → `help-{16 digits of its content's hash}_bg.wasm`.
pub fn by_content(name: &str, content: &[u8]) -> String {
    let end = name.find(['_', '.']).unwrap_or(name.len());
    let (stem, ending) = name.split_at(end);
    format!("{stem}-{}{ending}", short(content))
}

/// What asks for them: the program for what is loaded when somebody wants it, the element for the rest, the program among it.
pub const ASKING: [(&str, &[&str]); 2] = [
    (
        "program.js",
        &["theme.js", "help.js", "help_bg.wasm", "help.css"],
    ),
    (
        "connect-accounts.js",
        &[
            "widget.js",
            "widget_bg.wasm",
            "widget.css",
            "program.js",
            "session.js",
            "plain.js",
        ],
    ),
];

/// How late a file is to be named: after all that it asks for.
pub fn turn(name: &str) -> usize {
    let asking = ASKING.iter().position(|(asking, _)| *asking == name);
    asking.map_or(0, |position| position + 1)
}

/// `asking` with names and digests; any other file as it is.
///
/// # Errors
/// When it does not ask for each of its files exactly once.
pub fn name(asking: &str, source: Vec<u8>, named: &[Named]) -> Result<Vec<u8>> {
    let Some((_, files)) = ASKING.iter().find(|(name, _)| *name == asking) else {
        return Ok(source);
    };
    let mut element = String::from_utf8(source)?;
    for file in *files {
        let asked = format!("[\"{file}\", \"\"]");
        let found = named.iter().find(|named| named.old == *file);
        match found {
            Some(found) if element.matches(&asked).count() == 1 => {
                let known = format!("[\"{}\", \"{}\"]", found.new, found.integrity);
                element = element.replace(&asked, &known);
            }
            _ => bail!("{asking} has to ask for {file} once, and the build has to make it"),
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
        let source = b"[\"widget.js\", \"\"]".to_vec();
        assert!(name("connect-accounts.js", source, &[]).is_err());
    }

    #[test]
    fn every_file_is_asked_for_by_one() {
        let mut asked: Vec<_> = ASKING.iter().flat_map(|(_, files)| *files).collect();
        let mut files: Vec<_> = FILES.iter().collect();
        asked.sort();
        files.sort();
        assert_eq!(asked, files);
    }
}
