use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use crate::Flaw;
use crate::plural::categories;

/// What a sentence that counts has in the place of its number.
pub(crate) const NUMBER: &str = "n";
/// The name of a language, as its speakers write it.
pub(crate) const NAME: &str = "language";

/// The sentences of one language, as its file has them.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its tag (BCP 47), which the file is named after.
    pub tag: String,
    /// What its speakers call it.
    pub name: String,
    /// By their keys.
    pub sentences: BTreeMap<String, Sentence>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// The same for every number.
    Plain(String),
    /// A form for each plural category, in the order of CLDR; `other` is the last.
    Counted(Vec<(&'static str, String)>),
}

impl Language {
    /// `ltr` or `rtl`, as in `<html dir>`.
    pub fn direction(&self) -> &'static str {
        match self.tag.as_str() {
            "ar" | "he" => "rtl",
            _ => "ltr",
        }
    }

    /// What a page of this name is called in this language: `go.html`, or `go.de.html`.
    pub fn file(&self, name: &str) -> String {
        match self.tag.as_str() {
            "en" => format!("{name}.html"),
            tag => format!("{name}.{tag}.html"),
        }
    }

    /// `template` with the sentences that it names as `{{key}}`, and its `{{tag}}` and `{{direction}}`.
    ///
    /// # Errors
    /// When it names what is no sentence, or one that counts.
    pub fn page(&self, template: &str) -> Result<String, Flaw> {
        let mut pieces = template.split("{{");
        let mut page = String::from(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (key, rest) = piece
                .split_once("}}")
                .ok_or_else(|| Flaw::Missing(piece.to_owned()))?;
            page.push_str(match (key, self.sentences.get(key)) {
                ("tag", _) => &self.tag,
                ("direction", _) => self.direction(),
                (_, Some(Sentence::Plain(words))) => words,
                _ => return Err(Flaw::Missing(key.to_owned())),
            });
            page.push_str(rest);
        }
        Ok(page)
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// When it is no TOML, or holds something else than sentences. All that is wrong comes at once.
    pub fn parse(tag: &str, text: &str) -> Result<Self, Vec<Flaw>> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| vec![Flaw::NotToml(error.message().to_owned())])?;
        let categories = categories(tag).ok_or_else(|| vec![Flaw::UnknownLanguage])?;
        let (mut sentences, mut flaws) = (BTreeMap::new(), Vec::new());
        let mut name = None;
        for (key, value) in table {
            match (key.as_str(), Sentence::of(value, categories)) {
                (NAME, Ok(Sentence::Plain(own))) => name = Some(own),
                (_, Ok(sentence)) => drop(sentences.insert(key, sentence)),
                (_, Err(why)) => flaws.push(Flaw::NotASentence { key, why }),
            }
        }
        match name {
            Some(name) if flaws.is_empty() => Ok(Self {
                tag: tag.to_owned(),
                name,
                sentences,
            }),
            Some(_) => Err(flaws),
            None => Err([vec![Flaw::Missing(NAME.into())], flaws].concat()),
        }
    }
}

impl Sentence {
    fn of(value: Value, categories: &[&'static str]) -> Result<Self, String> {
        let mut forms = match value {
            Value::String(words) => return Ok(Self::Plain(words)),
            Value::Table(forms) => forms,
            _ => return Err("neither a text nor a table of plural forms".into()),
        };
        let mut counted = Vec::new();
        for category in categories {
            match forms.remove(*category) {
                Some(Value::String(words)) => counted.push((*category, words)),
                _ => return Err(format!("the form “{category}” is missing")),
            }
        }
        match forms.keys().next() {
            Some(form) => Err(format!("this language has no form “{form}”")),
            None => Ok(Self::Counted(counted)),
        }
    }

    /// Every text it may be said with.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (Option<&'static str>, &str)> {
        let (plain, counted) = match self {
            Self::Plain(words) => (Some((None, words.as_str())), &[][..]),
            Self::Counted(forms) => (None, forms.as_slice()),
        };
        let counted = counted
            .iter()
            .map(|(category, words)| (Some(*category), words.as_str()));
        plain.into_iter().chain(counted)
    }

    /// What is filled in, by name: an order that stays when the sentence is put in other words. The number of a sentence that
    /// counts is not among them.
    pub(crate) fn values(&self) -> BTreeSet<&str> {
        let all = self.forms().flat_map(|(_, words)| values(words));
        all.filter(|value| *value != NUMBER).collect()
    }
}

/// What stands in braces.
pub(crate) fn values(words: &str) -> impl Iterator<Item = &str> {
    words
        .split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}'))
        .map(|(value, _)| value)
}
