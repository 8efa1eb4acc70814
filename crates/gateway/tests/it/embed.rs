//! The document that pages of listed hosts may put into a frame, and what a frame of ours may do.

use connect_contract::{ProblemCode, RedeemedLink};
use reqwest::header::{HeaderMap, IF_NONE_MATCH};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::world::{HOST, OTHER_HOST, World, attempt_id, refused};

async fn headers(world: &World, path: &str) -> HeaderMap {
    let answer = world.http.get(world.url(path)).send().await.unwrap();
    answer.headers().clone()
}

fn policy(headers: &HeaderMap) -> &str {
    headers["content-security-policy"].to_str().unwrap()
}

#[tokio::test]
async fn t17_the_listed_origins_and_nobody_else_may_frame_the_embed() {
    let world = World::start().await;
    for path in [
        "/embed",
        "/embed?lang=de&theme=dark",
        "/embed.html",
        "/embed.de.html",
    ] {
        let headers = headers(&world, path).await;
        let policy = policy(&headers);
        let ancestors = format!("; frame-ancestors {HOST} {OTHER_HOST};");
        assert!(policy.contains(&ancestors), "{path}: {policy}");
        assert!(!headers.contains_key("x-frame-options"), "{path}");
        assert_eq!(headers["cache-control"], "no-cache", "{path}");
        assert!(
            !headers.contains_key("access-control-allow-origin"),
            "{path}"
        );
    }
    // Also when the browser has it already.
    let etag = headers(&world, "/embed").await["etag"].clone();
    let known = world
        .http
        .get(world.url("/embed"))
        .header(IF_NONE_MATCH, etag);
    let known = known.send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    assert!(!known.headers().contains_key("x-frame-options"));
}

#[tokio::test]
async fn t17_without_a_list_nobody_may_frame_the_embed() {
    let world = World::start_with(|_| {}, |config| config.allowed_origins.clear()).await;
    let headers = headers(&world, "/embed").await;
    assert!(policy(&headers).contains("; frame-ancestors 'none';"));
    assert_eq!(headers["x-frame-options"], "DENY");
}

#[tokio::test]
async fn t17_t20_every_other_answer_refuses_to_be_framed() {
    let world = World::start().await;
    for path in [
        "/",
        "/index.html",
        "/accounts",
        "/portal",
        "/help",
        "/help/instagram",
        "/enter",
        "/go.html",
        "/done.html",
        "/done.de.html",
        "/connect-accounts.js",
        "/networks/facebook.svg",
        "/healthz",
        "/api/v1/portal",
        "/api/v1/openapi.json",
        "/api/v1/nothing",
        "/embed/",
        "/embed.html/x",
        "/embedded.html",
        "/nothing",
    ] {
        let headers = headers(&world, path).await;
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        let has_policy = policy(&headers).contains("frame-ancestors 'none'");
        assert!(has_policy, "{path}: {}", policy(&headers));
    }
}

#[tokio::test]
async fn t20_t21_the_embed_runs_our_own_files_and_takes_no_text_for_markup() {
    let world = World::start().await;
    let headers = headers(&world, "/embed").await;
    let policy = policy(&headers);
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'sha256-"));
    assert!(policy.contains("'wasm-unsafe-eval'"));
    assert!(policy.contains("; require-trusted-types-for 'script'; trusted-types 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    assert!(!headers.contains_key("cross-origin-opener-policy"));
}

#[tokio::test]
async fn the_embed_speaks_the_language_of_its_address_or_of_the_browser() {
    let world = World::start().await;
    for (path, accepted, german) in [
        ("/embed", "en", false),
        ("/embed", "de-AT,en;q=0.5", true),
        ("/embed?theme=dark&lang=de-CH", "en", true),
        ("/embed?lang=en", "de", false),
        // Not spoken, or no language at all: as the browser is set.
        ("/embed?lang=xx", "de", true),
        ("/embed?lang=../go", "en", false),
        ("/embed.html?lang=de", "en", true),
    ] {
        let request = world.http.get(world.url(path));
        let answer = request.header("accept-language", accepted).send().await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let vary: Vec<_> = answer.headers().get_all("vary").iter().collect();
        assert!(vary.iter().any(|value| *value == "accept-language"));
        let text = answer.text().await.unwrap();
        assert_eq!(text.contains("gerahmt"), german, "{path} {accepted}");
    }
}

#[tokio::test]
async fn t12_our_own_frame_redeems_for_a_session_of_a_listed_host_only() {
    let world = World::start().await;
    let own = world.gateway().public_url();
    let widget = world.widget("Acme Coffee").await;
    let ticket = widget.ticket(&attempt_id(), "facebook").await;
    let answer = world.redeem(&ticket, &own).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json::<RedeemedLink>().await.unwrap();

    // A session that no host's page may carry is none for a frame either.
    let session = world.mint_with(json!({"user_id": "u1"})).await;
    let answer = world
        .page_call(Method::POST, "/links")
        .bearer_auth(&session.token)
        .json(&json!({"attempt": attempt_id(), "network": "facebook"}));
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let started: connect_contract::StartedLink = answer.json().await.unwrap();
    assert_eq!(
        refused(world.redeem(&started.ticket.0, &own)).await,
        ProblemCode::OriginNotAllowed
    );
}
