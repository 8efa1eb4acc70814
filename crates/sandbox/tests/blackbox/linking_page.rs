use std::time::Duration;

use connect_sandbox::{Guesses, Options};
use reqwest::Method;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn the_page_shows_what_the_link_allows_and_the_profile_has_not_switched_off() {
    let world = World::new().await;
    let made = world
        .call(
            Method::POST,
            "/profiles",
            None,
            Some(json!({"title": "Half", "disableSocial": ["reddit"], "topHeader": "Hello"})),
        )
        .await;
    let key = made.body["profileKey"].as_str().unwrap();
    let body = json!({"allowedSocial": ["reddit", "tiktok", "x"]});
    let session = world
        .call(
            Method::POST,
            "/profiles/link-sessions",
            Some(key),
            Some(body),
        )
        .await;
    let page = world.open(session.body["url"].as_str().unwrap()).await;
    assert!(page.text.contains(">Link TikTok</a>") && page.text.contains(">Link X</a>"));
    assert!(!page.text.contains("Reddit") && !page.text.contains("Facebook"));
    assert!(page.text.contains("<h1>Hello</h1>") && page.text.contains("Half"));
    assert_eq!(
        page.events(),
        json!([{"event": "connect:ready"}]),
        "several networks: none is named"
    );
}

#[tokio::test]
async fn a_page_with_several_networks_stays_open_after_a_success() {
    let world = World::new().await;
    let brand = world.brand("Many").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok", "reddit"]}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link TikTok").await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Allow all", &[]).await;
    assert!(!page.closes());
    assert!(
        page.text.contains(">Unlink TikTok</button>") && page.text.contains(">Link Reddit</a>")
    );
    let page = world.press(&page, "Unlink TikTok", &[]).await;
    assert!(page.text.contains(">Link TikTok</a>"));
}

#[tokio::test]
async fn auto_close_false_keeps_the_window_open() {
    let world = World::new().await;
    let brand = world.brand("Debug").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok"]}))
        .await;
    let page = world
        .open(&format!(
            "{}&autoClose=false",
            session["url"].as_str().unwrap()
        ))
        .await;
    let page = world.follow(&page, "Link TikTok").await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Allow all", &[]).await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    assert!(!page.closes());
}

#[tokio::test]
async fn done_leads_to_the_redirect() {
    let world = World::new().await;
    let brand = world.brand("Back").await;
    let target = format!("{}/assets/sandbox.css?a=1", world.sandbox.public_url());
    let session = world
        .link_session(&brand, json!({"redirect": target}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let after = world.press(&page, "Done", &[]).await;
    assert_eq!(after.url.as_str(), target);
    let session = world.link_session(&brand, json!({})).await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let after = world.press(&page, "Done", &[]).await;
    assert!(after.text.contains("You can close this window"));
}

#[tokio::test]
async fn without_an_origin_nobody_is_told() {
    let world = World::new().await;
    let brand = world.brand("Quiet").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok"]}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    assert!(!page.text.contains("data-origin"));
}

#[tokio::test]
async fn dead_links_say_which_code_they_died_of() {
    let world = World::with(Options {
        link_life: Duration::from_millis(150),
        ..Options::default()
    })
    .await;
    let brand = world.brand("Dead").await;
    let unknown = world.open("/social-accounts?session=ayr_ls_nobody").await;
    assert!(unknown.text.contains("Code 502"));

    let session = world.link_session(&brand, json!({})).await;
    let path = format!(
        "/profiles/link-sessions/{}",
        session["sessionId"].as_str().unwrap()
    );
    world
        .call(Method::DELETE, &path, Some(&brand.key), None)
        .await;
    assert!(
        world
            .open(session["url"].as_str().unwrap())
            .await
            .text
            .contains("Code 501")
    );

    let session = world.link_session(&brand, json!({})).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(
        world
            .open(session["url"].as_str().unwrap())
            .await
            .text
            .contains("Code 503")
    );
}

#[tokio::test]
async fn who_is_on_the_way_may_finish_after_the_link_has_expired() {
    let world = World::with(Options {
        link_life: Duration::from_millis(400),
        ..Options::default()
    })
    .await;
    let brand = world.brand("Slow reader").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok"]}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link TikTok").await;
    tokio::time::sleep(Duration::from_millis(450)).await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Allow all", &[]).await;
    assert_eq!(page.events()[0]["event"], "connect:success");
}

#[tokio::test]
async fn a_link_is_not_for_other_networks() {
    let world = World::new().await;
    let brand = world.brand("Narrow").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok"]}))
        .await;
    let token = session["url"].as_str().unwrap().split_once('=').unwrap().1;
    assert_eq!(
        world
            .open(&format!("/networks/reddit/sign-in?session={token}"))
            .await
            .status,
        403
    );
    assert_eq!(
        world
            .open(&format!("/networks/nonsense/sign-in?session={token}"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn direct_mode_goes_straight_to_the_network() {
    let world = World::with(Options {
        max_pack: true,
        ..Options::default()
    })
    .await;
    let brand = world.brand("Direct").await;
    let body = json!({"mode": "connect", "network": "tiktok", "origin": "https://app.example"});
    let session = world.link_session(&brand, body).await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    assert_eq!(
        page.events(),
        json!([{"event": "connect:ready", "network": "tiktok"}])
    );
    assert!(page.text.contains("data-next=\"/networks/tiktok/sign-in?"));
    let page = world.follow(&page, "Continue").await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Allow all", &[]).await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    assert!(page.closes() && !page.text.contains("data-next"));
}

#[tokio::test]
async fn direct_mode_for_x_without_keys_fails_in_the_window() {
    let world = World::with(Options {
        max_pack: true,
        ..Options::default()
    })
    .await;
    let brand = world.brand("Keyless").await;
    let session = world
        .link_session(&brand, json!({"mode": "connect", "network": "x"}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    assert_eq!(page.events()[0]["event"], "connect:error");
    assert_eq!(page.events()[0]["code"], 419);
    assert!(!page.closes());
}

#[tokio::test]
async fn pages_allow_nothing_inline_and_no_frame() {
    let world = World::new().await;
    let brand = world.brand("Strict").await;
    let session = world.link_session(&brand, json!({})).await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe-inline"));
    assert_eq!(page.headers["x-frame-options"], "DENY");
    assert!(
        page.headers.get("cross-origin-opener-policy").is_none(),
        "the linking page itself keeps its opener"
    );
    assert!(page.text.contains("SANDBOX"));
    let script = world.open("/assets/linking.js").await;
    assert!(script.text.contains("window.close()") && script.text.contains("postMessage"));
}

#[tokio::test]
async fn closing_in_grid_mode_is_a_guess_that_can_be_switched_off() {
    let guesses = Guesses {
        closes_after_one_network: false,
        ..Guesses::default()
    };
    let world = World::with(Options {
        guesses,
        ..Options::default()
    })
    .await;
    let brand = world.brand("Patient").await;
    let page = world.consent(&brand, "tiktok", "").await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    assert!(!page.closes());
}
