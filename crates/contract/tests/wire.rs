//! What stands on the wire, kept: a change of the contract shows in review as a changed snapshot.

use connect_contract::{
    Account, AccountId, AttemptId, AttemptLog, AttemptState, AttemptStateName, LinkAttempt,
    LiveEvent, LogEntry, LogSource, LogStep, NetworkId, Portal, Problem, ProblemCode, RedeemLink,
    Standing, Ticket,
};
use serde_json::json;

#[cfg(feature = "openapi")]
#[test]
fn the_openapi_document_is_the_kept_one() {
    let document: serde_json::Value =
        serde_json::from_str(&connect_contract::openapi::document().unwrap()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    insta::assert_json_snapshot!("openapi", document);
}

#[test]
fn every_problem_code_has_a_name_of_its_own_that_reads_back() {
    let mut names: Vec<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    for code in ProblemCode::ALL {
        let written = serde_json::to_value(code).unwrap();
        assert_eq!(written, code.as_str());
        assert_eq!(
            serde_json::from_value::<ProblemCode>(written).unwrap(),
            *code
        );
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), ProblemCode::ALL.len());
}

#[test]
fn a_problem_is_rfc_9457_with_a_stable_code_and_a_support_id() {
    let problem = Problem {
        retry_after: Some(30),
        ..Problem::new(ProblemCode::RateLimited, "8f2c")
    };
    insta::assert_json_snapshot!(problem);
}

#[test]
fn a_code_of_a_newer_backend_is_still_a_problem() {
    let body = json!({"type": "/problems/new", "title": "New.", "status": 418, "code": "brand_new", "support_id": "1"});
    assert_eq!(
        serde_json::from_value::<Problem>(body).unwrap().code,
        ProblemCode::Unknown
    );
}

#[test]
fn an_attempt_is_flat_on_the_wire() {
    let attempt = LinkAttempt {
        attempt: AttemptId::new("5b0c"),
        network: NetworkId::new("facebook"),
        state: AttemptState::Linked {
            account: Account {
                id: AccountId("104".into()),
                name: "Acme Coffee".into(),
                handle: None,
                avatar_url: Some("https://cdn.example/a.png".into()),
                profile_url: None,
                linked_at: None,
            },
        },
    };
    insta::assert_json_snapshot!(attempt);
}

#[test]
fn t12_each_way_to_redeem_is_told_apart_by_its_fields() {
    let read = |body| serde_json::from_value::<RedeemLink>(body).unwrap();
    let (attempt, network) = (AttemptId::new("5b0c"), NetworkId::new("reddit"));
    let portal = RedeemLink::Attempt {
        attempt: attempt.clone(),
        network,
    };
    assert_eq!(
        read(json!({"attempt": "5b0c", "network": "reddit"})),
        portal
    );
    // Who names the network as well has to have the cookie.
    let both = json!({"attempt": "5b0c", "network": "reddit", "confirmed": true});
    assert_eq!(read(both), portal);
    for confirmed in [true, false] {
        let asked = RedeemLink::Confirmed {
            attempt: attempt.clone(),
            confirmed,
        };
        let body = json!({"attempt": "5b0c", "confirmed": confirmed});
        assert_eq!(read(body), asked);
    }
    let ticket = RedeemLink::Ticket {
        ticket: Ticket("t".to_owned()),
        opener_origin: "o".to_owned(),
    };
    let all = json!({"ticket": "t", "opener_origin": "o", "attempt": "5b0c", "confirmed": true});
    assert_eq!(read(all), ticket);
    for neither in [
        json!({"attempt": "5b0c"}),
        json!({"confirmed": true}),
        json!({"attempt": "5b0c", "confirmed": "true"}),
        json!({"attempt": "5b0c", "confirmed": 1}),
        json!({"attempt": "5b0c", "confirmed": null}),
    ] {
        assert!(serde_json::from_value::<RedeemLink>(neither).is_err());
    }
}

