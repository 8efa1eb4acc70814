use reqwest::Method;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn nothing_linked_leaves_the_list_out() {
    let world = World::new().await;
    let brand = world.brand("Empty").await;
    let user = world.user(&brand).await;
    assert!(user.get("activeSocialAccounts").is_none());
    assert!(user.get("status").is_none() && user.get("suspended").is_none());
    assert_eq!(
        (&user["title"], &user["refId"]),
        (&json!("Empty"), &json!(brand.ref_id))
    );
    assert!(user["created"]["utc"].is_string() && user["created"]["_seconds"].is_number());
}

#[tokio::test]
async fn without_a_profile_key_the_primary_profile_answers() {
    let world = World::new().await;
    let answer = world.call(Method::GET, "/user", None, None).await;
    assert_eq!(answer.body["title"], "Primary Profile");
}

#[tokio::test]
async fn accounts_come_in_the_order_of_their_ids() {
    let world = World::new().await;
    let brand = world.brand("Order").await;
    for network in ["youtube", "gmb", "tiktok"] {
        world.consent(&brand, network, "").await;
    }
    let user = world.user(&brand).await;
    assert_eq!(
        user["activeSocialAccounts"],
        json!(["gmb", "tiktok", "youtube"])
    );
    let platforms: Vec<_> = user["displayNames"]
        .as_array()
        .unwrap()
        .iter()
        .map(|account| &account["platform"])
        .collect();
    assert_eq!(platforms, ["gmb", "tiktok", "youtube"]);
}

#[tokio::test]
async fn linkedin_tells_the_days_that_are_left() {
    let world = World::new().await;
    let brand = world.brand("Linked").await;
    world.consent(&brand, "linkedin", "").await;
    let account = world.user(&brand).await["displayNames"][0].clone();
    assert_eq!(account["refreshDaysRemaining"], 365);
    assert!(account["refreshRequired"].is_string() && account["type"] == "person");
}

#[tokio::test]
async fn instagram_details_come_on_request() {
    let world = World::new().await;
    let brand = world.brand("Insta").await;
    world.consent(&brand, "instagram", "").await;
    assert!(
        world.user(&brand).await["displayNames"][0]
            .get("usedQuota")
            .is_none()
    );
    for query in ["instagramDetails", "instagramQuota"] {
        let answer = world
            .call(
                Method::GET,
                &format!("/user?{query}=true"),
                Some(&brand.key),
                None,
            )
            .await;
        assert_eq!(answer.body["displayNames"][0]["usedQuota"], 0);
    }
}

#[tokio::test]
async fn linking_again_replaces_the_account_and_its_time() {
    let world = World::new().await;
    let brand = world.brand("Again").await;
    world.consent(&brand, "tiktok", "First").await;
    let first = world.user(&brand).await["displayNames"][0].clone();
    world.consent(&brand, "tiktok", "Second").await;
    let user = world.user(&brand).await;
    assert_eq!(user["displayNames"].as_array().unwrap().len(), 1);
    assert_eq!(user["displayNames"][0]["displayName"], "Second");
    assert_ne!(user["displayNames"][0]["id"], first["id"]);
    assert_ne!(user["displayNames"][0]["created"], first["created"]);
}
