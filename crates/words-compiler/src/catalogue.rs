use std::fmt::{self, Display};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::check::flaws;
use crate::{Flaw, Language};

const SOURCE: &str = "en";

/// All languages, checked. English is the first.
#[derive(Debug)]
pub struct Catalogue {
    languages: Vec<Language>,
    version: String,
}

/// What is wrong with the languages, by their tags.
#[derive(Debug)]
pub struct Broken(pub Vec<(String, Flaw)>);

impl Display for Broken {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "the languages cannot be used:")?;
        for (tag, flaw) in &self.0 {
            writeln!(to, "  {tag}.toml: {flaw}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Broken {}

impl Catalogue {
    /// Reads every `tag.toml` of `folder`.
    ///
    /// # Errors
    /// When a language is incomplete, or a file cannot be read; all that is wrong comes at once.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut texts = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let tag = path.file_stem().and_then(|stem| stem.to_str());
            if let Some(tag) = tag.filter(|_| path.extension().is_some_and(|end| end == "toml")) {
                texts.push((tag.to_owned(), std::fs::read_to_string(&path)?));
            }
        }
        Ok(Self::parse(&texts)?)
    }

    /// Of the texts of the files, by their tags.
    ///
    /// # Errors
    /// When a language is incomplete; all that is wrong comes at once.
    pub fn parse(texts: &[(String, String)]) -> Result<Self, Broken> {
        let (mut languages, mut broken) = (Vec::new(), Vec::new());
        for (tag, text) in texts {
            match Language::parse(tag, text) {
                Ok(language) => languages.push(language),
                Err(flaws) => broken.extend(flaws.into_iter().map(|flaw| (tag.clone(), flaw))),
            }
        }
        languages.sort_by_key(|language| (language.tag != SOURCE, language.tag.clone()));
        match languages.first() {
            Some(english) if english.tag == SOURCE => {
                for language in &languages {
                    let flaws = flaws(english, language).into_iter();
                    broken.extend(flaws.map(|flaw| (language.tag.clone(), flaw)));
                }
            }
            _ => broken.push((SOURCE.into(), Flaw::Missing("the source".into()))),
        }
        if !broken.is_empty() {
            return Err(Broken(broken));
        }
        let mut catalogue = Self {
            languages,
            version: String::new(),
        };
        catalogue.version = catalogue.digest();
        Ok(catalogue)
    }

    /// The languages, English first, the others by their tags.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// English.
    pub(crate) fn english(&self) -> &Language {
        &self.languages[0]
    }

    /// Changes with every sentence that the program says, in any language: 16 hexadecimal digits.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for language in &self.languages {
            hash.update(self.sentences(language).join("\n"));
            hash.update(self.help_sentences(language).join("\n"));
        }
        let digest = hash.finalize();
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// `source` with what the build knows: `WORDS_VERSION`, the tags of `WORDS_LANGUAGES`, and for `WORDS_LINE_key` the line
    /// of a pack that has the sentence. A key that the program does not speak stays as it is.
    pub fn names(&self, source: &str) -> String {
        let tags: Vec<_> = self
            .languages
            .iter()
            .map(|language| language.tag.as_str())
            .collect();
        let mut named = source
            .replace("WORDS_VERSION", self.version())
            .replace("WORDS_LANGUAGES", &tags.join(" "));
        for (line, (key, _)) in self.spoken().enumerate() {
            // The first line is the head.
            named = named.replace(&format!("WORDS_LINE_{key}\""), &format!("{}\"", line + 1));
        }
        named
    }

    /// What a page loads: the version, the tag and the direction, then one sentence a line, in the order of their keys.
    pub fn pack(&self, language: &Language) -> String {
        self.headed(language, self.sentences(language))
    }

    /// What the help loads besides, in the same form.
    pub fn help_pack(&self, language: &Language) -> String {
        self.headed(language, self.help_sentences(language))
    }

    fn headed(&self, language: &Language, sentences: Vec<String>) -> String {
        let head = format!(
            "{} {} {}",
            self.version(),
            language.tag,
            language.direction()
        );
        [vec![head], sentences].concat().join("\n")
    }
}
