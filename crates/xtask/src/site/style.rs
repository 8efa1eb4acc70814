//! Style sheets as browsers need them: what is written for people stays here.

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
    fn only_what_is_for_people_goes() {
        let sheet = "/* a\n   b */\n.card { color: red; } /* c */\n\n@media print {\n  .card::before { content: \"\"; }\n}\n";
        assert_eq!(
            strip(sheet),
            ".card { color: red; }\n@media print {\n.card::before { content: \"\"; }\n}"
        );
    }
}
