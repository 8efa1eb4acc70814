use std::time::{Duration, Instant};

use connect_sandbox::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Brand, World};

async fn account(world: &World, brand: &Brand) -> Value {
    world.user(brand).await["displayNames"][0].clone()
}

#[tokio::test]
async fn names_that_a_person_types_end_the_attempt_with_a_code() {
    let world = World::new().await;
    let brand = world.brand("Codes").await;
    for (name, code) in [
        ("sim-322", json!(322)),
        ("sim-161", json!(161)),
        ("sim-419", json!(419)),
        ("sim-refused", Value::Null),
    ] {
        let page = world.consent(&brand, "instagram", name).await;
        assert_eq!(page.events()[0]["event"], "connect:error", "{name}");
        assert_eq!(page.events()[0]["code"], code, "{name}");
        assert!(
            !page.closes() && page.text.contains(">Link Instagram</a>"),
            "{name}"
        );
        assert!(
            world
                .user(&brand)
                .await
                .get("activeSocialAccounts")
                .is_none()
        );
    }
}

#[tokio::test]
async fn names_that_a_person_types_spoil_the_account() {
    let world = World::new().await;
    let brand = world.brand("Spoilt").await;
    world.consent(&brand, "tiktok", "sim-no-avatar").await;
    assert!(account(&world, &brand).await.get("userImage").is_none());
    world.consent(&brand, "tiktok", "sim-no-id").await;
    assert!(account(&world, &brand).await.get("id").is_none());
    world.consent(&brand, "tiktok", "sim-nulls").await;
    assert!(account(&world, &brand).await["userImage"].is_null());
    world.consent(&brand, "tiktok", "sim-hostile").await;
    assert!(
        account(&world, &brand).await["displayName"]
            .as_str()
            .unwrap()
            .contains("<script>")
    );
    let page = world.consent(&brand, "tiktok", "sim-long").await;
    assert!(
        account(&world, &brand).await["displayName"]
            .as_str()
            .unwrap()
            .len()
            > 2_000
    );
    assert!(!page.text.contains("<script>"));
}

#[tokio::test]
async fn a_name_with_pages_spoils_the_page_that_is_chosen() {
    let world = World::new().await;
    let brand = world.brand("Paged").await;
    world.consent(&brand, "facebook", "sim-no-avatar").await;
    assert!(account(&world, &brand).await.get("userImage").is_none());
}

#[tokio::test]
async fn a_message_can_be_lost_and_a_window_stay_open() {
    let world = World::new().await;
    let brand = world.brand("Windows").await;
    let page = world.consent(&brand, "tiktok", "sim-lost-message").await;
    assert_eq!(page.events(), json!([]));
    assert!(page.closes());
    let page = world.consent(&brand, "tiktok", "sim-stay-open").await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    assert!(!page.closes());
}

#[tokio::test]
async fn a_slow_save_is_told_before_it_can_be_seen() {
    let world = World::with(Options {
        slow_save: Duration::from_millis(400),
        ..Options::default()
    })
    .await;
    let brand = world.brand("Late").await;
    let page = world.consent(&brand, "tiktok", "sim-slow-save").await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    assert!(
        world
            .user(&brand)
            .await
            .get("activeSocialAccounts")
            .is_none()
    );
    tokio::time::sleep(Duration::from_millis(450)).await;
    assert_eq!(
        world.user(&brand).await["activeSocialAccounts"],
        json!(["tiktok"])
    );
}

#[tokio::test]
async fn titles_spoil_user_and_new_links_but_not_the_creation() {
    let world = World::new().await;
    for (title, status) in [
        ("A sim-429", 429),
        ("A sim-500", 500),
        ("A sim-403", 403),
        ("A sim-suspended", 403),
    ] {
        let brand = world.brand(title).await;
        assert_eq!(
            world
                .call(Method::GET, "/user", Some(&brand.key), None)
                .await
                .status,
            status,
            "{title}"
        );
        let link = world
            .call(
                Method::POST,
                "/profiles/link-sessions",
                Some(&brand.key),
                Some(json!({})),
            )
            .await;
        assert_eq!(link.status, status, "{title}");
    }
    let list = world
        .call(Method::GET, "/profiles?title=A%20sim-suspended", None, None)
        .await
        .body;
    assert_eq!(
        (
            &list["profiles"][0]["status"],
            &list["profiles"][0]["suspended"]
        ),
        (&json!("suspended"), &json!(true))
    );
}

#[tokio::test]
async fn titles_spoil_the_body_of_user() {
    let world = World::new().await;
    let get = async |title: &str| {
        let brand = world.brand(title).await;
        let request = world
            .client
            .get(format!("{}/user", world.sandbox.api_url()))
            .header("profile-key", brand.key);
        request
            .bearer_auth(Options::default().api_key)
            .send()
            .await
            .unwrap()
    };
    let html = get("sim-html").await;
    assert!(
        html.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    let malformed = get("sim-malformed").await.text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&malformed).is_err());
    assert_eq!(get("sim-empty").await.text().await.unwrap(), "");
    let truncated = get("sim-truncated").await;
    assert_eq!(truncated.status(), 200);
    assert!(
        truncated.text().await.is_err(),
        "the connection ends before the announced length"
    );
}

#[tokio::test]
async fn a_slow_title_takes_three_seconds_and_a_hanging_one_never_answers() {
    let world = World::new().await;
    let slow = world.brand("sim-slow").await;
    let began = Instant::now();
    world.user(&slow).await;
    assert!(began.elapsed() >= Duration::from_secs(3));
    let hanging = world.brand("sim-hang").await;
    let call = world.call(Method::GET, "/user", Some(&hanging.key), None);
    assert!(
        tokio::time::timeout(Duration::from_millis(300), call)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_title_can_make_links_that_are_dead_on_arrival_and_networks_nobody_knows() {
    let world = World::new().await;
    let brand = world.brand("sim-link-expired").await;
    let session = world.link_session(&brand, json!({})).await;
    assert!(
        world
            .open(session["url"].as_str().unwrap())
            .await
            .text
            .contains("Code 503")
    );
    let brand = world.brand("sim-unknown-network").await;
    assert_eq!(
        world.user(&brand).await["activeSocialAccounts"],
        json!(["zorbnet"])
    );
}
