//! Reads the style sheets.

use std::collections::BTreeMap;
use std::path::Path;

/// A style sheet of the product.
///
/// # Errors
/// When it cannot be read.
pub fn sheet(name: &str) -> std::io::Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style");
    std::fs::read_to_string(folder.join(name))
}

/// The part of the widget that makes a host's colours readable, without white space and quotation marks.
///
/// # Errors
/// When it cannot be read.
pub fn theme_script() -> std::io::Result<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/widget/theme.js");
    let script = std::fs::read_to_string(file)?;
    Ok(script.replace(|sign: char| sign.is_whitespace() || sign == '"', ""))
}

/// What each colour's name stands for: in the light, in the dark.
pub fn colours(tokens: &str) -> BTreeMap<String, [String; 2]> {
    let mut colours = BTreeMap::new();
    for line in tokens.lines() {
        let Some((name, value)) = line.trim().split_once(": ") else {
            continue;
        };
        let Some(name) = name.strip_prefix("--ca-") else {
            continue;
        };
        let value = value.trim_end_matches(';');
        let both = value
            .strip_prefix("light-dark(")
            .and_then(|value| value.strip_suffix(')')?.split_once(", "));
        let both = both.or_else(|| value.starts_with('#').then_some((value, value)));
        if let Some((light, dark)) = both {
            colours.insert(name.to_owned(), [light.to_owned(), dark.to_owned()]);
        }
    }
    colours
}
