//! What is left of a session that the host's server ended: nothing.

use std::time::{Duration, Instant};

use cases::case;
use connect_contract::{CreatedSession, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::events::Stream;
use crate::world::{HOST, World, attempt_id, refused};

async fn end(world: &World, session: &CreatedSession) -> StatusCode {
    let path = format!("/sessions/{}", session.session_id);
    let answer = world.host(Method::DELETE, &path).send().await.unwrap();
    answer.status()
}

#[tokio::test]
async fn t8_f42_the_next_call_with_an_ended_session_is_refused_and_so_is_its_code() {
    let world = World::start().await;
    let (session, other) = (world.mint("u1").await, world.mint("u1").await);
    let widget = world.widget_of(&session);
    let cookie = world.portal_cookie(&session).await;
    for _ in 0..2 {
        assert_eq!(end(&world, &session).await, StatusCode::NO_CONTENT);
    }
    let portal = || world.page_call(Method::GET, "/portal");
    for (what, call) in [
        ("token", widget.call(Method::GET, "/portal")),
        ("cookie", portal().header("cookie", cookie)),
        ("token, stream", widget.call(Method::GET, "/events")),
    ] {
        assert_eq!(refused(call).await, ProblemCode::SessionMissing, "{what}");
        case(what);
    }
    end(&world, &other).await;
    let code = refused(world.exchange(&other.portal_url)).await;
    assert_eq!(code, ProblemCode::CodeUsed);
    case("one-time code");
    let unknown = world.host(Method::DELETE, "/sessions/cap_se_unknown");
    assert_eq!(refused(unknown).await, ProblemCode::NotFound);
}

#[tokio::test]
async fn t8_f42_the_stream_of_an_ended_session_ends_within_a_second() {
    let world = World::start().await;
    let session = world.mint("u1").await;
    let mut stream = Stream::open(&world.widget_of(&session), None).await;
    let begun = Instant::now();
    end(&world, &session).await;
    assert!(stream.next_within(2).await.is_none());
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn t8_f42_no_attempt_of_an_ended_session_goes_on_to_ayrshare() {
    let world = World::start().await;
    let session = world.mint("u1").await;
    let widget = world.widget_of(&session);
    let cookie = world.portal_cookie(&session).await;
    let attempt = attempt_id();
    let ticket = widget.ticket(&attempt, "facebook").await;
    end(&world, &session).await;
    let redeem = || world.page_call(Method::POST, "/links/redeem");
    for (what, call, code) in [
        (
            "ticket",
            world.redeem(&ticket, HOST),
            ProblemCode::SessionMissing,
        ),
        (
            "cookie",
            redeem()
                .header("cookie", cookie)
                .json(&json!({"attempt": attempt, "network": "facebook"})),
            ProblemCode::SessionMissing,
        ),
        (
            "a person's yes",
            redeem().json(&json!({"attempt": attempt, "confirmed": true})),
            ProblemCode::NotFound,
        ),
    ] {
        assert_eq!(refused(call).await, code, "{what}");
        case(what);
    }
    assert_eq!(world.calls("POST /profiles/link-sessions").await, 0);
}
