//! Rust of English: a constant for each sentence, whose type says what has to be filled in.

use std::fmt::Write;

use crate::language::{NUMBER, Sentence};
use crate::{Catalogue, Language};

/// Keys of sentences that stand in files, made for each language.
const STATIC: &str = "static_";
/// Keys of sentences that only the help says: they are packed by themselves.
const HELP: &str = "help_";

/// Between the parts of a sentence that counts (ASCII: unit separator).
const PART: &str = "\u{1f}";

impl Catalogue {
    /// The whole source file: the constants, the version, and the packs of English.
    pub fn code(&self) -> String {
        let mut code = String::from(
            "/// The sentences, named as in `languages/en.toml`.\npub mod words {\n    use super::{Counted, Filled, Plain};\n",
        );
        for (index, (key, sentence)) in self.spoken().enumerate() {
            code += &constant(index, key, sentence);
        }
        code += "}\n\n/// The sentences of the help, named as in `languages/en.toml` behind `help_`.\n\
                 #[cfg(feature = \"help\")]\npub mod help_words {\n    use super::{Filled, Plain};\n";
        let count = self.spoken().count();
        for (index, (key, sentence)) in self.helpful().enumerate() {
            code += &constant(count + index, key.trim_start_matches(HELP), sentence);
        }
        code += "}\n\n";
        let names: Vec<_> = self
            .languages()
            .iter()
            .map(|language| (language.tag.as_str(), language.name.as_str()))
            .collect();
        let (version, english) = (self.version(), self.pack(self.english()));
        let (help_count, help) = (self.helpful().count(), self.help_pack(self.english()));
        let _ = write!(
            code,
            "/// Of these sentences, in all languages.\nconst VERSION: &str = {version:?};\n\
             /// How many sentences there are besides the help's.\nconst COUNT: usize = {count};\n\
             /// How many the help has.\n#[cfg(feature = \"help\")]\nconst HELP_COUNT: usize = {help_count};\n\
             /// The languages: tag, and the name that its speakers have for it. English first.\n\
             pub const LANGUAGES: &[(&str, &str)] = &{names:?};\n\
             /// What a page loads of English.\npub const ENGLISH: &str = {english:?};\n\
             /// What the help loads of it besides.\n#[cfg(feature = \"help\")]\npub const ENGLISH_HELP: &str = {help:?};\n"
        );
        code
    }

    /// What the portal says, in English: key and sentence.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = (&String, &Sentence)> {
        let all = self.english().sentences.iter();
        all.filter(|(key, _)| !key.starts_with(STATIC) && !key.starts_with(HELP))
    }

    /// What the help says besides.
    pub(crate) fn helpful(&self) -> impl Iterator<Item = (&String, &Sentence)> {
        let all = self.english().sentences.iter();
        all.filter(|(key, _)| key.starts_with(HELP))
    }

    /// The sentences that the portal says, in the order of English.
    pub(crate) fn sentences(&self, language: &Language) -> Vec<String> {
        in_language(self.spoken(), language)
    }

    /// Those that the help says besides.
    pub(crate) fn help_sentences(&self, language: &Language) -> Vec<String> {
        in_language(self.helpful(), language)
    }
}

fn in_language<'a>(
    english: impl Iterator<Item = (&'a String, &'a Sentence)>,
    language: &Language,
) -> Vec<String> {
    english
        .filter_map(|(key, source)| Some((source, language.sentences.get(key)?)))
        .map(|(source, sentence)| packed(source, sentence))
        .collect()
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
