//! What generated cases are made of.

use proptest::prelude::*;
use serde_json::{Map, Value};

/// So many cases. Which one failed is in the message; no file is left behind.
pub fn times(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Any JSON.
pub fn odd_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,6}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Text that a stranger chose, with what breaks pages, logs, headers and terminals.
pub fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("<img src=x onerror=alert(1)>".to_owned()),
        Just("\"><svg onload=alert(1)>".to_owned()),
        Just("\"},{\"network\":\"reddit\"".to_owned()),
        Just("{{constructor}}${1}`".to_owned()),
        Just("\r\nset-cookie: a=b".to_owned()),
        Just("\u{0}\u{1b}[2J\u{7f}\u{9b}\u{2028}".to_owned()),
        Just("\u{1}".to_owned()),
        Just("\u{202e}\u{2066}\u{200f}\u{feff}\u{200b}".to_owned()),
        Just("\u{1f469}\u{200d}\u{1f4bb}e\u{301}".repeat(50)),
        Just("'; DROP TABLE known; --".to_owned()),
        Just("%00%2e%2e/\\..\\u0000".to_owned()),
        Just("@@@ ~ ".to_owned()),
        Just("Z".repeat(2_000)),
        any::<String>(),
    ];
    prop::collection::vec(pieces, 0..4).prop_map(|pieces| pieces.concat())
}
