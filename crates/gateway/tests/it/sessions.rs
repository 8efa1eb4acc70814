use connect_contract::ProblemCode;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::world::{HOST, OTHER_HOST, SERVER_KEY, World, problem, refused};

#[tokio::test]
async fn the_first_session_of_a_user_makes_its_profile_and_the_next_one_does_not() {
    let world = World::start().await;
    let first = world
        .mint_with(json!({"user_id": "u1", "display_name": "Acme Coffee"}))
        .await;
    assert!(first.token.starts_with("cap_st_") && first.token.len() == 50);
    assert!(
        first
            .portal_url
            .starts_with(&world.url("/enter#code=cap_pc_"))
    );
    let second = world.mint("u1").await;
    assert_ne!(first.token, second.token);
    assert_eq!(world.calls("POST /profiles").await, 1);
    assert_eq!(
        world.widget_of(&second).portal().await.brand.name,
        "Acme Coffee"
    );
}

#[tokio::test]
async fn t11_fifty_first_requests_at_once_make_exactly_one_profile() {
    let world = World::start().await;
    let body = json!({"user_id": "u1", "display_name": "Acme Coffee"});
    let calls = (0..50).map(|_| world.host(Method::POST, "/sessions").json(&body).send());
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.unwrap().status(), StatusCode::CREATED);
    }
    assert_eq!(world.calls("POST /profiles").await, 1);
}