#[test]
fn f21_one_bad_item_is_dropped_and_the_list_stays() {
    let body = json!({
        "brand": {"name": "Acme"},
        "networks": [
            {"network": "facebook", "name": "Facebook", "state": "linked", "account": {"id": 7}},
            {"network": "reddit", "name": "Reddit", "state": "unlinked", "extra": [1, 2]},
            "nonsense",
            {"network": "mastodon", "name": "Mastodon", "state": "on_holiday"}
        ],
        "session": {"actions": ["read"], "expires_at": "2026-11-22T10:00:00Z"},
        "as_of": "2026-11-22T09:00:00Z",
        "weather": "fine"
    });
    let portal: Portal = serde_json::from_value(body).unwrap();
    let seen: Vec<_> = portal
        .networks
        .iter()
        .map(|item| (item.network.as_str(), &item.standing))
        .collect();
    assert_eq!(
        seen,
        [
            ("reddit", &Standing::Unlinked),
            ("mastodon", &Standing::Unknown)
        ]
    );
}

#[test]
fn a_standing_names_the_attempt_that_a_page_can_take_up() {
    let body = |attempt: serde_json::Value| {
        json!({
            "brand": {"name": "Acme"},
            "networks": [{"network": "reddit", "name": "Reddit", "state": "unlinked", "open_attempt": attempt}],
            "session": {"actions": [], "expires_at": ""},
        })
    };
    let read = |body| {
        let portal: Portal = serde_json::from_value(body).unwrap();
        portal.networks[0].clone()
    };
    let open = read(body(json!("5b0c")));
    assert_eq!(open.open_attempt, Some(AttemptId::new("5b0c")));
    assert_eq!(serde_json::to_value(&open).unwrap()["open_attempt"], "5b0c");
    let idle = read(body(serde_json::Value::Null));
    assert_eq!(idle.open_attempt, None);
    let written = serde_json::to_value(&idle).unwrap();
    assert_eq!(written.get("open_attempt"), None);
}

#[test]
fn t12_only_true_says_that_an_account_was_linked_outside() {
    let read = |flag: serde_json::Value| {
        let body = json!({
            "brand": {"name": "Acme"},
            "networks": [{"network": "reddit", "name": "Reddit", "state": "unlinked", "linked_outside": flag}],
            "session": {"actions": [], "expires_at": ""},
        });
        let portal: Portal = serde_json::from_value(body).unwrap();
        portal.networks[0].clone()
    };
    assert!(read(json!(true)).linked_outside);
    for other in [json!(false), json!(null), json!("true"), json!(1)] {
        let item = read(other);
        assert!(!item.linked_outside);
        let written = serde_json::to_value(&item).unwrap();
        assert_eq!(written.get("linked_outside"), None);
    }
}

#[test]
fn a_live_event_of_a_newer_backend_is_read_as_unknown() {
    let event: LiveEvent =
        serde_json::from_value(json!({"type": "confetti", "colour": "green"})).unwrap();
    assert_eq!(event, LiveEvent::Unknown);
}

#[test]
fn a_log_entry_is_flat_and_says_what_happened_when_and_by_what() {
    let entry = |by, what| LogEntry {
        at: "2026-11-22T09:00:00.250Z".to_owned(),
        by,
        what,
        count: None,
        last_at: None,
    };
    let redeemed = LogStep::Redeemed {
        opener_origin: "https://host.example".to_owned(),
    };
    let refused = LogStep::LinkSessionFailed {
        problem: ProblemCode::UpstreamTimeout,
        ayrshare_code: None,
    };
    let asked = LogEntry {
        count: Some(7),
        last_at: Some("2026-11-22T09:01:10.000Z".to_owned()),
        ..entry(LogSource::Poll, LogStep::Asked)
    };
    insta::assert_json_snapshot!(AttemptLog {
        attempt: AttemptId::new("5b0c"),
        network: NetworkId::new("facebook"),
        state: AttemptStateName::Open,
        support_id: None,
        entries: vec![
            entry(LogSource::StartPage, redeemed),
            entry(LogSource::Ayrshare, refused),
            asked
        ],
        left_out: None,
    });
}

#[test]
fn a_reason_to_ask_is_one_of_a_closed_set_and_every_other_word_is_other() {
    for word in [
        "message", "done", "window", "focus", "stream", "poll", "person", "resume",
    ] {
        let source = LogSource::because(Some(word));
        assert_eq!(serde_json::to_value(source).unwrap(), word);
    }
    // What the backend notes by itself is nothing that a page may claim.
    for word in ["", "other", "POLL", "poll ", "webhook", "gateway", "secret"] {
        assert_eq!(LogSource::because(Some(word)), LogSource::Other, "{word}");
    }
    assert_eq!(LogSource::because(None), LogSource::Other);
}
