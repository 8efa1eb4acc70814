/// Parts of a sentence that counts: a plural category, the form for it, and so on.
const PART: char = '\u{1f}';

/// What the platform knows about a language: in a browser, `Intl` does.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    /// The plural category of a number (CLDR: `one`, `few`, …), by the language's tag.
    pub category: fn(tag: &str, number: u32) -> String,
    /// The number as the language writes it.
    pub number: fn(tag: &str, number: u32) -> String,
}

/// A sentence as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain(pub(crate) u16);

/// A sentence that so many values are filled in, in the alphabetical order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled<const VALUES: usize>(pub(crate) u16);

/// A sentence that counts, with so many values besides the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted<const VALUES: usize>(pub(crate) u16);

/// The sentences of one language.
#[derive(Debug)]
pub struct Text {
    tag: &'static str,
    direction: &'static str,
    sentences: Vec<&'static str>,
    locale: Locale,
}

impl Text {
    /// Reads a pack; nothing if it is not one that was built with this program.
    pub fn read(pack: &'static str, locale: Locale) -> Option<Self> {
        let (tag, direction, sentences) = parts(pack, crate::COUNT)?;
        Some(Self {
            tag,
            direction,
            sentences,
            locale,
        })
    }

    /// Can say what the help says, too; nothing if its pack is of another build, or in another language.
    #[cfg(feature = "help")]
    pub fn with_help(mut self, pack: &'static str) -> Option<Self> {
        let (tag, _, sentences) = parts(pack, crate::HELP_COUNT)?;
        self.sentences.extend(sentences);
        (tag == self.tag).then_some(self)
    }

    /// The language, as in `<html lang>`.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The page of this name that the build made in this language: `go.html`, or `go.de.html`.
    pub fn file(&self, name: &str) -> String {
        match self.tag {
            "en" => [name, ".html"].concat(),
            tag => [name, ".", tag, ".html"].concat(),
        }
    }

    /// Which way it is written, as in `<html dir>`.
    pub fn direction(&self) -> &'static str {
        self.direction
    }

    /// A number as the language writes it.
    pub fn number(&self, number: u32) -> String {
        (self.locale.number)(self.tag, number)
    }

    /// A sentence.
    pub fn say(&self, sentence: Plain) -> &'static str {
        self.pattern(sentence.0)
    }

    /// A sentence with its values.
    pub fn fill<const VALUES: usize>(
        &self,
        sentence: Filled<VALUES>,
        values: [&str; VALUES],
    ) -> String {
        self.filled(self.pattern(sentence.0), &values)
    }

    /// A sentence in the form that fits the number.
    pub fn count<const VALUES: usize>(
        &self,
        sentence: Counted<VALUES>,
        number: u32,
        values: [&str; VALUES],
    ) -> String {
        let form = self.form(sentence.0, number);
        let number = self.number(number);
        let mut all = vec![number.as_str()];
        all.extend(values);
        self.filled(form, &all)
    }

    fn pattern(&self, index: u16) -> &'static str {
        self.sentences
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
    }

    /// The last one is for every number that has no form of its own.
    fn form(&self, index: u16, number: u32) -> &'static str {
        let category = (self.locale.category)(self.tag, number);
        let mut form = "";
        let mut parts = self.pattern(index).split(PART);
        while let (Some(of), Some(next)) = (parts.next(), parts.next()) {
            form = next;
            if of == category {
                break;
            }
        }
        form
    }

    /// Puts `values` where `{0}`, `{1}`, … stand.
    fn filled(&self, pattern: &str, values: &[&str]) -> String {
        let mut pieces = pattern.split('{');
        let mut said = String::from(pieces.next().unwrap_or_default());
        for piece in pieces {
            // The compiler of the pack has left one digit and a brace.
            let place = piece.bytes().next().unwrap_or_default().wrapping_sub(b'0');
            let value = values.get(usize::from(place)).copied().unwrap_or_default();
            if self.direction == "rtl" {
                // A name of another script turns nothing around it about (Unicode UAX 9, isolates).
                said.extend(["\u{2068}", value, "\u{2069}"]);
            } else {
                said.push_str(value);
            }
            said.push_str(piece.get(2..).unwrap_or_default());
        }
        said
    }
}

/// Tag, direction and so many sentences.
fn parts(
    pack: &'static str,
    count: usize,
) -> Option<(&'static str, &'static str, Vec<&'static str>)> {
    let mut lines = pack.split('\n');
    let mut head = lines.next()?.split(' ');
    let (version, tag, direction) = (head.next()?, head.next()?, head.next()?);
    let sentences: Vec<_> = lines.collect();
    (version == crate::VERSION && sentences.len() == count).then_some((tag, direction, sentences))
}
