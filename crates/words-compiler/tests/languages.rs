//! What is wrong with a language is told, all of it at once, and what is right becomes a pack.

use connect_words_compiler::{Catalogue, Flaw};

const ENGLISH: &str = r#"
language = "English"
hello = "Hello {name} at {place}"
days = { one = "{n} day for {name}", other = "{n} days for {name}" }
static_title = "Done"
bye = "Bye"
"#;

fn parse(tag: &str, text: &str) -> Result<Catalogue, Vec<Flaw>> {
    let texts = [("en", ENGLISH), (tag, text)];
    let texts = texts.map(|(tag, text)| (tag.to_owned(), text.to_owned()));
    Catalogue::parse(&texts).map_err(|broken| {
        assert!(broken.0.iter().all(|(of, _)| of == tag), "{broken}");
        broken.0.into_iter().map(|(_, flaw)| flaw).collect()
    })
}

fn german(hello: &str, days: &str) -> Result<Catalogue, Vec<Flaw>> {
    let text = format!(
        "language = \"Deutsch\"\nhello = {hello}\ndays = {days}\nstatic_title = \"Fertig\"\nbye = \"Tschüs\""
    );
    parse("de", &text)
}

const HALLO: &str = "\"In {place}: hallo {name}\"";
const TAGE: &str = "{ one = \"Ein Tag für {name}\", other = \"{n} Tage für {name}\" }";

#[test]
fn a_pack_has_the_sentences_of_the_program_in_the_order_of_their_keys() {
    let catalogue = german(HALLO, TAGE).unwrap();
    let version = catalogue.version();
    assert!(version.len() == 16 && version.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let german = &catalogue.languages()[1];
    let pack = catalogue.pack(german);
    let expected = [
        &format!("{version} de ltr"),
        "Tschüs",
        "one\u{1f}Ein Tag für {1}\u{1f}other\u{1f}{0} Tage für {1}",
        "In {1}: hallo {0}",
    ];
    assert_eq!(pack.split('\n').collect::<Vec<_>>(), expected);
}

#[test]
fn another_sentence_is_another_version_and_a_sentence_in_a_file_is_not() {
    let catalogue = german(HALLO, TAGE).unwrap();
    let one = catalogue.version();
    let other = german("\"{name} in {place}\"", TAGE)
        .unwrap()
        .version()
        .to_owned();
    assert_ne!(one, other);
    let changed = ENGLISH.replace("Done", "Ready");
    let only = |text: &str| {
        let catalogue = Catalogue::parse(&[("en".into(), text.into())]).unwrap();
        catalogue.version().to_owned()
    };
    assert_eq!(only(ENGLISH), only(&changed));
}

#[test]
fn what_is_missing_and_what_is_too_much_is_told_at_once() {
    let flaws = parse(
        "de",
        "language = \"Deutsch\"\nhello = \"{name} {place}\"\nhi = \"x\"",
    )
    .unwrap_err();
    let missing = |key: &str| Flaw::Missing(key.into());
    assert_eq!(
        flaws,
        [
            Flaw::Unknown("hi".into()),
            missing("bye"),
            missing("days"),
            missing("static_title"),
        ]
    );
}

#[test]
fn a_sentence_has_to_have_the_values_of_english() {
    for hello in [
        "\"Hallo {name}\"",
        "\"Hallo {name} {place} {day}\"",
        "\"Hallo {Name} {place}\"",
    ] {
        let flaws = german(hello, TAGE).unwrap_err();
        assert!(
            matches!(&flaws[..], [Flaw::Values { key, .. }] if key == "hello"),
            "{hello}"
        );
    }
}

#[test]
fn a_number_may_be_said_in_words_only_where_it_is_one_number() {
    let days = "{ one = \"Ein Tag für {name}\", other = \"Viele Tage für {name}\" }";
    let flaws = german(HALLO, days).unwrap_err();
    assert!(matches!(&flaws[..], [Flaw::Values { key, .. }] if key == "days"));
    // In French, 0 is “one” as well.
    let french = r#"
language = "Français"
hello = "{name} à {place}"
days = { one = "Un jour pour {name}", other = "{n} jours pour {name}" }
static_title = "Fini"
bye = "Adieu"
"#;
    let flaws = parse("fr", french).unwrap_err();
    assert!(matches!(&flaws[..], [Flaw::Values { key, .. }] if key == "days"));
}

#[test]
fn every_plural_form_of_the_language_is_needed_and_no_other() {
    let polish = |days: &str| {
        let text = format!(
            "language = \"Polski\"\nhello = \"{{name}} w {{place}}\"\ndays = {days}\nstatic_title = \"Gotowe\"\nbye = \"Pa\""
        );
        parse("pl", &text)
    };
    let all = "{ one = \"{n} dzień {name}\", few = \"{n} dni {name}\", many = \"{n} dni {name}\", other = \"{n} dnia {name}\" }";
    assert!(polish(all).is_ok());
    for days in [TAGE, "\"{n} dni {name}\"", "3"] {
        let flaws = polish(days).unwrap_err();
        let about_days = |flaw: &Flaw| match flaw {
            Flaw::NotASentence { key, .. } | Flaw::OtherKind(key) | Flaw::Missing(key) => {
                key == "days"
            }
            _ => false,
        };
        assert!(flaws.iter().any(about_days), "{flaws:?}");
    }
    let flaws = german(HALLO, all).unwrap_err();
    assert!(
        flaws
            .iter()
            .any(|flaw| matches!(flaw, Flaw::NotASentence { key, .. } if key == "days"))
    );
}

#[test]
fn nothing_that_a_page_or_a_pack_would_read_otherwise_stands_in_a_sentence() {
    for odd in [
        "<b>", "a & b", "\\\"", "\\\\", "\\n", "\\u202e", "\\u200f", "{", "}", " end ",
    ] {
        let hello = format!("\"{{name}} {{place}}{odd}\"");
        let flaws = german(&hello, TAGE).unwrap_err();
        assert!(
            flaws.contains(&Flaw::Unfit("hello".into())),
            "{odd}: {flaws:?}"
        );
    }
    let flaws = german("\"\"", TAGE).unwrap_err();
    assert!(flaws.contains(&Flaw::Empty("hello".into())), "{flaws:?}");
}

#[test]
fn a_file_that_nobody_translated_is_told() {
    let flaws = parse("de", ENGLISH).unwrap_err();
    assert_eq!(flaws, [Flaw::Untranslated(4)]);
}

#[test]
fn what_is_no_toml_or_in_a_language_whose_plurals_nobody_knows_is_told() {
    let flaws = parse("de", "hello = ").unwrap_err();
    assert!(matches!(&flaws[..], [Flaw::NotToml(_)]));
    assert_eq!(parse("xx", ENGLISH).unwrap_err(), [Flaw::UnknownLanguage]);
}

#[test]
fn a_page_is_filled_with_sentences_and_a_name_that_is_none_is_told() {
    let catalogue = german(HALLO, TAGE).unwrap();
    let german = &catalogue.languages()[1];
    let page = german
        .page("<html lang=\"{{tag}}\" dir={{direction}}>{{static_title}}, {{bye}}")
        .unwrap();
    assert_eq!(page, "<html lang=\"de\" dir=ltr>Fertig, Tschüs");
    assert_eq!(
        (german.file("go"), catalogue.languages()[0].file("go")),
        ("go.de.html".into(), "go.html".into())
    );
    for template in ["{{nothing}}", "{{days}}", "{{bye"] {
        assert!(german.page(template).is_err(), "{template}");
    }
}