#[tokio::test]
async fn t11_a_profile_whose_key_never_arrived_is_made_anew_and_leaves_no_orphan() {
    let world = World::start().await;
    world
        .fault(
            "POST /profiles",
            json!({"fault": "truncated", "times": 1, "after": true}),
        )
        .await;
    let mint = || {
        world
            .host(Method::POST, "/sessions")
            .json(&json!({"user_id": "u1", "display_name": "Acme Coffee"}))
    };
    assert_eq!(refused(mint()).await, ProblemCode::UpstreamMalformed);
    assert_eq!(mint().send().await.unwrap().status(), StatusCode::CREATED);
    let state = world.sandbox_read("/state").await;
    let profiles = state["profiles"].as_array().unwrap();
    assert_eq!(
        profiles
            .iter()
            .filter(|profile| profile["title"] == "Acme Coffee")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_title_of_somebody_else_is_a_duplicated_brand_and_nothing_is_renamed() {
    let world = World::start().await;
    world
        .mint_with(json!({"user_id": "u1", "display_name": "Acme Coffee"}))
        .await;
    let second = world
        .host(Method::POST, "/sessions")
        .json(&json!({"user_id": "u2", "display_name": "Acme Coffee"}));
    assert_eq!(refused(second).await, ProblemCode::DuplicatedBrand);
    // Another name helps.
    world
        .mint_with(json!({"user_id": "u2", "display_name": "Acme Tea"}))
        .await;
}

#[tokio::test]
async fn a_session_that_asks_for_nonsense_is_refused() {
    let world = World::start().await;
    for body in [
        json!({}),
        json!({"user_id": ""}),
        json!({"user_id": "a".repeat(256)}),
        json!({"user_id": "a\nb"}),
        json!({"user_id": "u1", "netwoks": ["facebook"]}),
        json!({"user_id": "u1", "networks": []}),
        json!({"user_id": "u1", "networks": ["myspace"]}),
        json!({"user_id": "u1", "actions": []}),
        json!({"user_id": "u1", "actions": ["link"]}),
        json!({"user_id": "u1", "actions": ["everything"]}),
        json!({"user_id": "u1", "ttl_seconds": 59}),
        json!({"user_id": "u1", "ttl_seconds": 3601}),
    ] {
        let request = world.host(Method::POST, "/sessions").json(&body);
        assert_eq!(
            refused(request).await,
            ProblemCode::InvalidRequest,
            "{body}"
        );
    }
    let listed = json!({"user_id": "u1", "allowed_origins": ["https://evil.example"]});
    assert_eq!(
        refused(world.host(Method::POST, "/sessions").json(&listed)).await,
        ProblemCode::OriginNotAllowed
    );
    assert_eq!(world.calls("POST /profiles").await, 0);
}

#[tokio::test]
async fn a_typing_error_in_a_field_is_named() {
    let world = World::start().await;
    let request = world
        .host(Method::POST, "/sessions")
        .json(&json!({"user_id": "u1", "netwoks": ["facebook"]}));
    let problem = problem(request.send().await.unwrap()).await;
    assert!(problem.title.contains("netwoks"), "{}", problem.title);
}

#[tokio::test]
async fn t9_only_the_right_server_key_mints_and_never_from_a_browser() {
    let world = World::start().await;
    let mint = || {
        world
            .http
            .post(world.url("/api/v1/sessions"))
            .json(&json!({"user_id": "u1"}))
    };
    assert_eq!(refused(mint()).await, ProblemCode::ServerKeyRefused);
    assert_eq!(
        refused(mint().bearer_auth("cap_sk_wrong")).await,
        ProblemCode::ServerKeyRefused
    );
    assert_eq!(
        refused(mint().bearer_auth(&SERVER_KEY[..40])).await,
        ProblemCode::ServerKeyRefused
    );
    let from_a_page = mint().bearer_auth(SERVER_KEY).header("origin", HOST);
    assert_eq!(refused(from_a_page).await, ProblemCode::OriginNotAllowed);
    assert_eq!(world.calls("POST /profiles").await, 0);
}

#[tokio::test]
async fn a_portal_code_works_once_and_only_from_our_own_page() {
    let world = World::start().await;
    let session = world.mint("u1").await;
    let plain = world
        .http
        .post(world.url("/api/v1/sessions/exchange"))
        .json(&json!({"code": "x"}));
    assert_eq!(refused(plain).await, ProblemCode::CrossSiteRequest);
    let foreign = world
        .http
        .post(world.url("/api/v1/sessions/exchange"))
        .header("x-connect-accounts", "1")
        .header("sec-fetch-site", "cross-site")
        .json(&json!({"code": "x"}));
    assert_eq!(refused(foreign).await, ProblemCode::CrossSiteRequest);

    let answer = world.exchange(&session.portal_url).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("connect_session=cap_sc_"), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(
        refused(world.exchange(&session.portal_url)).await,
        ProblemCode::CodeUsed
    );
}

#[tokio::test]
async fn t13_of_parallel_exchanges_of_one_code_one_wins() {
    let world = World::start().await;
    let session = world.mint("u1").await;
    let tries = (0..20).map(|_| world.exchange(&session.portal_url).send());
    let won = futures_util::future::join_all(tries)
        .await
        .into_iter()
        .filter(|answer| answer.as_ref().unwrap().status() == 204)
        .count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn under_https_the_cookie_is_bound_to_the_host() {
    let world = World::start_with(
        |_| {},
        |config| config.public_url = Some("https://connect.example".to_owned()),
    )
    .await;
    let base = format!("http://{}", world.gateway().address());
    let minted = world
        .http
        .post(format!("{base}/api/v1/sessions"))
        .bearer_auth(SERVER_KEY)
        .json(&json!({"user_id": "u1"}));
    let session: connect_contract::CreatedSession =
        minted.send().await.unwrap().json().await.unwrap();
    assert!(
        session
            .portal_url
            .starts_with("https://connect.example/enter#code=")
    );
    let code = session.portal_url.split('=').next_back().unwrap();
    let exchange = world
        .http
        .post(format!("{base}/api/v1/sessions/exchange"))
        .header("x-connect-accounts", "1")
        .header("origin", "https://connect.example")
        .json(&json!({"code": code}));
    let answer = exchange.send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-connect_session=") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(answer.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn one_kind_of_secret_does_not_do_for_another() {
    let world = World::start().await;
    let session = world.mint("u1").await;
    let cookie = world.portal_cookie(&session).await;
    let cookie_token = cookie.split('=').nth(1).unwrap();
    let portal = |token: &str| {
        world
            .http
            .get(world.url("/api/v1/portal"))
            .bearer_auth(token)
    };
    assert_eq!(
        refused(portal(cookie_token)).await,
        ProblemCode::SessionMissing
    );
    assert_eq!(
        refused(portal(SERVER_KEY)).await,
        ProblemCode::SessionMissing
    );
    assert_eq!(
        refused(portal("cap_st_tooshort")).await,
        ProblemCode::SessionMissing
    );
    let bearer_as_cookie = world
        .page_call(Method::GET, "/portal")
        .header("cookie", format!("connect_session={}", session.token));
    assert_eq!(refused(bearer_as_cookie).await, ProblemCode::SessionMissing);
}

#[tokio::test]
async fn a_person_without_a_session_is_told_where_to_get_one() {
    let world = World::start_with(
        |_| {},
        |config| config.sign_in_url = Some("https://host.example/connect".to_owned()),
    )
    .await;
    let problem = problem(
        world
            .page_call(Method::GET, "/portal")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(problem.code, ProblemCode::SessionMissing);
    assert_eq!(
        problem.sign_in_url.as_deref(),
        Some("https://host.example/connect")
    );
}

#[tokio::test]
async fn a_restart_keeps_brand_session_cookie_and_attempt() {
    let mut world = World::start().await;
    let session = world
        .mint_with(json!({"user_id": "u1", "allowed_origins": [HOST, OTHER_HOST]}))
        .await;
    let cookie = world.portal_cookie(&session).await;
    let attempt = crate::world::attempt_id();
    let page = world
        .widget_of(&session)
        .linking_page(&attempt, "reddit")
        .await;
    world.restart().await;
    let widget = world.widget_of(&session);
    assert!(widget.attempt(&attempt).await.is_open());
    crate::sandbox_person::link_as(&page, "reddit", "Restarted").await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        connect_contract::AttemptState::Linked { .. }
    ));
    let by_cookie = world
        .page_call(Method::GET, "/portal")
        .header("cookie", cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(by_cookie.status(), StatusCode::OK);
    assert_eq!(world.calls("POST /profiles").await, 1);
}

#[tokio::test]
async fn a_session_ends_by_time_unless_it_is_used() {
    let world = World::start().await;
    let widget = world.widget("u1").await;
    let until = || async { widget.portal().await.session.expires_at };
    let before = until().await;
    let path = world.data_dir().join("connect.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap();
    let age = |by: i64| {
        sqlx::query("UPDATE sessions SET expires_at = expires_at - ?1")
            .bind(by)
            .execute(&pool)
    };
    // Ten of its fifteen minutes are over: using it starts them anew.
    age(600_000).await.unwrap();
    assert!(until().await >= before);
    age(900_000).await.unwrap();
    assert_eq!(
        refused(widget.call(Method::GET, "/portal")).await,
        ProblemCode::SessionExpired
    );
    // Nothing prolongs it beyond its absolute end.
    let other = world.widget("u1").await;
    sqlx::query("UPDATE sessions SET ends_at = 1")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(
        refused(other.call(Method::GET, "/portal")).await,
        ProblemCode::SessionExpired
    );
    pool.close().await;
}
