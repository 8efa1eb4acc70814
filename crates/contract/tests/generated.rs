//! Answers of a backend that nobody would write by hand: a newer one, a host's own, a broken one.

use cases::case;
use cases::generated::{hostile_text, odd_json, times};
use connect_contract::{
    Account, AccountId, Action, Brand, NetworkId, NetworkStanding, Portal, SessionScope, Standing,
    Support,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What is done to one field of an object.
#[derive(Clone, Debug)]
enum Harm {
    Missing,
    Odd(Value),
    Extra(Value),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Missing),
        Just(Harm::Odd(Value::Null)),
        odd_json().prop_map(Harm::Odd),
        odd_json().prop_map(Harm::Extra),
    ]
}

fn whole() -> Value {
    let account = || {
        json!({
            "id": "1", "name": "Acme", "handle": "@acme", "avatar_url": "https://a.example/p.png",
            "profile_url": "https://a.example/acme", "linked_at": "2026-11-22T10:00:00Z",
        })
    };
    json!({
        "brand": {"name": "Acme"},
        "networks": [
            {"network": "facebook", "name": "Facebook", "state": "linked", "account": account()},
            {"network": "linkedin", "name": "LinkedIn", "state": "renew_soon", "account": account(), "days": 3},
            {"network": "tiktok", "name": "TikTok", "state": "relink_needed", "account": account(), "reason": "expired"},
            {"network": "twitter", "name": "X", "state": "off", "reason": "brand"},
            {"network": "youtube", "name": "YouTube", "state": "temporarily_failing", "since": "2026-11-22T10:00:00Z"},
            {"network": "reddit", "name": "Reddit", "state": "unlinked", "guide_url": "https://g.example",
             "open_attempt": "a", "linked_outside": false},
        ],
        "session": {"actions": ["read", "link", "unlink"], "expires_at": "2026-11-22T10:00:00Z"},
        "support": {"url": "mailto:a@b.example"},
        "as_of": "2026-11-22T10:00:00Z",
    })
}

/// Harms one field of the item, or of its account.
fn apply(item: &mut Value, field: usize, within: bool, harm: Harm) {
    let harmed = match within {
        true if item["account"].is_object() => &mut item["account"],
        _ => item,
    };
    let Some(fields) = harmed.as_object_mut() else {
        return;
    };
    let Some(name) = fields.keys().nth(field % fields.len().max(1)).cloned() else {
        return;
    };
    match harm {
        Harm::Missing => drop(fields.remove(&name)),
        Harm::Odd(value) => drop(fields.insert(name, value)),
        Harm::Extra(value) => drop(fields.insert("of_tomorrow".to_owned(), value)),
    }
}

proptest! {
    #![proptest_config(times(2_000))]

    #[test]
    fn f21_a_harmed_item_is_dropped_and_every_other_stays_as_it_is(
        place in 0..6_usize,
        harms in prop::collection::vec((0..12_usize, any::<bool>(), harm()), 1..4),
        more in prop::collection::vec(odd_json(), 0..3),
    ) {
        let mut body = whole();
        let before: Portal = serde_json::from_value(body.clone()).unwrap();
        for (field, within, harm) in harms {
            apply(&mut body["networks"][place], field, within, harm);
        }
        body["networks"].as_array_mut().unwrap().extend(more);
        let after: Portal = serde_json::from_value(body).unwrap();
        let others = before.networks.iter().enumerate().filter(|(other, _)| *other != place);
        for (_, other) in others {
            prop_assert!(after.networks.contains(other), "{:?} was lost", other.network);
        }
        case("one of 2,000");
    }

    #[test]
    fn f21_what_goes_with_the_list_may_be_harmed_and_an_answer_that_is_no_portal_is_none(
        field in 0..5_usize,
        harm in harm(),
    ) {
        let mut body = whole();
        apply(&mut body, field, false, harm);
        if let Ok(portal) = serde_json::from_value::<Portal>(body.clone()) {
            prop_assert!(body["brand"]["name"].is_string() && body["session"].is_object());
            let listed = body["networks"].as_array().map_or(0, Vec::len);
            prop_assert!(portal.networks.len() <= listed);
        } else {
            let wanted = ["brand", "session"].map(|name| body[name] == whole()[name]);
            prop_assert_ne!(wanted, [true, true], "only these two have to be there");
        }
    }
}

proptest! {
    #![proptest_config(times(5_000))]

    #[test]
    fn f22_hostile_text_comes_back_from_the_wire_letter_by_letter(
        [id, name, handle, brand] in prop::array::uniform4(hostile_text()),
    ) {
        let item = NetworkStanding {
            network: NetworkId::new("facebook"),
            name: name.clone(),
            standing: Standing::Linked {
                account: Account {
                    id: AccountId(id),
                    name,
                    handle: Some(handle),
                    avatar_url: None,
                    profile_url: None,
                    linked_at: None,
                },
            },
            guide_url: None,
            open_attempt: None,
            linked_outside: false,
        };
        let portal = Portal {
            brand: Brand { name: brand },
            networks: vec![item],
            session: SessionScope {
                actions: vec![Action::Read],
                expires_at: String::new(),
            },
            support: Support::default(),
            as_of: String::new(),
        };
        let written = serde_json::to_string(&portal).unwrap();
        prop_assert_eq!(serde_json::from_str::<Portal>(&written).unwrap(), portal);
        case("one of 5,000");
    }
}
