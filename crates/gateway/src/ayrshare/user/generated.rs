//! Answers of `GET /user` that nobody would write by hand.

use cases::case;
use cases::generated::{hostile_text, odd_json, times};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

/// A field as documented, odd, or left out.
fn field(good: Value) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        2 => Just(Some(good)),
        2 => odd_json().prop_map(Some),
        1 => Just(None),
    ]
}

fn object(fields: Vec<(&'static str, Value)>) -> impl Strategy<Value = Value> {
    let keys: Vec<_> = fields.iter().map(|(key, _)| *key).collect();
    let values: Vec<_> = fields.into_iter().map(|(_, good)| field(good)).collect();
    (values, prop::option::of(odd_json())).prop_map(move |(values, extra)| {
        let named = keys.iter().zip(values);
        let mut object: Map<_, _> = named
            .filter_map(|(key, value)| Some(((*key).to_owned(), value?)))
            .collect();
        object.extend(extra.map(|value| ("ofTomorrow".to_owned(), value)));
        Value::Object(object)
    })
}

fn details() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => object(vec![
            ("platform", json!("facebook")),
            ("id", json!("104")),
            ("displayName", json!("Acme Coffee")),
            ("pageName", json!("Acme")),
            ("username", json!("@acme")),
            ("profileUrl", json!("https://facebook.example/acme")),
            ("userImage", json!("https://cdn.example/a.png")),
            ("created", json!({"_seconds": 1_700_000_000, "utc": "2026-11-22T10:00:00Z"})),
            ("refreshDaysRemaining", json!(12)),
        ]),
        1 => odd_json(),
    ]
}

/// The list of what is linked always names Facebook; everything else may be anything.
fn answers() -> impl Strategy<Value = Value> {
    let rest = object(vec![
        ("refId", json!("r")),
        ("title", json!("Acme")),
        ("suspended", json!(false)),
        ("created", json!("2026-11-22T10:00:00Z")),
    ]);
    let active = prop::collection::vec(odd_json(), 0..4);
    let details = prop::collection::vec(details(), 0..4);
    (rest, active, details).prop_map(|(mut body, mut active, details)| {
        active.push(json!("facebook"));
        body["activeSocialAccounts"] = Value::from(active);
        body["displayNames"] = Value::from(details);
        body
    })
}

/// What a card can rely on, whatever was read.
fn check(account: &Account) -> Result<(), TestCaseError> {
    prop_assert!(!account.id.0.is_empty(), "an unlink has to name something");
    prop_assert!(!account.name.trim().is_empty());
    let texts = [
        Some(&account.id.0),
        Some(&account.name),
        account.handle.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        prop_assert!(text.chars().count() <= LONGEST_NAME + 1);
        prop_assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    for address in [&account.avatar_url, &account.profile_url]
        .into_iter()
        .flatten()
    {
        prop_assert!(address.starts_with("https://"), "{address:?}");
        prop_assert!(address.len() <= LONGEST_URL);
    }
    let written = serde_json::to_string(&connect_contract::Standing::Linked {
        account: account.clone(),
    });
    let item = format!(
        r#"{{"network":"facebook","name":"F",{}"#,
        &written.unwrap()[1..]
    );
    let portal =
        format!(r#"{{"brand":{{"name":"A"}},"networks":[{item}],"session":{{"expires_at":""}}}}"#);
    let portal: connect_contract::Portal = serde_json::from_str(&portal).unwrap();
    prop_assert_eq!(portal.networks[0].standing.account(), Some(account));
    Ok(())
}

proptest! {
    #![proptest_config(times(2_000))]

    #[test]
    fn f21_fields_that_are_missing_null_or_of_another_type_never_lose_the_list(body in answers()) {
        let user = UserAccounts::read(&body, None).unwrap();
        prop_assert!(user.accounts.contains_key(&NetworkId::new("facebook")));
        for linked in user.accounts.values() {
            check(&linked.account)?;
        }
        case("one of 2,000");
    }

    #[test]
    fn f21_an_answer_that_is_anything_is_read_or_refused(body in odd_json()) {
        if let Ok(user) = UserAccounts::read(&body, None) {
            prop_assert!(user.accounts.len() <= MOST_NETWORKS);
        }
    }
}

proptest! {
    #![proptest_config(times(5_000))]

    #[test]
    fn f22_hostile_names_handles_and_addresses_are_text_of_a_card(
        [id, name, handle, address, picture] in prop::array::uniform5(hostile_text())
    ) {
        let body = json!({
            "activeSocialAccounts": ["facebook", name],
            "displayNames": [{
                "platform": "facebook", "id": id, "displayName": name, "username": handle,
                "profileUrl": format!("https://a.example/{address}"), "userImage": picture,
            }],
        });
        let user = UserAccounts::read(&body, None).unwrap();
        check(&user.accounts[&NetworkId::new("facebook")].account)?;
        case("one of 5,000");
    }
}
