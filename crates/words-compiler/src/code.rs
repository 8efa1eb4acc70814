//! Rust of English: a constant for each sentence, whose type says what has to be filled in.

use std::fmt::Write;

use crate::language::{NUMBER, Sentence};
use crate::{Catalogue, Language};

/// Keys of sentences that stand in files, made for each language.
const STATIC: &str = "static_";

/// Between the parts of a sentence that counts (ASCII: unit separator).
const PART: &str = "\u{1f}";

impl Catalogue {
    /// The whole source file: the constants, the version, and the pack of English.
    pub fn code(&self) -> String {
        let mut code = String::from(
            "/// The sentences, named as in `languages/en.toml`.\npub mod words {\n    use super::{Counted, Filled, Plain};\n",
        );
        for (index, (key, sentence)) in self.spoken().enumerate() {
            code += &constant(index, key, sentence);
        }
        code += "}\n\n";
        let names: Vec<_> = self
            .languages()
            .iter()
            .map(|language| (language.tag.as_str(), language.name.as_str()))
            .collect();
        let (version, english) = (self.version(), self.pack(self.english()));
        let count = self.spoken().count();
        let _ = write!(
            code,
            "/// Of these sentences, in all languages.\nconst VERSION: &str = {version:?};\n\
             /// How many sentences there are.\nconst COUNT: usize = {count};\n\
             /// The languages: tag, and the name that its speakers have for it. English first.\n\
             pub const LANGUAGES: &[(&str, &str)] = &{names:?};\n\
             /// What a page loads of English.\npub const ENGLISH: &str = {english:?};\n"
        );
        code
    }

    /// What the program says, in English: key and sentence.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = (&String, &Sentence)> {
        let all = self.english().sentences.iter();
        all.filter(|(key, _)| !key.starts_with(STATIC))
    }

    /// The sentences that the program says, in the order of English.
    pub(crate) fn sentences(&self, language: &Language) -> Vec<String> {
        self.spoken()
            .filter_map(|(key, source)| Some((source, language.sentences.get(key)?)))
            .map(|(source, sentence)| packed(source, sentence))
            .collect()
    }
}

fn constant(index: usize, key: &str, sentence: &Sentence) -> String {
    let shown: Vec<_> = sentence
        .forms()
        .map(|(_, words)| format!("“{words}”"))
        .collect();
    let (shown, values) = (shown.join(" or "), sentence.values());
    let kind = match sentence {
        Sentence::Counted(_) => format!("Counted<{}>", values.len()),
        Sentence::Plain(_) if values.is_empty() => "Plain".to_owned(),
        Sentence::Plain(_) => format!("Filled<{}>", values.len()),
    };
    let name = key.to_uppercase();
    let make = kind.split('<').next().unwrap_or_default();
    format!("    /// {shown}\n    pub const {name}: {kind} = {make}({index});\n")
}

/// With numbers in the place of names: `{n}` is 0 where it counts, and the others follow by name.
fn packed(source: &Sentence, sentence: &Sentence) -> String {
    let number = matches!(source, Sentence::Counted(_)).then_some(NUMBER);
    let values: Vec<_> = number.into_iter().chain(source.values()).collect();
    let number_of = |words: &str| {
        values
            .iter()
            .enumerate()
            .fold(words.to_owned(), |words, (place, value)| {
                words.replace(&format!("{{{value}}}"), &format!("{{{place}}}"))
            })
    };
    let parts = sentence.forms().flat_map(|(category, words)| {
        category
            .map(str::to_owned)
            .into_iter()
            .chain([number_of(words)])
    });
    parts.collect::<Vec<_>>().join(PART)
}
