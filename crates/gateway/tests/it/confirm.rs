//! A start page without an opener: it asks a person, and goes on after a yes.

use connect_contract::{AttemptState, ProblemCode, RedeemedLink};
use futures_util::future::{join, join_all};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::attempt_log::{database, entries, log, steps_of};
use crate::sandbox_person::link_as;
use crate::world::{HOST, OTHER_HOST, World, attempt_id, problem, refused};

const MINUTE: i64 = 60_000;
const LINK_SESSION: &str = "POST /profiles/link-sessions";

/// Nobody's call: no cookie, no token.
fn ask(world: &World, attempt: &str) -> RequestBuilder {
    world
        .http
        .get(world.url(&format!("/api/v1/links/{attempt}/question")))
}

async fn question(world: &World, attempt: &str) -> Value {
    let answer = ask(world, attempt).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    answer.json().await.unwrap()
}

async fn no_question(world: &World, attempt: &str) -> ProblemCode {
    refused(ask(world, attempt)).await
}

/// What the start page sends after a yes.
fn confirm(world: &World, attempt: &str) -> RequestBuilder {
    world
        .page_call(Method::POST, "/links/redeem")
        .json(&json!({"attempt": attempt, "confirmed": true}))
}

async fn is_let_in(request: RequestBuilder) -> bool {
    request.send().await.unwrap().status() == StatusCode::OK
}

async fn change(world: &World, statement: String) {
    let database = database(world).await;
    sqlx::query(sqlx::AssertSqlSafe(statement))
        .execute(&database)
        .await
        .unwrap();
    database.close().await;
}

#[tokio::test]
async fn t12_the_question_names_the_app_the_brand_and_the_network_and_no_more() {
    let world = World::start().await;
    let attempt = attempt_id();
    world
        .widget("Acme Coffee")
        .await
        .ticket(&attempt, "facebook")
        .await;
    let asked = json!({"app": "localhost:4302", "brand": "Acme Coffee", "network": "facebook"});
    assert_eq!(question(&world, &attempt).await, asked);

    let body = json!({"user_id": "u2", "display_name": "Two <b>Apps</b>", "allowed_origins": [OTHER_HOST, HOST]});
    let widget = world.widget_of(&world.mint_with(body).await);
    let attempt = attempt_id();
    widget.ticket(&attempt, "gmb").await;
    let asked = json!({"app": "other.example, localhost:4302", "brand": "Two <b>Apps</b>", "network": "gmb"});
    assert_eq!(question(&world, &attempt).await, asked);
}

#[tokio::test]
async fn t12_t33_to_ask_changes_nothing_and_never_asks_ayrshare() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let (calls, steps) = (
        world.calls("GET /user").await,
        steps_of(&widget, &attempt).await,
    );
    for _ in 0..10 {
        question(&world, &attempt).await;
        let prefetch = ask(&world, &attempt).header("sec-purpose", "prefetch");
        prefetch.send().await.unwrap();
    }
    assert_eq!(world.calls("GET /user").await, calls);
    assert_eq!(steps_of(&widget, &attempt).await, steps);
    assert!(is_let_in(confirm(&world, &attempt)).await);
}

#[tokio::test]
async fn t10_t12_there_is_one_answer_for_all_that_have_no_question() {
    let mut world = World::start().await;
    let portal = world.mint_with(json!({"user_id": "Portal Brand"})).await;
    let (in_portal, redeemed, late, old, gone) = (
        attempt_id(),
        attempt_id(),
        attempt_id(),
        attempt_id(),
        attempt_id(),
    );
    let cookie = world.portal_cookie(&portal).await;
    let start = world
        .page_call(Method::POST, "/links")
        .header("cookie", &cookie)
        .json(&json!({"attempt": in_portal, "network": "reddit"}));
    assert_eq!(start.send().await.unwrap().status(), StatusCode::CREATED);
    let widget = world.widget("Acme Coffee").await;
    widget.linking_page(&redeemed, "facebook").await;
    widget.ticket(&late, "threads").await;
    widget.ticket(&old, "reddit").await;
    let ended = world.mint("Acme Coffee").await;
    world.widget_of(&ended).ticket(&gone, "tiktok").await;
    let end = world.host(Method::DELETE, &format!("/sessions/{}", ended.session_id));
    end.send().await.unwrap();
    change(
        &world,
        format!("UPDATE attempts SET expires_at = 1 WHERE id = '{late}'"),
    )
    .await;
    change(
        &world,
        format!(
            "UPDATE attempts SET created_at = created_at - {} WHERE id = '{old}'",
            3 * MINUTE
        ),
    )
    .await;
    let body = async |world: &World, id: &str| {
        let answer = problem(ask(world, id).send().await.unwrap()).await;
        (answer.code, answer.status, answer.title)
    };
    let none = body(&world, &attempt_id()).await;
    assert_eq!((none.0, none.1), (ProblemCode::NotFound, 404));
    for id in [&*in_portal, &redeemed, &late, &old, &gone, "x", "%27"] {
        assert_eq!(body(&world, id).await, none, "{id}");
    }
    for (id, refusal) in [
        (&*attempt_id(), ProblemCode::NotFound),
        ("x", ProblemCode::NotFound),
        (&in_portal, ProblemCode::NotFound),
        (&gone, ProblemCode::NotFound),
        (&redeemed, ProblemCode::TicketUsed),
        (&late, ProblemCode::TicketUsed),
        (&old, ProblemCode::TicketUsed),
    ] {
        assert_eq!(refused(confirm(&world, id)).await, refusal, "{id}");
    }
    // A host that the gateway lists no more is not asked for.
    let unlisted = attempt_id();
    let session = world.mint("Acme Coffee").await;
    world.widget_of(&session).ticket(&unlisted, "bluesky").await;
    world.config.allowed_origins = vec![OTHER_HOST.to_owned()];
    world.restart().await;
    assert_eq!(body(&world, &unlisted).await, none);
    let refusal = refused(confirm(&world, &unlisted)).await;
    assert_eq!(refusal, ProblemCode::NotFound);
    assert_eq!(world.calls(LINK_SESSION).await, 1);
}

