//! Reading answers whose fields may be missing, null or of another type than documented.

use serde_json::Value;

/// A text that says something.
pub fn text(value: &Value, key: &str) -> Option<String> {
    let text = match value.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first of several fields that says something.
pub fn first_text(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(value, key))
}

/// A whole number, also one in quotes.
pub fn integer(value: &Value, key: &str) -> Option<i64> {
    match value.get(key)? {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "days and codes; a float saturates"
        )]
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|float| float.floor() as i64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A moment: ISO text, or Firestore's `{_seconds}` with or without `utc`.
pub fn moment(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        part @ Value::Object(_) => text(part, "utc").or_else(|| {
            integer(part, "_seconds")
                .map(|seconds| crate::clock::format(seconds.saturating_mul(1_000)))
        }),
        _ => None,
    }
}

/// Text of a stranger, cut to what a card can show.
pub fn clip(text: &str, longest: usize) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .take(longest)
        .collect()
}
