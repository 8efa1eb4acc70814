//! The log of a link attempt, as support gets to read it.

use std::time::{Duration, Instant};

use connect_contract::{AttemptState, ProblemCode};
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::sandbox_person::link_as;
use crate::world::{HOST, OTHER_HOST, Widget, World, attempt_id, refused};

pub async fn log(widget: &Widget<'_>, attempt: &str) -> Value {
    read(widget, attempt, "log").await
}

/// What the gateway keeps of an attempt, in one of its forms.
pub async fn read<T: DeserializeOwned>(widget: &Widget<'_>, attempt: &str, form: &str) -> T {
    let path = format!("/links/{attempt}/{form}");
    let answer = widget.call(Method::GET, &path).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    answer.json().await.unwrap()
}

pub async fn ask(widget: &Widget<'_>, attempt: &str, query: &str) {
    let path = format!("/links/{attempt}{query}");
    let answer = widget.call(Method::GET, &path).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{query}");
}

pub fn entries(log: &Value) -> &Vec<Value> {
    log["entries"].as_array().unwrap()
}

/// Each entry as `source: step`.
pub fn steps(log: &Value) -> Vec<String> {
    let word = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let step = |entry| format!("{}: {}", word(entry, "by"), word(entry, "what"));
    entries(log).iter().map(step).collect()
}

pub async fn steps_of(widget: &Widget<'_>, attempt: &str) -> Vec<String> {
    steps(&log(widget, attempt).await)
}

