use reqwest::Method;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn a_person_links_a_facebook_page_by_form_posts() {
    let world = World::new().await;
    let brand = world.brand("Acme Coffee").await;
    let session = world
        .link_session(
            &brand,
            json!({"allowedSocial": ["facebook"], "origin": "https://app.example"}),
        )
        .await;

    let page = world.open(session["url"].as_str().unwrap()).await;
    assert!(
        page.text.contains("<h1>Link your social accounts</h1>"),
        "{}",
        page.text
    );
    assert_eq!(
        page.events(),
        json!([{"event": "connect:ready", "network": "facebook"}])
    );
    assert!(!page.closes());

    let page = world.follow(&page, "Link Facebook").await;
    assert!(page.text.contains("<h1>Facebook</h1>") && page.text.contains("Sign in as"));
    let page = world.press(&page, "Continue", &[("name", "Acme")]).await;
    assert!(page.text.contains("Choose a Page"));
    let page = world
        .press(&page, "Continue", &[("page", "Acme Outlet")])
        .await;
    assert!(page.text.contains("Acme Outlet") && page.text.contains("type=\"checkbox\""));
    let page = world.press(&page, "Allow all", &[]).await;

    assert_eq!(page.url.path(), "/social-accounts");
    assert_eq!(
        page.events(),
        json!([{"event": "connect:success", "network": "facebook"}])
    );
    assert!(page.closes());
    assert!(page.text.contains("data-origin=\"https://app.example\""));

    let user = world.user(&brand).await;
    assert_eq!(user["activeSocialAccounts"], json!(["facebook"]));
    assert_eq!(user["displayNames"][0]["displayName"], "Acme Outlet");
    assert_eq!(user["displayNames"][0]["pageName"], "Acme Outlet");
}

#[tokio::test]
async fn the_outcome_is_told_once() {
    let world = World::new().await;
    let brand = world.brand("Once").await;
    let page = world.consent(&brand, "tiktok", "").await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    let again = world.open(page.url.as_str()).await;
    assert_eq!(again.events()[0]["event"], "connect:ready");
    assert!(again.text.contains("Linked") && again.text.contains(">Unlink TikTok</button>"));
}

#[tokio::test]
async fn every_network_can_be_linked() {
    let world = World::new().await;
    let brand = world.brand("Everything").await;
    let networks = [
        "facebook",
        "gmb",
        "instagram",
        "linkedin",
        "pinterest",
        "reddit",
        "snapchat",
        "threads",
        "tiktok",
        "youtube",
    ];
    for network in networks {
        let page = world.consent(&brand, network, "").await;
        assert_eq!(page.events()[0]["event"], "connect:success", "{network}");
    }
    let user = world.user(&brand).await;
    assert_eq!(user["activeSocialAccounts"], json!(networks));
    for account in user["displayNames"].as_array().unwrap() {
        let avatar = account["userImage"].as_str().unwrap();
        let picture = world.open(avatar).await;
        assert_eq!(picture.headers["content-type"], "image/svg+xml");
        assert!(picture.text.starts_with("<svg"));
    }
}

#[tokio::test]
async fn the_networks_with_something_to_choose_ask_for_it() {
    let world = World::new().await;
    let brand = world.brand("Choosy").await;
    let asked = [
        ("facebook", "Choose a Page"),
        ("gmb", "Choose a location"),
        ("linkedin", "Choose a profile or page"),
        ("youtube", "Choose a channel"),
    ];
    let session = world.link_session(&brand, json!({})).await;
    let token = session["url"].as_str().unwrap().split_once('=').unwrap().1;
    for (network, legend) in asked {
        let page = world
            .open(&format!("/networks/{network}/sign-in?session={token}"))
            .await;
        let page = world.press(&page, "Continue", &[]).await;
        assert!(
            page.text.contains(&format!("<legend>{legend}</legend>")),
            "{network}"
        );
    }
}

