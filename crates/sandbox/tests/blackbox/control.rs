use reqwest::Method;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn a_rule_hits_its_route_a_number_of_times() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    let rule =
        json!({"route": "GET /user", "fault": "status", "status": 503, "code": 999, "times": 2});
    assert_eq!(world.control(Method::POST, "/faults", rule).await.0, 204);
    for _ in 0..2 {
        let answer = world
            .call(Method::GET, "/user", Some(&brand.key), None)
            .await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["code"]),
            (503, &json!(999))
        );
    }
    world.user(&brand).await;
}

#[tokio::test]
async fn a_rule_without_a_number_lasts_until_it_is_cleared() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    world
        .control(
            Method::POST,
            "/faults",
            json!({"route": "*", "fault": "rate_limited"}),
        )
        .await;
    for _ in 0..3 {
        assert_eq!(
            world
                .call(Method::GET, "/user", Some(&brand.key), None)
                .await
                .status,
            429
        );
    }
    assert_eq!(
        world.control(Method::DELETE, "/faults", json!({})).await.0,
        204
    );
    world.user(&brand).await;
}

#[tokio::test]
async fn a_rule_can_strike_after_the_deed() {
    let world = World::new().await;
    let rule = json!({"route": "POST /profiles", "fault": "status", "status": 502, "times": 1, "after": true});
    world.control(Method::POST, "/faults", rule).await;
    assert_eq!(
        world
            .call(
                Method::POST,
                "/profiles",
                None,
                Some(json!({"title": "Orphan"}))
            )
            .await
            .status,
        502
    );
    assert_eq!(
        world
            .call(
                Method::POST,
                "/profiles",
                None,
                Some(json!({"title": "Orphan"}))
            )
            .await
            .body["code"],
        146
    );
}

#[tokio::test]
async fn a_rule_that_makes_no_sense_is_refused() {
    let world = World::new().await;
    assert!(
        world
            .control(
                Method::POST,
                "/faults",
                json!({"route": "*", "fault": "gremlin"})
            )
            .await
            .0
            .is_client_error()
    );
    assert!(
        world
            .control(
                Method::POST,
                "/faults",
                json!({"rout": "*", "fault": "slow"})
            )
            .await
            .0
            .is_client_error()
    );
}

#[tokio::test]
async fn calls_are_written_down() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    world.user(&brand).await;
    let calls = world.control(Method::GET, "/calls", json!({})).await.1;
    let calls = calls.as_array().unwrap();
    assert_eq!(calls.len(), 2);
    assert_eq!(
        (&calls[1]["method"], &calls[1]["path"]),
        (&json!("GET"), &json!("/user"))
    );
    assert_eq!(
        (&calls[1]["profile"], &calls[1]["status"]),
        (&json!("Acme"), &json!(200))
    );
    assert!(calls[1]["at_ms"].as_i64() >= calls[0]["at_ms"].as_i64());
}

#[tokio::test]
async fn links_come_and_go_without_a_person() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    let order = json!({"title": "Acme", "platform": "linkedin", "account": {"displayName": "Typed", "refreshDaysRemaining": 9}});
    assert_eq!(world.control(Method::POST, "/link", order).await.0, 204);
    let account = world.user(&brand).await["displayNames"][0].clone();
    assert_eq!(
        (&account["displayName"], &account["refreshDaysRemaining"]),
        (&json!("Typed"), &json!(9))
    );
    let order = json!({"title": "Acme", "platform": "linkedin", "details": "password changed"});
    assert_eq!(
        world
            .control(Method::POST, "/system-unlink", order.clone())
            .await
            .0,
        204
    );
    assert!(
        world
            .user(&brand)
            .await
            .get("activeSocialAccounts")
            .is_none()
    );
    assert_eq!(
        world.control(Method::POST, "/system-unlink", order).await.0,
        400
    );
    let nobody = json!({"title": "Nobody", "platform": "linkedin"});
    assert_eq!(world.control(Method::POST, "/link", nobody).await.0, 404);
    let history = world
        .call(
            Method::GET,
            &format!("/profiles?refId={}&include=unlinkHistory", brand.ref_id),
            None,
            None,
        )
        .await;
    assert_eq!(
        history.body["profiles"][0]["unlinkHistory"][0]["source"],
        "system"
    );
}

#[tokio::test]
async fn the_opener_policy_can_be_set_and_reset() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    let session = world.link_session(&brand, json!({})).await;
    let token = session["url"].as_str().unwrap().split_once('=').unwrap().1;
    let policy = async |network: &str| {
        let page = world
            .open(&format!("/networks/{network}/sign-in?session={token}"))
            .await;
        page.headers
            .get("cross-origin-opener-policy")
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let set = async |network: &str, value: &str| {
        world
            .control(
                Method::PUT,
                "/coop",
                json!({"network": network, "value": value}),
            )
            .await
            .0
    };
    assert_eq!(set("*", "none").await, 204);
    assert_eq!(policy("facebook").await, None);
    assert_eq!(set("tiktok", "noopener-allow-popups").await, 204);
    assert_eq!(
        policy("tiktok").await.as_deref(),
        Some("noopener-allow-popups")
    );
    assert_eq!(set("*", "default").await, 204);
    assert_eq!(policy("facebook").await.as_deref(), Some("same-origin"));
    assert_eq!(policy("tiktok").await, None);
    assert_eq!(set("*", "nonsense").await, 400);
}

#[tokio::test]
async fn the_life_of_links_can_be_set() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    world
        .control(Method::PUT, "/link-life", json!({"seconds": 0}))
        .await;
    let session = world.link_session(&brand, json!({})).await;
    assert!(
        world
            .open(session["url"].as_str().unwrap())
            .await
            .text
            .contains("Code 503")
    );
}

#[tokio::test]
async fn the_control_page_works_without_scripts() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    world
        .control(
            Method::POST,
            "/link",
            json!({"title": "Acme", "platform": "reddit"}),
        )
        .await;
    let page = world.open("/").await;
    assert!(page.text.contains("SANDBOX") && page.text.contains("Acme"));
    let page = world.press(&page, "Drop reddit", &[]).await;
    assert!(!page.text.contains("Drop reddit"));
    let page = world
        .press(
            &page,
            "Let it go wrong",
            &[
                ("route", "GET /user"),
                ("fault", "status"),
                ("status", "500"),
            ],
        )
        .await;
    assert!(page.text.contains("GET /user"));
    assert_eq!(
        world
            .call(Method::GET, "/user", Some(&brand.key), None)
            .await
            .status,
        500
    );
    world.press(&page, "Clear all faults", &[]).await;
    world.user(&brand).await;
}

#[tokio::test]
async fn another_site_cannot_work_the_controls() {
    let world = World::new().await;
    let url = format!("{}/control/clear", world.sandbox.public_url());
    let answer = world
        .client
        .post(url)
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
}
