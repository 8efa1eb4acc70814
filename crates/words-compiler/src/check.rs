use std::collections::BTreeSet;

use crate::language::{NUMBER, values};
use crate::plural::is_one_number;
use crate::{Language, Sentence};

/// Of all sentences, how many may be as in English, in percent: names and short words may, a file that nobody translated
/// may not.
const SAME_PERCENT: usize = 10;

/// What is wrong with a language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The file cannot be read as TOML.
    #[error("this is no TOML: {0}")]
    NotToml(String),
    /// Nobody has looked up its plural forms.
    #[error("its plural categories are not known: add them to plural.rs")]
    UnknownLanguage,
    /// A value of another kind, or forms that do not fit.
    #[error("{key}: {why}")]
    NotASentence {
        /// Which.
        key: String,
        /// In what way.
        why: String,
    },
    /// English has it.
    #[error("{0} is missing")]
    Missing(String),
    /// English does not have it.
    #[error("{0} is not in English")]
    Unknown(String),
    /// Nothing to say.
    #[error("{0} is empty")]
    Empty(String),
    /// It counts in the one and not in the other.
    #[error("{0} has plural forms here or in English, not in both")]
    OtherKind(String),
    /// What is filled in differs.
    #[error("{key}: “{words}” has to have {expected:?} filled in")]
    Values {
        /// Which.
        key: String,
        /// The words.
        words: String,
        /// What English fills in.
        expected: Vec<String>,
    },
    /// Characters that nobody sees, or that mean something in a page or a program.
    #[error(
        "{0} holds a control or direction character, a lone brace, white space at an end, or one of < > & \" \\"
    )]
    Unfit(String),
    /// Hardly anything is translated.
    #[error("{0} sentences are as in English")]
    Untranslated(usize),
}

/// What is wrong with `language`, measured by English.
pub fn flaws(english: &Language, language: &Language) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for key in language.sentences.keys() {
        if !english.sentences.contains_key(key) {
            flaws.push(Flaw::Unknown(key.clone()));
        }
    }
    let mut same = 0;
    for (key, source) in &english.sentences {
        let Some(sentence) = language.sentences.get(key) else {
            flaws.push(Flaw::Missing(key.clone()));
            continue;
        };
        same += usize::from(sentence == source && !is_without_words(source));
        if std::mem::discriminant(source) != std::mem::discriminant(sentence) {
            flaws.push(Flaw::OtherKind(key.clone()));
        } else {
            flaws.extend(flaws_of(key, source, sentence, &language.tag));
        }
    }
    if language.tag != english.tag && same * 100 > english.sentences.len() * SAME_PERCENT {
        flaws.push(Flaw::Untranslated(same));
    }
    flaws
}

fn flaws_of(key: &str, source: &Sentence, sentence: &Sentence, tag: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let wanted = source.values();
    for (category, words) in sentence.forms() {
        if words.trim().is_empty() {
            flaws.push(Flaw::Empty(key.to_owned()));
        } else if is_unfit(words) {
            flaws.push(Flaw::Unfit(key.to_owned()));
        }
        let mut expected = wanted.clone();
        let found: BTreeSet<_> = values(words).collect();
        let may_say_it_in_words = category.is_some_and(|category| is_one_number(tag, category));
        if category.is_some() && (!may_say_it_in_words || found.contains(NUMBER)) {
            expected.insert(NUMBER);
        }
        if found != expected {
            flaws.push(Flaw::Values {
                key: key.to_owned(),
                words: words.to_owned(),
                expected: expected.into_iter().map(str::to_owned).collect(),
            });
        }
    }
    flaws
}

/// Punctuation around what is filled in.
fn is_without_words(sentence: &Sentence) -> bool {
    sentence.forms().all(|(_, words)| {
        let around = words
            .split('{')
            .map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
        around.flat_map(str::chars).all(|c| !c.is_alphabetic())
    })
}

/// Line breaks and separators would break a pack; direction marks are the program's business.
fn is_unfit(words: &str) -> bool {
    let is_odd = |c: char| {
        c.is_control()
            || "<>&\"\\".contains(c)
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let braces = |brace: char| words.matches(brace).count();
    words.contains(is_odd)
        || words != words.trim()
        || braces('{') != braces('}')
        || braces('{') != values(words).count()
}
