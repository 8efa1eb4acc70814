//! The logos of all networks in one picture, of which pages show the part that they name (SVG 2, *Linking into SVG content*):
//! one fetch instead of thirteen. Measured: 1.7 KB less than as many files.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{files, workspace};

/// The picture.
pub const FILE: &str = "networks.svg";
/// Where each logo has a file of its own.
const SOURCES: &str = "public/networks";
/// How a logo begins and ends: all are drawn on tiles of one size.
const START: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\">";
const END: &str = "</svg>";
const SIZE: usize = 40;

/// Puts the picture into `folder`.
pub fn put(folder: &Path) -> Result<()> {
    let sources = workspace::root().join(SOURCES);
    let names = files::below(&sources, &|name| !name.ends_with(".svg"))
        .with_context(|| format!("{SOURCES} cannot be read"))?;
    let logos = names.iter().map(|name| {
        let logo = files::text(&sources.join(name))?;
        Ok((name.trim_end_matches(".svg").to_owned(), logo))
    });
    let picture = picture(&logos.collect::<Result<Vec<_>>>()?)?;
    files::write(&folder.join(FILE), picture)
}

/// One below the other, each under its name.
fn picture(logos: &[(String, String)]) -> Result<String> {
    let mut picture = "<svg xmlns=\"http://www.w3.org/2000/svg\">".to_owned();
    for (at, (name, logo)) in logos.iter().enumerate() {
        let drawn = logo.trim().strip_prefix(START);
        let drawn = drawn
            .and_then(|logo| logo.strip_suffix(END))
            .with_context(|| format!("{SOURCES}/{name}.svg does not begin with {START}"))?;
        let top = at * SIZE;
        picture.push_str(&format!(
            "<view id=\"{name}\" viewBox=\"0 {top} {SIZE} {SIZE}\"/><g transform=\"translate(0 {top})\">{drawn}</g>"
        ));
    }
    Ok(picture + END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_logo_is_a_view_of_the_picture() {
        let logo = |name: &str, drawn: &str| (name.to_owned(), format!("{START}{drawn}{END}\n"));
        let logos = [logo("a", "<path d=\"M0 0\"/>"), logo("b", "<rect/>")];
        assert_eq!(
            picture(&logos).unwrap(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\">\
             <view id=\"a\" viewBox=\"0 0 40 40\"/><g transform=\"translate(0 0)\"><path d=\"M0 0\"/></g>\
             <view id=\"b\" viewBox=\"0 40 40 40\"/><g transform=\"translate(0 40)\"><rect/></g></svg>"
        );
    }

    #[test]
    fn a_logo_of_another_size_is_an_error_that_names_it() {
        let logos = [(
            "wide".to_owned(),
            "<svg viewBox=\"0 0 80 40\"></svg>".to_owned(),
        )];
        assert!(
            picture(&logos)
                .unwrap_err()
                .to_string()
                .contains("wide.svg")
        );
    }
}
