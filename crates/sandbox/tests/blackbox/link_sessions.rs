use std::time::Duration;

use connect_sandbox::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::World;

#[tokio::test]
async fn a_session_answers_with_an_opaque_url_for_five_minutes() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    let session = world.link_session(&brand, json!({})).await;
    let mut keys: Vec<&String> = session.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "emailSent",
            "expiresAt",
            "sessionId",
            "status",
            "title",
            "url"
        ]
    );
    assert_eq!(session["title"], "Acme");
    assert_eq!(
        session["expiresAt"].as_str().unwrap().len(),
        "2026-11-22T10:00:00Z".len()
    );
    let url = session["url"].as_str().unwrap();
    assert!(url.starts_with(&format!(
        "{}/social-accounts?session=ayr_ls_",
        world.sandbox.public_url()
    )));
    assert!(
        !url.contains(session["sessionId"].as_str().unwrap()),
        "the id opens nothing"
    );
}

#[tokio::test]
async fn the_key_is_taken_from_the_header_only() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    let body = json!({"profileKey": brand.key});
    assert_eq!(
        world
            .call(Method::POST, "/profiles/link-sessions", None, Some(body))
            .await
            .status,
        400
    );
    let wrong = world
        .call(
            Method::POST,
            "/profiles/link-sessions",
            Some("nobody's"),
            Some(json!({})),
        )
        .await;
    assert_eq!(wrong.status, 403);
    assert!(
        wrong.body.get("code").is_none(),
        "its code is unknown, so none is invented"
    );
}

#[tokio::test]
async fn what_only_the_max_pack_has_is_504() {
    let world = World::new().await;
    let brand = world.brand("Small").await;
    for body in [
        json!({"mode": "connect"}),
        json!({"expiresIn": 60}),
        json!({"email": {"to": "a@b.example"}}),
    ] {
        let answer = world
            .call(
                Method::POST,
                "/profiles/link-sessions",
                Some(&brand.key),
                Some(body),
            )
            .await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["code"]),
            (403, &json!(504))
        );
    }
    let world = World::with(Options {
        max_pack: true,
        ..Options::default()
    })
    .await;
    let brand = world.brand("Large").await;
    let widget = world.link_session(&brand, json!({"mode": "connect"})).await;
    assert!(
        widget["token"].as_str().unwrap().starts_with("ayr_ls_") && widget.get("url").is_none()
    );
    let direct = world
        .link_session(
            &brand,
            json!({"mode": "connect", "network": "x", "expiresIn": 60}),
        )
        .await;
    assert!(direct.get("token").is_none() && direct["url"].is_string());
    assert_eq!(
        world
            .link_session(&brand, json!({"email": {"to": "a@b.example"}}))
            .await["emailSent"],
        true
    );
}

#[tokio::test]
async fn wrong_parameters_are_400() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    let wrong = [
        json!({"allowedSocial": ["myspace"]}),
        json!({"origin": "https://app.example/path"}),
        json!({"origin": "nonsense"}),
        json!({"redirect": "javascript:alert(1)"}),
        json!({"mode": "list"}),
        json!({"allowedSocial": "facebook"}),
    ];
    for body in wrong {
        let answer = world
            .call(
                Method::POST,
                "/profiles/link-sessions",
                Some(&brand.key),
                Some(body.clone()),
            )
            .await;
        assert_eq!(answer.status, 400, "{body}");
    }
}

#[tokio::test]
async fn one_x_key_without_the_other_is_400() {
    let world = World::new().await;
    let brand = world.brand("Half a pair").await;
    let post = async |headers: &[&str]| {
        let mut request = world.client.post(format!(
            "{}/profiles/link-sessions",
            world.sandbox.api_url()
        ));
        request = request
            .bearer_auth(Options::default().api_key)
            .header("profile-key", &brand.key)
            .body("{}");
        for header in headers {
            request = request.header(*header, "value");
        }
        request.send().await.unwrap()
    };
    assert_eq!(post(&["X-Twitter-OAuth1-Api-Key"]).await.status(), 400);
    let both = post(&["X-Twitter-OAuth1-Api-Key", "X-Twitter-OAuth1-Api-Secret"]).await;
    let session: Value = both.json().await.unwrap();
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link X").await;
    assert!(page.text.contains("Sign in as"), "no keys are asked for");
}

#[tokio::test]
async fn the_status_tells_what_happened_to_a_session() {
    let world = World::new().await;
    let brand = world.brand("Watched").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok"]}))
        .await;
    let status = world.session_status(&brand, &session).await;
    assert_eq!(
        (&status["opened"], &status["valid"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(status["completedNetworks"], json!([]));
    assert!(status.get("completedAt").is_none());

    let page = world.open(session["url"].as_str().unwrap()).await;
    assert_eq!(world.session_status(&brand, &session).await["opened"], true);
    let page = world.follow(&page, "Link TikTok").await;
    let page = world.press(&page, "Continue", &[]).await;
    world.press(&page, "Allow all", &[]).await;
    let status = world.session_status(&brand, &session).await;
    assert_eq!(status["completedNetworks"], json!(["tiktok"]));
    assert_eq!(status["completedAt"], status["lastCompletedAt"]);
}

#[tokio::test]
async fn a_session_is_revoked_once_and_belongs_to_one_profile() {
    let world = World::new().await;
    let (brand, other) = (world.brand("Mine").await, world.brand("Theirs").await);
    let session = world.link_session(&brand, json!({})).await;
    let path = format!(
        "/profiles/link-sessions/{}",
        session["sessionId"].as_str().unwrap()
    );
    let foreign = world.call(Method::GET, &path, Some(&other.key), None).await;
    assert_eq!(
        (foreign.status.as_u16(), &foreign.body["code"]),
        (404, &json!(502))
    );
    assert_eq!(
        world
            .call(Method::DELETE, &path, Some(&brand.key), None)
            .await
            .status,
        200
    );
    assert_eq!(
        world
            .call(Method::DELETE, &path, Some(&brand.key), None)
            .await
            .body["code"],
        501
    );
    assert_eq!(
        world.session_status(&brand, &session).await["revoked"],
        true
    );
}

#[tokio::test]
async fn a_session_expires() {
    let world = World::with(Options {
        link_life: Duration::from_millis(50),
        ..Options::default()
    })
    .await;
    let brand = world.brand("Brief").await;
    let session = world.link_session(&brand, json!({})).await;
    tokio::time::sleep(Duration::from_millis(80)).await;
    let status = world.session_status(&brand, &session).await;
    assert_eq!(
        (&status["valid"], &status["sessionStatus"]),
        (&json!(false), &json!("expired"))
    );
    let path = format!(
        "/profiles/link-sessions/{}",
        session["sessionId"].as_str().unwrap()
    );
    assert_eq!(
        world
            .call(Method::DELETE, &path, Some(&brand.key), None)
            .await
            .body["code"],
        503
    );
}
