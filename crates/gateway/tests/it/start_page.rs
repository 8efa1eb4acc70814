use connect_contract::{AttemptState, ProblemCode, RedeemedLink};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::sandbox_person::link_as;
use crate::world::{HOST, OTHER_HOST, World, attempt_id, refused};

#[tokio::test]
async fn t13_a_ticket_is_good_for_one_of_many() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let ticket = widget.ticket(&attempt_id(), "facebook").await;
    let tries = (0..30).map(|_| world.redeem(&ticket, HOST).send());
    let answers = futures_util::future::join_all(tries).await;
    let won = answers
        .into_iter()
        .filter(|answer| answer.as_ref().unwrap().status() == StatusCode::OK)
        .count();
    assert_eq!(won, 1);
    assert_eq!(world.calls("POST /profiles/link-sessions").await, 1);
}

#[tokio::test]
async fn t12_a_ticket_from_another_opener_is_refused_and_not_used_up() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let ticket = widget.ticket(&attempt_id(), "facebook").await;
    for opener in [
        "https://evil.example",
        OTHER_HOST,
        "null",
        "",
        "http://localhost:4302/",
        "HTTP://LOCALHOST:4302",
        "*",
    ] {
        assert_eq!(
            refused(world.redeem(&ticket, opener)).await,
            ProblemCode::OriginNotAllowed,
            "{opener}"
        );
    }
    assert_eq!(world.calls("POST /profiles/link-sessions").await, 0);
    assert_eq!(
        world.redeem(&ticket, HOST).send().await.unwrap().status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn t12_only_our_own_start_page_redeems() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let ticket = widget.ticket(&attempt_id(), "facebook").await;
    let body = json!({"ticket": ticket, "opener_origin": HOST});
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", HOST),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "none"),
    ] {
        let request = world
            .http
            .post(world.url("/api/v1/links/redeem"))
            .header(name, value)
            .json(&body);
        assert_eq!(
            refused(request).await,
            ProblemCode::OriginNotAllowed,
            "{name}: {value}"
        );
    }
    let as_text = world
        .http
        .post(world.url("/api/v1/links/redeem"))
        .header("content-type", "text/plain")
        .body(body.to_string());
    assert_eq!(refused(as_text).await, ProblemCode::UnsupportedMediaType);
}

#[tokio::test]
async fn an_opener_that_the_gateway_lists_no_more_is_refused() {
    let mut world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    let ticket = world
        .widget_of(&session)
        .ticket(&attempt_id(), "facebook")
        .await;
    world.config.allowed_origins = vec![OTHER_HOST.to_owned()];
    world.restart().await;
    assert_eq!(
        refused(world.redeem(&ticket, HOST)).await,
        ProblemCode::OriginNotAllowed
    );
}

#[tokio::test]
async fn a_ticket_comes_back_if_ayrshare_made_no_page() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let ticket = widget.ticket(&attempt_id(), "facebook").await;
    world
        .fault(
            "POST /profiles/link-sessions",
            json!({"fault": "status", "status": 502, "times": 1}),
        )
        .await;
    assert_eq!(
        refused(world.redeem(&ticket, HOST)).await,
        ProblemCode::UpstreamUnavailable
    );
    assert_eq!(
        world.redeem(&ticket, HOST).send().await.unwrap().status(),
        StatusCode::OK
    );
    assert_eq!(
        refused(world.redeem(&ticket, HOST)).await,
        ProblemCode::TicketUsed
    );
}

#[tokio::test]
async fn in_the_portal_the_start_page_needs_only_the_cookie_and_the_attempt() {
    let world = World::start().await;
    let session = world
        .mint_with(json!({"user_id": "u1", "display_name": "Acme Coffee"}))
        .await;
    let cookie = world.portal_cookie(&session).await;
    let attempt = attempt_id();
    let redeem = || {
        let body = json!({"attempt": attempt, "network": "reddit"});
        world
            .page_call(Method::POST, "/links/redeem")
            .header("cookie", &cookie)
            .json(&body)
    };
    let page = redeem()
        .send()
        .await
        .unwrap()
        .json::<RedeemedLink>()
        .await
        .unwrap()
        .url;
    // A reload of the start page gets a page again.
    assert_eq!(redeem().send().await.unwrap().status(), StatusCode::OK);
    let state = world.sandbox_read("/state").await;
    assert_eq!(state["sessions"][0]["origin"], world.gateway().public_url());
    link_as(&page, "reddit", "Portal Person").await;
    let answer = world
        .page_call(Method::GET, &format!("/links/{attempt}"))
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    let state = answer
        .json::<connect_contract::LinkAttempt>()
        .await
        .unwrap()
        .state;
    assert!(matches!(state, AttemptState::Linked { .. }), "{state:?}");
    assert_eq!(refused(redeem()).await, ProblemCode::AttemptOver);
}

#[tokio::test]
async fn in_the_portal_a_redeem_without_our_header_or_without_a_cookie_is_refused() {
    let world = World::start().await;
    let session = world.mint("u1").await;
    let cookie = world.portal_cookie(&session).await;
    let body = json!({"attempt": attempt_id(), "network": "reddit"});
    let url = world.url("/api/v1/links/redeem");
    assert_eq!(
        refused(world.http.post(&url).header("cookie", &cookie).json(&body)).await,
        ProblemCode::CrossSiteRequest
    );
    assert_eq!(
        refused(world.page_call(Method::POST, "/links/redeem").json(&body)).await,
        ProblemCode::SessionMissing
    );
    let by_token = world
        .page_call(Method::POST, "/links/redeem")
        .bearer_auth(&session.token)
        .json(&body);
    assert_eq!(refused(by_token).await, ProblemCode::SessionMissing);
}

#[tokio::test]
async fn a_browser_that_last_opened_another_brands_page_is_signed_out_first() {
    let world = World::start().await;
    let mut last = String::new();
    for (user, logout) in [
        ("First Brand", false),
        ("First Brand", false),
        ("Second Brand", true),
    ] {
        let ticket = world
            .widget(user)
            .await
            .ticket(&attempt_id(), "reddit")
            .await;
        let answer = world
            .redeem(&ticket, HOST)
            .header("cookie", &last)
            .send()
            .await
            .unwrap();
        last = answer.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let state = world.sandbox_read("/state").await;
        assert_eq!(
            state["sessions"].as_array().unwrap().last().unwrap()["logout"],
            logout,
            "{user}"
        );
    }
}
