//! T1, T2: nothing secret is in any answer, log line or file.

use base64::Engine;
use connect_contract::AttemptState;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::sandbox_person::link_as;
use crate::world::{API_KEY, ENCRYPTION_KEY, HOST, SERVER_KEY, WEBHOOK_SECRET, World, attempt_id};

async fn whole(request: RequestBuilder) -> String {
    let answer = request.send().await.unwrap();
    let headers = format!("{:?}", answer.headers());
    headers + &answer.text().await.unwrap()
}

fn forms(secret: &str) -> Vec<String> {
    let base64 = base64::engine::general_purpose::STANDARD.encode(secret);
    vec![
        secret.to_owned(),
        hex::encode(secret),
        base64.trim_end_matches('=').to_owned(),
    ]
}

#[tokio::test]
async fn no_secret_is_in_an_answer_or_in_the_database() {
    let world = World::start().await;
    world.register_webhook().await;
    let session = world.mint("Acme Coffee").await;
    let widget = world.widget_of(&session);
    let attempt = attempt_id();
    let ticket = widget.ticket(&attempt, "facebook").await;
    let mut seen = vec![whole(world.redeem(&ticket, HOST)).await];
    let page = serde_json::from_str::<serde_json::Value>(
        seen[0]
            .split('}')
            .find_map(|part| part.find("{\"url\"").map(|at| format!("{}}}", &part[at..])))
            .unwrap()
            .as_str(),
    );
    let page = page.unwrap()["url"].as_str().unwrap().to_owned();
    link_as(&page, "facebook", "Canary Page").await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        AttemptState::Linked { .. }
    ));
    for path in [
        "/portal",
        "/accounts/facebook/impact",
        &format!("/links/{attempt}"),
        "/links/x",
        "/openapi.json",
        "/nothing",
    ] {
        seen.push(whole(widget.call(Method::GET, path)).await);
    }
    seen.push(
        whole(
            world
                .host(Method::POST, "/sessions")
                .json(&json!({"user_id": "u2", "display_name": "Acme Coffee"})),
        )
        .await,
    );
    seen.push(
        whole(
            world
                .host(Method::POST, "/sessions")
                .json(&json!({"user_id": 7})),
        )
        .await,
    );
    for fault in ["html", "malformed", "truncated", "rate_limited"] {
        world
            .fault("GET /user", json!({"fault": fault, "times": 1}))
            .await;
        tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
        seen.push(whole(widget.call(Method::GET, "/portal")).await);
    }

    let state = world.sandbox_read("/state").await;
    let profile_key = state["profiles"][0]["profile_key"].as_str().unwrap();
    let secrets = [
        SERVER_KEY,
        ENCRYPTION_KEY,
        API_KEY,
        WEBHOOK_SECRET,
        profile_key,
    ];
    for (secret, text) in secrets
        .iter()
        .flat_map(|secret| seen.iter().map(move |text| (secret, text)))
    {
        for form in forms(secret) {
            assert!(!text.contains(&form), "{form} in {text}");
        }
    }
    let cookie = world.portal_cookie(&session).await;
    let link_token = page.split('=').nth(1).unwrap();
    let stored_never = [
        SERVER_KEY,
        ENCRYPTION_KEY,
        API_KEY,
        WEBHOOK_SECRET,
        profile_key,
        &session.token,
        &ticket,
        &cookie[16..],
        link_token,
    ];
    for entry in std::fs::read_dir(world.data_dir()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for form in stored_never.iter().flat_map(|secret| forms(secret)) {
            assert!(!text.contains(&form), "{form} is in the database");
        }
    }
}

#[tokio::test]
async fn t2_a_sealed_key_that_was_moved_to_another_row_does_not_open() {
    let world = World::start().await;
    let (one, _) = (
        world.widget("First Brand").await,
        world.widget("Second Brand").await,
    );
    let path = world.data_dir().join("connect.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap();
    sqlx::query("UPDATE brands SET profile_key = (SELECT profile_key FROM brands WHERE user_id = 'Second Brand') WHERE user_id = 'First Brand'")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(
        crate::world::refused(one.call(Method::GET, "/portal")).await,
        connect_contract::ProblemCode::Internal
    );
}
