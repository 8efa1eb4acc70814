//! The documents name files. The files are there.

use std::path::Path;

/// Every path in backticks of a document: what starts with a folder of this repository.
fn named_paths(document: &str) -> Vec<String> {
    const FOLDERS: &[&str] = &[
        "src/", "crates/", "public/", "tests/", "style/", "docs/", "update/",
    ];
    document
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| FOLDERS.iter().any(|folder| name.starts_with(folder)))
        .filter(|name| {
            name.chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter))
        })
        .map(|name| match name.strip_prefix("update/") {
            Some(rest) => format!("crates/core/src/update/{rest}"),
            None => name.to_owned(),
        })
        .collect()
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut documents = vec![root.join("README.md")];
    for folder in ["docs", "docs/decisions"] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        documents
            .extend(paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    let mut seen = 0;
    for document in documents {
        let text = std::fs::read_to_string(&document).unwrap();
        for path in named_paths(&text) {
            assert!(
                root.join(&path).exists(),
                "{} names {path}, which is not there",
                document.display()
            );
            seen += 1;
        }
    }
    assert!(
        seen > 40,
        "only {seen} names were found: the test reads the wrong thing"
    );
}