#[tokio::test]
async fn t12_an_attempt_that_is_over_says_so_and_lets_nobody_in() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let (stopped, superseded, linked) = (attempt_id(), attempt_id(), attempt_id());
    widget.ticket(&stopped, "reddit").await;
    let stop = widget.call(Method::DELETE, &format!("/links/{stopped}"));
    stop.send().await.unwrap();
    widget.ticket(&superseded, "threads").await;
    widget.ticket(&attempt_id(), "threads").await;
    let page = widget.linking_page(&linked, "facebook").await;
    link_as(&page, "facebook", "Acme Page").await;
    widget.outcome(&linked).await;
    for attempt in [&stopped, &superseded, &linked] {
        let over = ProblemCode::AttemptOver;
        assert_eq!(no_question(&world, attempt).await, over);
        assert_eq!(refused(confirm(&world, attempt)).await, over);
    }
}

#[tokio::test]
async fn t12_a_yes_lets_one_start_page_in_and_the_log_shows_it() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let answer = confirm(&world, &attempt).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let page = answer.json::<RedeemedLink>().await.unwrap().url;
    let state = world.sandbox_read("/state").await;
    assert_eq!(state["sessions"][0]["origin"], HOST);
    let again = refused(confirm(&world, &attempt)).await;
    assert_eq!(again, ProblemCode::TicketUsed);
    let unasked = no_question(&world, &attempt).await;
    assert_eq!(unasked, ProblemCode::NotFound);
    assert_eq!(world.calls(LINK_SESSION).await, 1);
    let steps = [
        "page: begun",
        "page: ticket_given",
        "start_page: confirmed",
        "ayrshare: link_session_made",
        "start_page: redeem_refused",
    ];
    let log = log(&widget, &attempt).await;
    assert_eq!(crate::attempt_log::steps(&log), steps);
    // Nobody's word for an opener is in it.
    for entry in &entries(&log)[2..] {
        assert_eq!(entry.get("opener_origin"), None);
    }
    link_as(&page, "facebook", "Acme Page").await;
    let outcome = widget.outcome(&attempt).await;
    assert!(
        matches!(outcome, AttemptState::Linked { .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn t13_of_twenty_at_once_one_yes_counts() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let tries = (0..20).map(|_| is_let_in(confirm(&world, &attempt)));
    let won = join_all(tries).await;
    assert_eq!(won.into_iter().filter(|won| *won).count(), 1);
    assert_eq!(world.calls(LINK_SESSION).await, 1);
}

#[tokio::test]
async fn t13_a_ticket_and_a_yes_exclude_each_other() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let used = ProblemCode::TicketUsed;
    let by_ticket = attempt_id();
    let ticket = widget.ticket(&by_ticket, "facebook").await;
    assert!(is_let_in(world.redeem(&ticket, HOST)).await);
    // Nor does a new ticket bring the question back.
    widget.ticket(&by_ticket, "facebook").await;
    assert_eq!(refused(confirm(&world, &by_ticket)).await, used);

    let by_yes = attempt_id();
    let ticket = widget.ticket(&by_yes, "reddit").await;
    assert!(is_let_in(confirm(&world, &by_yes)).await);
    assert_eq!(refused(world.redeem(&ticket, HOST)).await, used);
    let newer = widget.ticket(&by_yes, "reddit").await;
    assert_eq!(refused(world.redeem(&newer, HOST)).await, used);
    assert_eq!(refused(confirm(&world, &by_yes)).await, used);

    for network in ["threads", "tiktok", "pinterest", "linkedin", "youtube"] {
        let attempt = attempt_id();
        let ticket = widget.ticket(&attempt, network).await;
        let ticket = is_let_in(world.redeem(&ticket, HOST));
        let (ticket, yes) = join(ticket, is_let_in(confirm(&world, &attempt))).await;
        assert!(ticket != yes, "{network}: {ticket} {yes}");
    }
}

#[tokio::test]
async fn a_yes_counts_again_if_ayrshare_made_no_page() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let fault = json!({"fault": "status", "status": 502, "times": 1});
    world.fault(LINK_SESSION, fault).await;
    let failed = refused(confirm(&world, &attempt)).await;
    assert_eq!(failed, ProblemCode::UpstreamUnavailable);
    question(&world, &attempt).await;
    assert!(is_let_in(confirm(&world, &attempt)).await);
    let again = refused(confirm(&world, &attempt)).await;
    assert_eq!(again, ProblemCode::TicketUsed);
    let steps = [
        "start_page: confirmed",
        "ayrshare: link_session_failed",
        "start_page: confirmed",
        "ayrshare: link_session_made",
        "start_page: redeem_refused",
    ];
    assert_eq!(steps_of(&widget, &attempt).await[2..], steps);
}

