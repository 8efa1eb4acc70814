//! The sentences of a language, said.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes helpers of tests for code that ships"
)]

use connect_words::{ENGLISH, LANGUAGES, Locale, Text, words};

/// As `Intl` has it for English and for Arabic, as far as these tests ask.
const LOCALE: Locale = Locale {
    category: |tag, number| {
        let category = match (tag, number) {
            (_, 1) => "one",
            ("ar", 2) => "two",
            ("ar", 3..=10) => "few",
            _ => "other",
        };
        category.into()
    },
    number: |_, number| number.to_string(),
};

fn english() -> Text {
    Text::read(ENGLISH, LOCALE).unwrap()
}

/// English in the dress of a language that is written from right to left.
fn right_to_left() -> Text {
    let (head, sentences) = ENGLISH.split_once('\n').unwrap();
    let pack = format!("{}\n{sentences}", head.replace(" en ltr", " ar rtl"));
    Text::read(pack.leak(), LOCALE).unwrap()
}

#[test]
fn a_sentence_is_said_as_it_stands_or_with_its_values() {
    let text = english();
    assert_eq!(text.say(words::LINK), "Link");
    assert_eq!(
        text.fill(words::OPENING, ["Facebook"]),
        "Opening the Facebook window…"
    );
    assert_eq!(
        text.fill(words::COUNT_LINKED, ["13", "3"]),
        "3 of 13 linked"
    );
    assert_eq!(
        (text.tag(), text.direction(), &*text.file("go")),
        ("en", "ltr", "go.html")
    );
}

#[test]
fn a_value_that_looks_like_a_place_is_not_filled_again_t19() {
    let said = english().fill(words::JUST_LINKED, ["{1}{0}", "X"]);
    assert_eq!(said, "{1}{0} is linked to X. Is it the right account?");
}

#[test]
fn a_number_chooses_the_form() {
    let text = english();
    let said = |days| text.count(words::STATE_DAYS_LEFT, days, []);
    assert_eq!(
        [said(1), said(2)],
        ["Linked, 1 day left", "Linked, 2 days left"]
    );
    let said = text.count(words::RENEW_SOON, 1, ["LinkedIn"]);
    assert!(
        said.starts_with("LinkedIn ends this link in 1 day."),
        "{said}"
    );
    // English has no form for “two”.
    assert_eq!(
        right_to_left().count(words::STATE_DAYS_LEFT, 2, []),
        "Linked, \u{2068}2\u{2069} days left"
    );
}

#[test]
fn t19_a_name_of_another_script_turns_nothing_around_it_about() {
    let text = right_to_left();
    let said = text.fill(words::UNLINK_TITLE, ["\u{202e}evil"]);
    assert_eq!(said, "Unlink \u{2068}\u{202e}evil\u{2069}?");
    assert_eq!((text.direction(), &*text.file("go")), ("rtl", "go.ar.html"));
}

#[test]
fn a_pack_of_another_build_is_refused() {
    let (_, sentences) = ENGLISH.split_once('\n').unwrap();
    let other = format!("0123456789abcdef en ltr\n{sentences}");
    let short = ENGLISH.rsplit_once('\n').unwrap().0.to_owned();
    for pack in [other, short, String::new(), "<!doctype html>".into()] {
        assert!(Text::read(pack.leak(), LOCALE).is_none());
    }
}

#[test]
fn fifteen_languages_are_spoken_and_english_is_the_first() {
    let tags: Vec<_> = LANGUAGES.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(tags[0], "en");
    for tag in "de es fr it pt nl pl tr ja ko zh hi ar he".split(' ') {
        assert!(tags.contains(&tag), "{tag}");
    }
}

#[cfg(feature = "help")]
mod help {
    use connect_words::{ENGLISH_HELP, help_words};

    use super::*;

    #[test]
    fn the_help_says_its_own_sentences_and_those_of_the_portal() {
        let text = english().with_help(ENGLISH_HELP).unwrap();
        assert_eq!(text.say(help_words::CLOSE), "Close");
        assert_eq!(text.say(words::LINK), "Link");
        assert_eq!(
            text.fill(help_words::CHECK_SET_CLOCK, ["12"]),
            "The clock is 12 min off. Let the device set it by itself."
        );
    }

    #[test]
    fn help_in_another_language_or_of_another_build_is_not_taken() {
        let (head, sentences) = ENGLISH_HELP.split_once('\n').unwrap();
        let german = format!("{}\n{sentences}", head.replace(" en ", " de "));
        let other = ENGLISH_HELP.replacen(head, "0123456789abcdef en ltr", 1);
        let cut = ENGLISH_HELP.rsplit_once('\n').unwrap().0.to_owned();
        for pack in [german, other, cut] {
            assert!(english().with_help(pack.leak()).is_none());
        }
    }
}