/// Waits for a step that something else than the test brings about.
pub async fn until(widget: &Widget<'_>, attempt: &str, step: &str) -> Value {
    let begun = Instant::now();
    loop {
        let log = log(widget, attempt).await;
        if steps(&log).iter().any(|seen| seen == step) {
            return log;
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "{log}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The gateway looks after two seconds and then three seconds later: a step in between is decided by who asks.
async fn between_two_looks_of_the_gateway() {
    tokio::time::sleep(Duration::from_millis(2300)).await;
}

pub async fn database(world: &World) -> sqlx::SqlitePool {
    let path = world.data_dir().join("connect.sqlite");
    let url = format!("sqlite://{}", path.display());
    sqlx::SqlitePool::connect(&url).await.unwrap()
}

#[tokio::test]
async fn a_log_tells_the_whole_story_in_order_with_what_told_of_each_step() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    between_two_looks_of_the_gateway().await;
    ask(&widget, &attempt, "?because=poll").await;
    assert_eq!(log(&widget, &attempt).await["state"], "open");
    link_as(&page, "facebook", "Acme Page").await;
    ask(&widget, &attempt, "?because=message").await;
    let log = log(&widget, &attempt).await;
    assert_eq!(
        steps(&log),
        [
            "page: begun",
            "page: ticket_given",
            "start_page: redeemed",
            "ayrshare: link_session_made",
            "poll: asked",
            "message: asked",
            "message: linked",
        ]
    );
    assert_eq!(log["attempt"], attempt);
    assert_eq!(log["network"], "facebook");
    assert_eq!(log["state"], "linked");
    assert_eq!(entries(&log)[2]["opener_origin"], HOST);
    let times: Vec<_> = entries(&log)
        .iter()
        .map(|entry| entry["at"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    assert!(
        times
            .iter()
            .all(|at| at.len() == "2026-11-22T09:00:00.000Z".len() && at.ends_with('Z')),
        "{times:?}"
    );
}

#[tokio::test]
async fn why_the_page_asks_is_one_of_its_words_and_anything_else_is_other() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let known = [
        "message", "done", "window", "focus", "stream", "poll", "person", "resume",
    ];
    for word in known {
        ask(&widget, &attempt, &format!("?x=1&because={word}")).await;
    }
    for query in [
        "",
        "?",
        "?because",
        "?because=webhook",
        "?because=POLL",
        "?because=%00%ff",
    ] {
        ask(&widget, &attempt, query).await;
    }
    let log = log(&widget, &attempt).await;
    let asked: Vec<_> = known.iter().map(|word| format!("{word}: asked")).collect();
    assert_eq!(steps(&log)[2..10], asked);
    assert_eq!(steps(&log)[10..], ["other: asked"]);
    assert_eq!(entries(&log)[10]["count"], 6);
}

#[tokio::test]
async fn the_same_again_is_one_entry_with_a_count() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    for word in ["poll", "poll", "poll", "focus", "poll"] {
        ask(&widget, &attempt, &format!("?because={word}")).await;
    }
    let log = log(&widget, &attempt).await;
    assert_eq!(
        steps(&log)[2..],
        ["poll: asked", "focus: asked", "poll: asked"]
    );
    let (polls, focus) = (&entries(&log)[2], &entries(&log)[3]);
    assert_eq!(polls["count"], 3);
    assert!(polls["last_at"].as_str() >= polls["at"].as_str());
    assert!(focus["at"].as_str() >= polls["last_at"].as_str());
    assert!(focus.get("count").is_none() && focus.get("last_at").is_none());
}

#[tokio::test]
async fn five_hundred_asks_leave_the_first_and_the_last_entries() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    for turn in 0..250 {
        if turn == 120 {
            // In the middle of it all something happens.
            refused(world.redeem(&widget.ticket(&attempt, "facebook").await, OTHER_HOST)).await;
        }
        ask(&widget, &attempt, "?because=focus").await;
        ask(&widget, &attempt, "?because=poll").await;
    }
    ask(&widget, &attempt, "?because=person").await;
    let log = log(&widget, &attempt).await;
    let steps = steps(&log);
    assert_eq!(steps.len(), 60);
    assert_eq!(
        steps[..3],
        ["page: begun", "page: ticket_given", "focus: asked"]
    );
    assert_eq!(steps.last().unwrap(), "person: asked");
    assert!(steps.contains(&"start_page: redeem_refused".to_owned()));
    assert_eq!(log["left_out"], 2 + 2 + 500 + 1 - 60);
}

#[tokio::test]
async fn f28_the_return_page_and_the_webhook_are_noted_and_so_is_what_they_led_to() {
    let world = World::start().await;
    world.register_webhook().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    for _ in 0..2 {
        let done = world.url(&format!("/done.html?a={attempt}"));
        world.http.get(done).send().await.unwrap();
    }
    between_two_looks_of_the_gateway().await;
    let before = log(&widget, &attempt).await;
    assert_eq!(steps(&before)[4..], ["return_page: return_page_opened"]);
    assert_eq!(entries(&before)[4]["count"], 2);
    link_as(&page, "facebook", "Acme Page").await;
    assert_eq!(
        steps(&until(&widget, &attempt, "webhook: linked").await)[5..],
        ["webhook: webhook_received", "webhook: linked"]
    );
}

#[tokio::test]
async fn what_the_gateway_finds_out_by_itself_says_so() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "threads").await;
    link_as(&page, "threads", "Severed").await;
    let log = until(&widget, &attempt, "gateway: linked").await;
    assert_eq!(steps(&log)[4..], ["gateway: linked"]);
}

#[tokio::test]
async fn a_start_page_that_gets_nowhere_leaves_the_reason() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let ticket = widget.ticket(&attempt, "facebook").await;
    refused(world.redeem(&ticket, OTHER_HOST)).await;
    refused(world.redeem(&ticket, "not an origin")).await;
    for fault in [
        json!({"fault": "status", "status": 400, "code": 322, "times": 1}),
        json!({"fault": "html", "status": 502, "times": 1}),
    ] {
        world.fault("POST /profiles/link-sessions", fault).await;
        refused(world.redeem(&ticket, HOST)).await;
    }
    world.redeem(&ticket, HOST).send().await.unwrap();
    refused(world.redeem(&ticket, HOST)).await;
    let log = log(&widget, &attempt).await;
    let told: Vec<_> = entries(&log)[2..]
        .iter()
        .map(|entry| {
            let mut entry = entry.clone();
            entry.as_object_mut().unwrap().remove("at").unwrap();
            entry
        })
        .collect();
    let redeemed = json!({"by": "start_page", "what": "redeemed", "opener_origin": HOST});
    let refused = "redeem_refused";
    let failed = "link_session_failed";
    assert_eq!(
        told,
        [
            json!({"by": "start_page", "what": refused, "problem": "origin_not_allowed", "opener_origin": OTHER_HOST}),
            json!({"by": "start_page", "what": refused, "problem": "origin_not_allowed"}),
            redeemed.clone(),
            json!({"by": "ayrshare", "what": failed, "problem": "professional_account_needed", "ayrshare_code": 322}),
            redeemed.clone(),
            json!({"by": "ayrshare", "what": failed, "problem": "upstream_unavailable"}),
            redeemed,
            json!({"by": "ayrshare", "what": "link_session_made"}),
            json!({"by": "start_page", "what": refused, "problem": "ticket_used", "opener_origin": HOST}),
        ]
    );
}

