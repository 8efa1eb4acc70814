//! Contrast of what is read, and of what else carries meaning (WCAG 2.2, 1.4.3 and 1.4.11).

use std::error::Error;

use cases::case;
use palette::Srgb;
use palette::color_difference::Wcag21RelativeContrast;
use style::{colours, sheet, theme_script};

const SURFACES: [&str; 7] = [
    "page",
    "surface",
    "raised",
    "good-surface",
    "warn-surface",
    "bad-surface",
    "busy-surface",
];

/// Text, and what it stands on.
const READ: [(&str, &[&str]); 7] = [
    ("text", &SURFACES),
    ("quiet", &SURFACES),
    (
        "accent",
        &[
            "page",
            "surface",
            "raised",
            "busy-surface",
            "accent-surface",
        ],
    ),
    ("on-accent", &["accent-solid", "danger-solid"]),
    ("good", &["surface", "good-surface"]),
    ("warn", &["surface", "warn-surface"]),
    ("bad", &["surface", "bad-surface"]),
];

/// Edges of cards whose state they tell and of what is typed into, the mark of the focus, and buttons.
const MEANT: [(&str, &[&str]); 8] = [
    ("good-line", &["page", "good-surface"]),
    ("warn-line", &["page", "warn-surface"]),
    ("bad-line", &["page", "bad-surface"]),
    ("busy-line", &["page", "busy-surface"]),
    ("field-line", &["page", "surface"]),
    ("focus", &SURFACES),
    ("accent-solid", &["page", "surface", "raised"]),
    ("danger-solid", &["raised"]),
];

fn has_at_least(least: f32, pairs: &[(&str, &[&str])]) -> Result<(), Box<dyn Error>> {
    let colours = colours(&sheet("tokens.css")?);
    let mut too_weak = Vec::new();
    for (front, backs) in pairs {
        for back in *backs {
            for (theme, name) in ["light", "dark"].into_iter().enumerate() {
                let colour = |of: &str| colours[of][theme].parse::<Srgb<u8>>();
                let (front_colour, back_colour) = (colour(front)?, colour(back)?);
                let ratio = front_colour
                    .into_format::<f32>()
                    .relative_contrast(back_colour.into_format());
                let what = format!("{front} on {back} in the {name}");
                if ratio < least {
                    too_weak.push(format!("{what}: {ratio:.2}"));
                } else {
                    case(&what);
                }
            }
        }
    }
    assert_eq!(too_weak, Vec::<String>::new());
    Ok(())
}

#[test]
fn all_text_has_a_contrast_of_4_5_in_the_light_and_in_the_dark() -> Result<(), Box<dyn Error>> {
    has_at_least(4.5, &READ)
}

#[test]
fn a_hosts_colours_are_repaired_over_the_same_pairs() {
    let script = theme_script().unwrap();
    let surfaces = format!("constSURFACES=[{}];", SURFACES.join(","));
    let grounds = |grounds: &[&str]| match grounds == SURFACES {
        true => "SURFACES".to_owned(),
        false => format!("[{}]", grounds.join(",")),
    };
    let pair = |(text, on): &(&str, &[&str])| format!("{text}:{},", grounds(on));
    let read = format!(
        "constREAD={{{}}};",
        READ.iter().map(pair).collect::<String>()
    );
    assert!(script.contains(&surfaces), "{surfaces}");
    assert!(script.contains(&read), "{read}");
}

#[test]
fn what_else_carries_meaning_has_a_contrast_of_3() -> Result<(), Box<dyn Error>> {
    has_at_least(3.0, &MEANT)
}

#[test]
fn every_colour_of_the_sheet_is_a_token() {
    let (tokens, sheet) = (sheet("tokens.css").unwrap(), sheet("portal.css").unwrap());
    let colours = colours(&tokens);
    assert!(colours.len() > 20, "{colours:?}");
    for (number, line) in sheet.lines().enumerate() {
        // A code has to be black on white for cameras, and a shade is no colour.
        let line = line
            .replace("background: #fff;", "")
            .replace("rgb(0 0 0 /", "");
        assert!(
            !line.contains('#') && !line.contains("rgb("),
            "line {}: {line}",
            number + 1
        );
    }
    for used in sheet.split("var(--ca-").skip(1) {
        let name = used.split([')', ',']).next().unwrap_or_default();
        let named = format!("--ca-{name}:");
        assert!(tokens.contains(&named), "{named}");
    }
}
