//! Style sheets as browsers need them: what is written for people stays here, and the widget's own two are put together.

use std::path::Path;

use anyhow::Result;

use crate::{files, workspace};

/// What the widget loads at once, and with its help. The page has the same sheets inline.
const OF_WIDGET: [(&str, &[&str]); 2] = [
    ("widget.css", &["tokens.css", "portal.css", "widget.css"]),
    ("help.css", &["help.css"]),
];

/// A root's text is as large as the reader wants it; a host's root is as large as the host wants it.
const PIXELS_OF_REM: f32 = 16.0;

/// Writes the widget's sheets into `folder`.
pub fn put(folder: &Path) -> Result<()> {
    for (name, parts) in OF_WIDGET {
        let mut sheet = String::new();
        for part in parts {
            let text = files::text(&workspace::root().join("style").join(part))?;
            sheet.push_str(&strip(&text));
            sheet.push('\n');
        }
        let sheet = of_reader(&sheet.replace(":root, :host", ":host"));
        files::write(&folder.join(name), sheet)?;
    }
    Ok(())
}

/// The sheet in the reader's size of text, which the element finds out and calls `--ca-rem`. A condition cannot read it: there
/// it is pixels.
fn of_reader(sheet: &str) -> String {
    let line = |line: &str| {
        let mut rest = line;
        let mut changed = String::with_capacity(line.len());
        let is_condition = line.trim_start().starts_with('@');
        while let Some(unit) = rest.find("rem") {
            let before = &rest[..unit];
            let digits = before
                .char_indices()
                .rev()
                .take_while(|(_, letter)| letter.is_ascii_digit() || *letter == '.')
                .last();
            let after = &rest[unit + 3..];
            let ends = !after.starts_with(|next: char| next.is_alphanumeric() || next == '-');
            match digits.filter(|_| ends) {
                Some((start, _)) => {
                    let number = &before[start..];
                    changed.push_str(&before[..start]);
                    changed.push_str(&match (is_condition, number.parse::<f32>()) {
                        (true, Ok(number)) => format!("{}px", number * PIXELS_OF_REM),
                        _ => format!("calc({number}*var(--ca-rem))"),
                    });
                }
                None => changed.push_str(&rest[..unit + 3]),
            }
            rest = after;
        }
        changed + rest
    };
    sheet.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The sheet without comments and indents. Strings in ours hold no `/*`.
pub fn strip(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_in_the_readers_size_of_text_and_conditions_in_pixels() {
        let sheet = ".a { padding: .25rem 1rem; --ca-1: .5rem; color: var(--ca-remote); }\n@container (min-width: 40rem) {\n.b { inline-size: min(30rem, 100vw - 2rem); }\n}";
        assert_eq!(
            of_reader(sheet),
            ".a { padding: calc(.25*var(--ca-rem)) calc(1*var(--ca-rem)); --ca-1: calc(.5*var(--ca-rem)); color: var(--ca-remote); }\n@container (min-width: 640px) {\n.b { inline-size: min(calc(30*var(--ca-rem)), 100vw - calc(2*var(--ca-rem))); }\n}"
        );
    }

    #[test]
    fn only_what_is_for_people_goes() {
        let sheet = "/* a\n   b */\n.card { color: red; } /* c */\n\n@media print {\n  .card::before { content: \"\"; }\n}\n";
        assert_eq!(
            strip(sheet),
            ".card { color: red; }\n@media print {\n.card::before { content: \"\"; }\n}"
        );
    }
}