#[tokio::test]
async fn f35_a_log_ends_with_how_the_attempt_was_given_up() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let (older, newer) = (attempt_id(), attempt_id());
    widget.ticket(&older, "facebook").await;
    widget.ticket(&newer, "facebook").await;
    let superseded = log(&widget, &older).await;
    assert_eq!(steps(&superseded)[2..], ["page: superseded"]);
    assert_eq!(entries(&superseded)[2]["newer"], newer);
    assert_eq!(superseded["state"], "superseded");
    for _ in 0..2 {
        let stop = widget.call(Method::DELETE, &format!("/links/{newer}"));
        stop.send().await.unwrap();
    }
    assert_eq!(steps_of(&widget, &newer).await[2..], ["page: stopped"]);
}

#[tokio::test]
async fn f31_an_attempt_that_expired_tells_who_found_it_so() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "reddit").await;
    sqlx::query("UPDATE attempts SET expires_at = 1")
        .execute(&database(&world).await)
        .await
        .unwrap();
    ask(&widget, &attempt, "?because=resume").await;
    let log = log(&widget, &attempt).await;
    assert_eq!(steps(&log)[2..], ["resume: asked", "resume: expired"]);
    assert_eq!(log["state"], "expired");
}

#[tokio::test]
async fn in_the_portal_the_start_page_may_begin_the_attempt_itself() {
    let world = World::start().await;
    let session = world.mint_with(json!({"user_id": "Acme Coffee"})).await;
    let cookie = world.portal_cookie(&session).await;
    let attempt = attempt_id();
    let redeem = || {
        let body = json!({"attempt": attempt, "network": "reddit"});
        world
            .page_call(Method::POST, "/links/redeem")
            .header("cookie", &cookie)
            .json(&body)
    };
    redeem().send().await.unwrap();
    let path = format!("/links/{attempt}");
    let stop = world.page_call(Method::DELETE, &path);
    stop.header("cookie", &cookie).send().await.unwrap();
    assert_eq!(refused(redeem()).await, ProblemCode::AttemptOver);
    let log = world
        .page_call(Method::GET, &format!("{path}/log"))
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap()
        .json::<Value>()
        .await
        .unwrap();
    assert_eq!(
        steps(&log),
        [
            "start_page: begun",
            "start_page: redeemed",
            "ayrshare: link_session_made",
            "page: stopped",
            "start_page: redeem_refused",
        ]
    );
    assert_eq!(
        entries(&log)[1]["opener_origin"],
        world.gateway().public_url()
    );
}

#[tokio::test]
async fn a_log_that_cannot_be_written_stops_nobody() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let pool = database(&world).await;
    sqlx::query("DROP TABLE attempt_log")
        .execute(&pool)
        .await
        .unwrap();
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "reddit").await;
    link_as(&page, "reddit", "Unlogged").await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        AttemptState::Linked { .. }
    ));
    let path = format!("/links/{attempt}/log");
    assert_eq!(
        refused(widget.call(Method::GET, &path)).await,
        ProblemCode::StorageUnavailable
    );
}

#[tokio::test]
async fn a_log_outlives_a_restart_and_is_forgotten_after_thirty_days() {
    const DAY: i64 = 86_400_000;
    let mut world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    let attempt = attempt_id();
    world.widget_of(&session).ticket(&attempt, "reddit").await;
    for (days, left) in [(29, 2), (2, 0)] {
        let pool = database(&world).await;
        sqlx::query("UPDATE attempt_log SET at = at - ?1")
            .bind(days * DAY)
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        world.restart().await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let steps = steps_of(&world.widget_of(&session), &attempt).await;
        assert_eq!(steps.len(), left, "{days}: {steps:?}");
    }
}