#[tokio::test]
async fn cancel_is_told_and_ends_a_page_with_one_network() {
    let world = World::new().await;
    let brand = world.brand("Shy").await;
    let session = world
        .link_session(
            &brand,
            json!({"allowedSocial": ["reddit"], "origin": "https://app.example"}),
        )
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link Reddit").await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Cancel", &[]).await;
    assert_eq!(
        page.events(),
        json!([{"event": "connect:cancelled", "network": "reddit"}])
    );
    assert!(page.closes());
    assert!(
        world
            .user(&brand)
            .await
            .get("activeSocialAccounts")
            .is_none()
    );
}

#[tokio::test]
async fn an_unticked_permission_is_one_too_few() {
    let world = World::new().await;
    let brand = world.brand("Careful").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["tiktok"]}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link TikTok").await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world
        .press(&page, "Allow all", &[("permission", "0")])
        .await;
    assert_eq!(page.events()[0]["event"], "connect:error");
    assert!(!page.closes(), "the page stays open after an error");
}

#[tokio::test]
async fn bluesky_takes_a_handle_and_an_app_password() {
    let world = World::new().await;
    let brand = world.brand("Blue").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["bluesky"]}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link Bluesky").await;
    let page = world
        .press(
            &page,
            "Link account",
            &[("handle", "blue.example"), ("password", "hunter2")],
        )
        .await;
    assert!(
        page.text.contains("xxxx-xxxx-xxxx-xxxx."),
        "a wrong app password is asked for again"
    );
    let page = world
        .press(
            &page,
            "Link account",
            &[
                ("handle", "@blue.example"),
                ("password", "abcd-efgh-ijkl-mnop"),
            ],
        )
        .await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    let user = world.user(&brand).await;
    assert_eq!(user["displayNames"][0]["username"], "blue.example");
}

#[tokio::test]
async fn telegram_finishes_without_a_word_to_the_opener() {
    let world = World::new().await;
    let brand = world.brand("Gram").await;
    let session = world
        .link_session(
            &brand,
            json!({"allowedSocial": ["telegram"], "origin": "https://app.example"}),
        )
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link Telegram").await;
    assert!(page.text.contains("@AyrshareBot") && page.text.contains("class=\"code\""));
    let page = world.press(&page, "I added the bot", &[]).await;
    assert!(!page.text.contains("data-events"), "no message, no closing");
    assert_eq!(
        world.session_status(&brand, &session).await["completedNetworks"],
        json!(["telegram"])
    );
    let after = world.follow(&page, "Back to the linking page").await;
    assert_eq!(after.events()[0]["event"], "connect:ready");
}

#[tokio::test]
async fn x_asks_for_the_app_keys_when_none_came_along() {
    let world = World::new().await;
    let brand = world.brand("Ex").await;
    let session = world
        .link_session(&brand, json!({"allowedSocial": ["twitter"]}))
        .await;
    let page = world.open(session["url"].as_str().unwrap()).await;
    let page = world.follow(&page, "Link X").await;
    assert!(page.text.contains("Consumer Key"));
    let page = world
        .press(&page, "Continue", &[("key", "k"), ("secret", "s")])
        .await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Allow all", &[]).await;
    assert_eq!(page.events()[0]["event"], "connect:success");
    let list = world
        .call(Method::GET, "/profiles?isByokLinked=true", None, None)
        .await;
    assert_eq!(list.body["count"], 1);
}

#[tokio::test]
async fn t22_consent_pages_of_four_networks_cut_the_opener_off() {
    let world = World::new().await;
    let brand = world.brand("Severed").await;
    let session = world.link_session(&brand, json!({})).await;
    let token = session["url"].as_str().unwrap().split_once('=').unwrap().1;
    for network in [
        "facebook",
        "instagram",
        "threads",
        "bluesky",
        "tiktok",
        "youtube",
    ] {
        let page = world
            .open(&format!("/networks/{network}/sign-in?session={token}"))
            .await;
        let cuts = ["facebook", "instagram", "threads", "bluesky"].contains(&network);
        let expected = cuts.then_some("same-origin");
        let given = page
            .headers
            .get("cross-origin-opener-policy")
            .map(|value| value.to_str().unwrap());
        assert_eq!(given, expected, "{network}");
        assert_eq!(page.headers["x-frame-options"], "DENY");
        assert!(
            page.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .contains("frame-ancestors 'none'")
        );
    }
}
