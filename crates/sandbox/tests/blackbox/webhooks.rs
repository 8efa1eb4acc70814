use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use connect_sandbox::Options;
use hmac::{Hmac, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::harness::{Brand, World};

/// Headers and raw body of one delivery.
type Got = (HeaderMap, Bytes);

/// Somebody who listens for webhooks, and answers with the statuses that were laid out, then 200.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<(Vec<Got>, Vec<u16>)>>);

impl Listener {
    async fn start(&self) -> String {
        let app = Router::new()
            .route("/hook", post(Self::receive))
            .with_state(self.clone());
        let socket = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .unwrap();
        let url = format!("http://{}/hook", socket.local_addr().unwrap());
        let std = socket.into_std().unwrap();
        tokio::spawn(
            axum_server::from_tcp(std)
                .unwrap()
                .serve(app.into_make_service()),
        );
        url
    }

    async fn receive(State(listener): State<Self>, headers: HeaderMap, body: Bytes) -> StatusCode {
        let (got, answers) = &mut *listener.0.lock().unwrap();
        got.push((headers, body));
        if answers.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::from_u16(answers.remove(0)).unwrap()
        }
    }

    async fn wait_for(&self, count: usize) -> Vec<Got> {
        for _ in 0..100 {
            if self.0.lock().unwrap().0.len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.0.lock().unwrap().0.clone()
    }
}

async fn world() -> World {
    let webhook_retry_waits = vec![Duration::from_millis(20); 8];
    World::with(Options {
        allow_http_webhooks: true,
        webhook_retry_waits,
        ..Options::default()
    })
    .await
}

async fn register(world: &World, key: Option<&str>, url: &str) -> Value {
    let body = json!({"action": "social", "url": url, "secret": "shh"});
    let answer = world
        .call(Method::POST, "/hook/webhook", key, Some(body))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

async fn linked(world: &World) -> Brand {
    let brand = world.brand("Acme").await;
    world.consent(&brand, "tiktok", "").await;
    brand
}

fn body_of(delivery: &Got) -> Value {
    serde_json::from_slice(&delivery.1).unwrap()
}

#[tokio::test]
async fn a_link_is_told_to_the_primary_profiles_webhook_with_a_signature() {
    let (world, listener) = (world().await, Listener::default());
    let url = listener.start().await;
    let registered = register(&world, None, &url).await;
    assert_eq!(
        (&registered["action"], &registered["url"]),
        (&json!("social"), &json!(url))
    );
    let brand = linked(&world).await;

    let got = listener.wait_for(1).await;
    let (headers, raw) = &got[0];
    let mut mac = Hmac::<Sha256>::new_from_slice(b"shh").unwrap();
    mac.update(raw);
    assert_eq!(
        headers["x-authorization-content-sha256"],
        hex::encode(mac.finalize().into_bytes())
    );
    assert!(
        headers["x-authorization-timestamp"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            > 1_700_000_000
    );
    assert_eq!(headers["x-ayrshare-delivery-attempt"], "1");
    let body = body_of(&got[0]);
    assert_eq!(
        (&body["action"], &body["type"], &body["source"]),
        (&json!("social"), &json!("link"), &json!("user"))
    );
    assert_eq!(
        (&body["platform"], &body["refId"]),
        (&json!("tiktok"), &json!(brand.ref_id))
    );
    assert!(body["hookId"].is_string() && body.get("details").is_none());
}

#[tokio::test]
async fn a_delivery_is_repeated_after_a_500_with_the_same_ids() {
    let (world, listener) = (world().await, Listener::default());
    listener.0.lock().unwrap().1 = vec![500, 429];
    register(&world, None, &listener.start().await).await;
    linked(&world).await;
    let got = listener.wait_for(3).await;
    let attempts: Vec<_> = got
        .iter()
        .map(|(headers, _)| headers["x-ayrshare-delivery-attempt"].to_str().unwrap())
        .collect();
    assert_eq!(attempts, ["1", "2", "3"]);
    assert_eq!(
        got[0].0["x-ayrshare-delivery-id"],
        got[2].0["x-ayrshare-delivery-id"]
    );
    assert_eq!(body_of(&got[0])["hookId"], body_of(&got[2])["hookId"]);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(listener.wait_for(3).await.len(), 3);
    let deliveries = world.control(Method::GET, "/deliveries", json!({})).await.1;
    assert_eq!(deliveries[0]["attempts"], json!(["500", "429", "200"]));
}

#[tokio::test]
async fn nine_deliveries_are_the_most_and_other_refusals_are_final() {
    let (world, listener) = (world().await, Listener::default());
    listener.0.lock().unwrap().1 = vec![503; 20];
    register(&world, None, &listener.start().await).await;
    let brand = linked(&world).await;
    assert_eq!(listener.wait_for(9).await.len(), 9);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(listener.wait_for(9).await.len(), 9);

    let refusing = Listener::default();
    refusing.0.lock().unwrap().1 = vec![404, 404];
    register(&world, Some(&brand.key), &refusing.start().await).await;
    world
        .control(
            Method::POST,
            "/system-unlink",
            json!({"title": "Acme", "platform": "tiktok"}),
        )
        .await;
    refusing.wait_for(1).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(refusing.wait_for(1).await.len(), 1, "a 404 is not repeated");
    assert_eq!(
        listener.wait_for(9).await.len(),
        9,
        "the profile's own webhook goes before the primary one's"
    );
}

#[tokio::test]
async fn a_system_unlink_says_why_and_a_refresh_until_when() {
    let (world, listener) = (world().await, Listener::default());
    register(&world, None, &listener.start().await).await;
    let brand = world.brand("Acme").await;
    world
        .control(
            Method::POST,
            "/link",
            json!({"title": "Acme", "platform": "linkedin"}),
        )
        .await;
    listener.wait_for(1).await;
    assert_eq!(
        world
            .control(
                Method::POST,
                "/refresh",
                json!({"title": "Acme", "days": 15})
            )
            .await
            .0,
        204
    );
    listener.wait_for(2).await;
    let order = json!({"title": "Acme", "platform": "linkedin", "details": "password changed"});
    world.control(Method::POST, "/system-unlink", order).await;
    let got: Vec<Value> = listener.wait_for(3).await.iter().map(body_of).collect();
    assert_eq!(
        (&got[1]["type"], got[1]["refreshBy"].is_string()),
        (&json!("refresh"), true)
    );
    assert_eq!(
        (&got[2]["type"], &got[2]["source"]),
        (&json!("unlink"), &json!("system"))
    );
    assert_eq!(got[2]["details"], "password changed");
    assert!(
        world
            .user(&brand)
            .await
            .get("activeSocialAccounts")
            .is_none()
    );
}

#[tokio::test]
async fn unlinking_what_is_not_linked_tells_nobody() {
    let (world, listener) = (world().await, Listener::default());
    register(&world, None, &listener.start().await).await;
    let brand = linked(&world).await;
    for _ in 0..2 {
        world
            .call(
                Method::DELETE,
                "/profiles/social",
                Some(&brand.key),
                Some(json!({"platform": "tiktok"})),
            )
            .await;
    }
    listener.wait_for(2).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(listener.wait_for(2).await.len(), 2);
}

#[tokio::test]
async fn webhooks_are_https_only_and_of_a_known_action() {
    let world = World::new().await;
    let post = async |body: Value| world.call(Method::POST, "/hook", None, Some(body)).await;
    assert_eq!(
        post(json!({"action": "social", "url": "http://127.0.0.1:1/hook"}))
            .await
            .status,
        400
    );
    assert_eq!(
        post(json!({"action": "gossip", "url": "https://hook.example/"}))
            .await
            .status,
        400
    );
    assert_eq!(post(json!({"action": "social"})).await.status, 400);
    assert_eq!(
        post(json!({"action": "social", "url": "https://hook.example/"}))
            .await
            .status,
        200
    );
    let list = world
        .call(Method::GET, "/hook/webhook", None, None)
        .await
        .body;
    assert_eq!(
        (&list["status"], &list["social"]),
        (&json!("success"), &json!("https://hook.example/"))
    );
    assert!(list["updated"].is_string());
    let gone = world
        .call(
            Method::DELETE,
            "/hook/webhook",
            None,
            Some(json!({"action": "social"})),
        )
        .await
        .body;
    assert_eq!(gone, json!({"status": "success", "action": "social"}));
    assert!(
        world
            .call(Method::GET, "/hook", None, None)
            .await
            .body
            .get("social")
            .is_none()
    );
}
