//! Plural categories of whole numbers, by CLDR 48.

/// The forms that a sentence which counts needs in a language; nothing for a language that nobody has looked up yet.
///
/// French, Italian, Spanish and Portuguese have `many` for millions, which nothing here counts. `other` always is there: a
/// browser may know a category that this table does not.
pub fn categories(tag: &str) -> Option<&'static [&'static str]> {
    Some(match tag {
        "ja" | "ko" | "zh" => &["other"],
        "de" | "en" | "es" | "fr" | "hi" | "it" | "nl" | "pt" | "tr" => &["one", "other"],
        "he" => &["one", "two", "other"],
        "pl" => &["one", "few", "many", "other"],
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        _ => return None,
    })
}

/// Whether `category` stands for one number only, so that its form may say it in words.
pub fn is_one_number(tag: &str, category: &str) -> bool {
    match category {
        "zero" | "two" => true,
        // In French 0 and 1, in Hindi and Portuguese as well.
        "one" => !matches!(tag, "fr" | "hi" | "pt"),
        _ => false,
    }
}