#[tokio::test]
async fn t12_t33_only_our_own_start_page_says_yes() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let url = world.url("/api/v1/links/redeem");
    let body = json!({"attempt": attempt, "confirmed": true});
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", HOST),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        let request = world.http.post(&url).header("x-connect-accounts", "1");
        let refusal = refused(request.header(name, value).json(&body)).await;
        assert_eq!(refusal, ProblemCode::OriginNotAllowed, "{name}: {value}");
    }
    let without_header = world
        .http
        .post(&url)
        .header("origin", world.gateway().public_url())
        .header("sec-fetch-site", "same-origin")
        .json(&body);
    let refusal = refused(without_header).await;
    assert_eq!(refusal, ProblemCode::CrossSiteRequest);
    let as_text = world
        .page_call(Method::POST, "/links/redeem")
        .header("content-type", "text/plain")
        .body(body.to_string());
    let refusal = refused(as_text).await;
    assert_eq!(refusal, ProblemCode::UnsupportedMediaType);
    for not_yes in [json!(false), json!("true"), json!(1), Value::Null] {
        let request = world
            .page_call(Method::POST, "/links/redeem")
            .json(&json!({"attempt": attempt, "confirmed": not_yes}));
        let refusal = refused(request).await;
        assert_eq!(refusal, ProblemCode::InvalidRequest, "{not_yes}");
    }
    assert_eq!(world.calls(LINK_SESSION).await, 0);
    question(&world, &attempt).await;
}

#[tokio::test]
async fn t13_t33_a_get_a_head_and_a_prefetch_let_nobody_in() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let start_page = format!("/go.html?a={attempt}");
    let redeem = format!("/api/v1/links/redeem?attempt={attempt}&confirmed=true");
    let ask = format!("/api/v1/links/{attempt}/question?confirmed=true");
    for path in [&start_page, &redeem, &ask] {
        for method in [Method::GET, Method::HEAD] {
            for purpose in ["", "prefetch", "prefetch;prerender"] {
                let url = world.url(path);
                let request = world.http.request(method.clone(), url);
                let request = request
                    .header("x-connect-accounts", "1")
                    .header("sec-purpose", purpose);
                request.send().await.unwrap();
            }
        }
    }
    assert_eq!(world.calls(LINK_SESSION).await, 0);
    assert!(is_let_in(confirm(&world, &attempt)).await);
}

#[tokio::test]
async fn t10_who_uses_the_id_of_somebody_else_is_not_asked_about() {
    let world = World::start().await;
    let (own, other) = (
        world.widget("Acme Coffee").await,
        world.widget("Other Brand").await,
    );
    let attempt = attempt_id();
    own.ticket(&attempt, "facebook").await;
    other.ticket(&attempt, "reddit").await;
    let asked = question(&world, &attempt).await;
    assert_eq!(asked["brand"], "Acme Coffee");
    assert!(is_let_in(confirm(&world, &attempt)).await);
    assert_eq!(steps_of(&other, &attempt).await.len(), 2);
    assert_eq!(
        steps_of(&own, &attempt).await[2..],
        ["start_page: confirmed", "ayrshare: link_session_made"]
    );
}
