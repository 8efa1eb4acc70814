//! The sentences, a file for each language, and what names them.

use std::path::Path;

use anyhow::{Context, Result};
use connect_words_compiler::Catalogue;

use super::glue;
use crate::workspace;

/// What asks for a language, and so has to know which there are and how their files are called.
const ASKING: [&str; 3] = ["index.html", "connect-accounts.js", "plain.js"];

/// Pages of the small window, which load nothing, and of the frame: the build makes one in each language.
const PAGES: [&str; 3] = ["go", "done", "embed"];

/// Writes the files into `folder`, and their names into what asks for them.
pub fn put(folder: &Path) -> Result<()> {
    let catalogue = Catalogue::read(&workspace::root().join("crates/words/languages"))?;
    put_catalogue(&catalogue, folder)
}

fn put_catalogue(catalogue: &Catalogue, folder: &Path) -> Result<()> {
    let words = folder.join("words");
    std::fs::create_dir_all(&words)
        .with_context(|| format!("{} cannot be made", words.display()))?;
    let version = catalogue.version();
    for language in catalogue.languages() {
        for (name, pack) in [
            (
                format!("{}-{version}.txt", language.tag),
                catalogue.pack(language),
            ),
            (
                format!("{}-help-{version}.txt", language.tag),
                catalogue.help_pack(language),
            ),
        ] {
            let file = words.join(name);
            std::fs::write(&file, pack)
                .with_context(|| format!("{} cannot be written", file.display()))?;
        }
    }
    for name in PAGES {
        let source = folder.join(format!("{name}.html"));
        let template = std::fs::read_to_string(&source)
            .with_context(|| format!("{} cannot be read", source.display()))?;
        let template = glue::strip(&template);
        for language in catalogue.languages() {
            let page = language
                .page(&template)
                .with_context(|| format!("{name}.html in {}", language.tag))?;
            let file = folder.join(language.file(name));
            std::fs::write(&file, page)
                .with_context(|| format!("{} cannot be written", file.display()))?;
        }
    }
    for name in ASKING {
        let file = folder.join(name);
        let source =
            std::fs::read_to_string(&file).with_context(|| format!("{name} cannot be read"))?;
        std::fs::write(&file, catalogue.names(&source))
            .with_context(|| format!("{name} cannot be written"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_a_file_and_what_asks_for_it_knows_its_name() {
        let texts = [("de", "Hallo"), ("en", "Hello")].map(|(tag, hello)| {
            (
                tag.to_owned(),
                format!("language = \"{tag}\"\nhello = \"{hello}\""),
            )
        });
        let catalogue = Catalogue::parse(&texts).unwrap();
        let folder = tempfile::tempdir().unwrap();
        for name in PAGES {
            let template = r#"<html lang="{{tag}}" dir="{{direction}}">{{hello}}"#;
            std::fs::write(folder.path().join(format!("{name}.html")), template).unwrap();
        }
        for name in ASKING {
            let source =
                r#"fetch("/words/en-WORDS_VERSION.txt"), "WORDS_LANGUAGES", "WORDS_LINE_hello""#;
            std::fs::write(folder.path().join(name), source).unwrap();
        }
        put_catalogue(&catalogue, folder.path()).unwrap();
        let version = catalogue.version();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        for name in ASKING {
            assert_eq!(
                read(name),
                format!(r#"fetch("/words/en-{version}.txt"), "en de", "1""#)
            );
        }
        assert_eq!(read("go.html"), "<html lang=\"en\" dir=\"ltr\">Hello\n");
        assert_eq!(
            read("done.de.html"),
            "<html lang=\"de\" dir=\"ltr\">Hallo\n"
        );
        let pack = format!("{version} de ltr\nHallo");
        assert_eq!(read(&format!("words/de-{version}.txt")), pack);
    }

    /// All that is in the files below `folder`.
    fn text_of(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                text_of(&path, all);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                all.push_str(&text);
            }
        }
    }

    #[test]
    fn every_sentence_is_said_somewhere() {
        let root = workspace::root();
        let catalogue = Catalogue::read(&root.join("crates/words/languages")).unwrap();
        let mut all = String::new();
        for folder in ["src", "public"] {
            text_of(&root.join(folder), &mut all);
        }
        let english = &catalogue.languages()[0];
        let unsaid: Vec<_> = english
            .sentences
            .keys()
            .filter(|key| {
                let names = [
                    match key.strip_prefix("help_") {
                        Some(key) => format!("help_words::{}", key.to_uppercase()),
                        None => format!("words::{}", key.to_uppercase()),
                    },
                    format!("{{{{{key}}}}}"),
                    format!("WORDS_LINE_{key}\""),
                ];
                !names.iter().any(|name| all.contains(name))
            })
            .collect();
        assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
    }
}
