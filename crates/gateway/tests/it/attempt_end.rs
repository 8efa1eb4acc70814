//! The one word that the return page gets without a session.

use connect_contract::{AttemptState, ProblemCode};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::attempt_log::database;
use crate::sandbox_person::link_as;
use crate::world::{World, attempt_id, refused};

/// Nobody's call: no cookie, no token.
fn call(world: &World, method: Method, attempt: &str) -> RequestBuilder {
    let url = world.url(&format!("/api/v1/links/{attempt}/end"));
    world.http.request(method, url)
}

async fn end(world: &World, attempt: &str) -> Value {
    let answer = call(world, Method::GET, attempt).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn the_return_page_is_told_one_word_and_no_more() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let (linked, stopped, older, newer) = (attempt_id(), attempt_id(), attempt_id(), attempt_id());
    let page = widget.linking_page(&linked, "facebook").await;
    assert_eq!(end(&world, &linked).await, json!({"state": "open"}));
    link_as(&page, "facebook", "Acme Page").await;
    widget.outcome(&linked).await;
    assert_eq!(end(&world, &linked).await, json!({"state": "linked"}));

    widget.linking_page(&stopped, "reddit").await;
    let stop = widget.call(Method::DELETE, &format!("/links/{stopped}"));
    stop.send().await.unwrap();
    assert_eq!(end(&world, &stopped).await, json!({"state": "stopped"}));

    widget.linking_page(&older, "threads").await;
    widget.ticket(&newer, "threads").await;
    assert_eq!(end(&world, &older).await, json!({"state": "superseded"}));

    let database = database(&world).await;
    let late = sqlx::query("UPDATE attempts SET expires_at = 1 WHERE state = 'open'");
    late.execute(&database).await.unwrap();
    database.close().await;
    assert_eq!(widget.attempt(&newer).await, AttemptState::Expired);
    assert_eq!(end(&world, &newer).await, json!({"state": "expired"}));
}

#[tokio::test]
async fn a_failure_is_told_without_its_reason() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.linking_page(&attempt, "facebook").await;
    let database = database(&world).await;
    let problem = json!({"status": 409, "code": "link_refused", "support_id": "canary"});
    sqlx::query("UPDATE attempts SET state = 'failed', outcome = ?1")
        .bind(problem.to_string())
        .execute(&database)
        .await
        .unwrap();
    database.close().await;
    assert_eq!(end(&world, &attempt).await, json!({"state": "failed"}));
}

#[tokio::test]
async fn t10_an_attempt_that_is_not_there_is_not_found_whatever_it_is_called() {
    let world = World::start().await;
    for id in [
        &*attempt_id(),
        "x",
        "%27%20OR%201=1",
        "00000000-0000-1000-8000-000000000000",
    ] {
        let asked = call(&world, Method::GET, id);
        assert_eq!(refused(asked).await, ProblemCode::NotFound, "{id}");
    }
}

#[tokio::test]
async fn it_only_reads_and_never_asks_ayrshare() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.ticket(&attempt, "facebook").await;
    let calls = world.calls("GET /user").await;
    for _ in 0..20 {
        end(&world, &attempt).await;
    }
    assert_eq!(world.calls("GET /user").await, calls);
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let other = call(&world, method.clone(), &attempt);
        let refusal = refused(other).await;
        assert_eq!(refusal, ProblemCode::MethodNotAllowed, "{method}");
    }
    assert_eq!(widget.attempt(&attempt).await, AttemptState::Open);
}

#[tokio::test]
async fn t10_nobody_who_uses_the_same_id_speaks_for_it() {
    let world = World::start().await;
    let (own, other) = (
        world.widget("Acme Coffee").await,
        world.widget("Other Brand").await,
    );
    let attempt = attempt_id();
    own.ticket(&attempt, "facebook").await;
    other.ticket(&attempt, "facebook").await;
    let stop = other.call(Method::DELETE, &format!("/links/{attempt}"));
    assert_eq!(stop.send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(end(&world, &attempt).await, json!({"state": "open"}));
}
