use std::time::Duration;

use connect_contract::{ProblemCode, RelinkReason, Standing};
use hmac::{Hmac, Mac};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::world::{WEBHOOK_SECRET, World, refused};

fn sign(body: &str, secret: &str) -> String {
    hex::encode(
        Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .unwrap()
            .chain_update(body)
            .finalize()
            .into_bytes(),
    )
}

fn deliver(world: &World, body: &str, signature: &str) -> RequestBuilder {
    world
        .http
        .post(world.url("/webhooks/ayrshare"))
        .header("content-type", "application/json")
        .header("x-authorization-content-sha256", signature)
        .body(body.to_owned())
}

async fn ref_id(world: &World, title: &str) -> String {
    let state = world.sandbox_read("/state").await;
    let profile = state["profiles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|profile| profile["title"] == title)
        .unwrap()
        .clone();
    profile["ref_id"].as_str().unwrap().to_owned()
}

fn system_unlink(ref_id: &str, hook_id: &str) -> Value {
    json!({"action": "social", "type": "unlink", "platform": "facebook", "refId": ref_id, "source": "system", "hookId": hook_id})
}

#[tokio::test]
async fn what_ayrshare_dropped_by_itself_is_to_be_linked_again_until_it_is() {
    let mut world = World::start().await;
    world.register_webhook().await;
    let session = world.mint("Acme Coffee").await;
    world
        .link_behind_the_back(
            "Acme Coffee",
            "facebook",
            json!({"id": "f", "displayName": "My Page"}),
        )
        .await;
    world.widget_of(&session).portal().await;
    world
        .sandbox(
            Method::POST,
            "/system-unlink",
            json!({"title": "Acme Coffee", "platform": "facebook"}),
        )
        .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    for _ in 0..2 {
        let standing = world.widget_of(&session).standing("facebook").await;
        let Standing::RelinkNeeded {
            account: Some(account),
            reason: RelinkReason::Dropped,
        } = standing
        else {
            panic!("{standing:?}")
        };
        assert_eq!(account.name, "My Page");
        // It is remembered.
        world.restart().await;
    }
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "g"}))
        .await;
    assert!(
        world
            .widget_of(&session)
            .standing("facebook")
            .await
            .is_linked()
    );
}

#[tokio::test]
async fn what_a_person_unlinked_elsewhere_is_just_not_linked() {
    let world = World::start().await;
    world.register_webhook().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "f"}))
        .await;
    let account = widget.account("facebook").await.id.0;
    widget.unlink("facebook", &account).send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(widget.standing("facebook").await, Standing::Unlinked);
}

#[tokio::test]
async fn t24_a_forged_delivery_is_refused_without_a_word_and_changes_nothing() {
    let world = World::start().await;
    world.widget("Acme Coffee").await.portal().await;
    let body = system_unlink(&ref_id(&world, "Acme Coffee").await, "h1").to_string();
    let good = sign(&body, WEBHOOK_SECRET);
    for signature in [
        "",
        "00",
        &sign(&body, "another secret"),
        &sign("{}", WEBHOOK_SECRET),
        &good[..63],
        &format!("{good}0"),
    ] {
        assert_eq!(
            refused(deliver(&world, &body, signature)).await,
            ProblemCode::ServerKeyRefused
        );
    }
    let reserialised = body.replace("\":", "\": ");
    assert_eq!(
        refused(deliver(&world, &reserialised, &good)).await,
        ProblemCode::ServerKeyRefused
    );
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(
        world.widget("Acme Coffee").await.standing("facebook").await,
        Standing::Unlinked
    );
    let users = world.calls("GET /user").await;
    assert_eq!(
        deliver(&world, &body, &good).send().await.unwrap().status(),
        StatusCode::OK
    );
    // Longer than the pace at which a brand is read.
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(world.calls("GET /user").await, users + 1);
}

#[tokio::test]
async fn t25_a_replayed_delivery_has_one_effect() {
    let world = World::start().await;
    world.widget("Acme Coffee").await.portal().await;
    let body = system_unlink(&ref_id(&world, "Acme Coffee").await, "h1").to_string();
    let users = world.calls("GET /user").await;
    for _ in 0..100 {
        let answer = deliver(&world, &body, &sign(&body, WEBHOOK_SECRET))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    // Longer than the pace at which a brand is read.
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(world.calls("GET /user").await, users + 1);
}

#[tokio::test]
async fn f54_deliveries_about_nothing_of_ours_are_acknowledged_and_left_alone() {
    let world = World::start().await;
    for body in [
        json!({"action": "feed"}),
        json!({"action": "social"}),
        json!({"action": "social", "refId": "nobody", "hookId": "h"}),
        json!({"action": "social", "refId": 7}),
        json!([]),
        json!(null),
    ] {
        let body = body.to_string();
        let answer = deliver(&world, &body, &sign(&body, WEBHOOK_SECRET))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{body}");
    }
    let broken = "{\"action\":";
    assert_eq!(
        refused(deliver(&world, broken, &sign(broken, WEBHOOK_SECRET))).await,
        ProblemCode::InvalidRequest
    );
    let huge = "a".repeat(70_000);
    assert_eq!(
        refused(deliver(&world, &huge, &sign(&huge, WEBHOOK_SECRET))).await,
        ProblemCode::TooLarge
    );
}

#[tokio::test]
async fn without_a_secret_no_webhook_is_accepted() {
    let world = World::start_with(|_| {}, |config| config.webhook_secret = None).await;
    assert_eq!(
        refused(deliver(&world, "{}", &sign("{}", ""))).await,
        ProblemCode::ServerKeyRefused
    );
}

#[tokio::test]
async fn base64_signatures_are_accepted_as_well() {
    let base64 = |options: &mut connect_sandbox::Options| {
        options.guesses.signature = connect_sandbox::SignatureEncoding::Base64
    };
    let world = World::start_with(base64, |_| {}).await;
    world.register_webhook().await;
    world.widget("Acme Coffee").await.portal().await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({}))
        .await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    let deliveries = world.sandbox_read("/deliveries").await;
    assert_eq!(deliveries[0]["attempts"], json!(["200"]));
}
