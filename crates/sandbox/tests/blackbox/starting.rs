use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use connect_sandbox::{Options, Sandbox, StartError};
use reqwest::Method;
use serde_json::json;

use crate::harness::{World, http};

#[tokio::test]
async fn t38_it_listens_on_loopback_only() {
    for listen in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let error = Sandbox::start(Options {
            listen: listen.parse().unwrap(),
            ..Options::default()
        })
        .await
        .err()
        .unwrap();
        assert!(matches!(error, StartError::NotLoopback(_)), "{error}");
        assert!(!error.to_string().contains('\n') && error.to_string().contains("--listen"));
    }
}

#[tokio::test]
async fn a_taken_port_is_named_together_with_the_flag() {
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let listen = other.local_addr().unwrap();
    let error = Sandbox::start(Options {
        listen,
        ..Options::default()
    })
    .await
    .err()
    .unwrap()
    .to_string();
    assert!(
        error.contains(&listen.port().to_string()) && error.contains("--listen"),
        "{error}"
    );
}

#[tokio::test]
async fn a_stopped_sandbox_frees_its_port_at_once_even_with_a_call_that_hangs() {
    let world = World::new().await;
    let brand = world.brand("sim-hang").await;
    let address = world.sandbox.address();
    let url = format!("{}/user", world.sandbox.api_url());
    let call = http()
        .get(url)
        .bearer_auth(Options::default().api_key)
        .header("profile-key", brand.key)
        .send();
    let hanging = tokio::spawn(call);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    world.sandbox.stop().await;
    let again = Sandbox::start(Options {
        listen: address,
        ..Options::default()
    })
    .await
    .unwrap();
    assert!(began.elapsed() < Duration::from_secs(1));
    assert_eq!(again.address(), address);
    assert!(
        hanging.await.unwrap().is_err(),
        "the open connection was ended"
    );
}

#[tokio::test]
async fn the_public_url_follows_the_port() {
    let world = World::new().await;
    let port = world.sandbox.address().port();
    assert_eq!(
        world.sandbox.public_url(),
        format!("http://localhost:{port}")
    );
    assert_eq!(
        world.sandbox.api_url(),
        format!("http://localhost:{port}/api")
    );
    assert_eq!(
        world.sandbox.address(),
        SocketAddr::from((Ipv4Addr::LOCALHOST, port))
    );
    let wrong = Options {
        public_url: Some("localhost".to_owned()),
        ..Options::default()
    };
    assert!(matches!(
        Sandbox::start(wrong).await.err().unwrap(),
        StartError::PublicUrl(_)
    ));
}

#[tokio::test]
async fn a_state_file_outlives_the_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        state_file: Some(folder.path().join("sandbox.json")),
        ..Options::default()
    };
    let world = World::with(options.clone()).await;
    let brand = world.brand("Lasting").await;
    world.consent(&brand, "tiktok", "Kept").await;
    world.sandbox.stop().await;
    let world = World::with(options).await;
    assert_eq!(
        world.user(&brand).await["displayNames"][0]["displayName"],
        "Kept"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing half-written stays behind"
    );
}

#[tokio::test]
async fn a_broken_state_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.json");
    std::fs::write(&file, "{").unwrap();
    let error = Sandbox::start(Options {
        state_file: Some(file),
        ..Options::default()
    })
    .await
    .err()
    .unwrap()
    .to_string();
    assert!(
        error.contains("--state") && error.contains("broken.json"),
        "{error}"
    );
}

#[tokio::test]
async fn a_seed_makes_profiles_that_are_not_there_yet() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.json");
    let seed = json!({"profiles": [{
        "title": "Seeded",
        "profileKey": "SEED-KEY",
        "links": [{"platform": "facebook"}, {"platform": "linkedin", "account": {"refreshDaysRemaining": 5}}],
    }]});
    std::fs::write(&file, seed.to_string()).unwrap();
    let world = World::with(Options {
        seed_file: Some(file),
        ..Options::default()
    })
    .await;
    let user = world
        .call(Method::GET, "/user", Some("SEED-KEY"), None)
        .await
        .body;
    assert_eq!(
        user["activeSocialAccounts"],
        json!(["facebook", "linkedin"])
    );
    assert_eq!(user["displayNames"][1]["refreshDaysRemaining"], 5);
}
