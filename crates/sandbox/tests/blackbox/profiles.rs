use std::time::Duration;

use connect_sandbox::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::World;

#[tokio::test]
async fn a_wrong_api_key_is_refused_with_102() {
    let world = World::new().await;
    let url = format!("{}/user", world.sandbox.api_url());
    let brand = world.brand("Secretive").await;
    for key in ["wrong", brand.key.as_str()] {
        let answer = world
            .client
            .get(&url)
            .bearer_auth(key)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 403);
        let body: Value = answer.json().await.unwrap();
        assert_eq!(
            (&body["status"], &body["code"]),
            (&json!("error"), &json!(102))
        );
    }
    assert_eq!(world.client.get(&url).send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_profile_is_made_at_three_addresses_and_tells_its_key_once() {
    let world = World::new().await;
    for (number, path) in ["/profiles", "/profiles/profile", "/profiles/create-profile"]
        .iter()
        .enumerate()
    {
        let title = format!("Brand {number}");
        let answer = world
            .call(Method::POST, path, None, Some(json!({"title": title})))
            .await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body["status"], "success");
        assert_eq!(answer.body["refId"].as_str().unwrap().len(), 40);
        assert!(answer.body.get("messagingActive").is_none());
    }
    let list = world.call(Method::GET, "/profiles", None, None).await.body;
    assert_eq!(list["count"], 3);
    assert!(!list.to_string().contains("profileKey"));
    assert!(list["profiles"][0].get("activeSocialAccounts").is_none());
    assert_eq!(list["profiles"][0]["status"], "active");
}

#[tokio::test]
async fn a_taken_title_is_146() {
    let world = World::new().await;
    world.brand("Twice").await;
    let answer = world
        .call(
            Method::POST,
            "/profiles",
            None,
            Some(json!({"title": "Twice"})),
        )
        .await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["code"]),
        (400, &json!(146))
    );
    assert!(
        answer.body["message"]
            .as_str()
            .unwrap()
            .contains("Profile title already exists")
    );
    let other = world.brand("Other").await;
    let answer = world
        .call(
            Method::PATCH,
            "/profiles",
            Some(&other.key),
            Some(json!({"title": "Twice"})),
        )
        .await;
    assert_eq!(answer.body["code"], 146);
}

#[tokio::test]
async fn t11_many_creations_at_once_make_one_profile() {
    let world = World::new().await;
    let make = || {
        world.call(
            Method::POST,
            "/profiles",
            None,
            Some(json!({"title": "Race"})),
        )
    };
    let answers = futures_util::future::join_all((0..50).map(|_| make())).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.status == 200).count(),
        1
    );
    assert_eq!(
        world.call(Method::GET, "/profiles", None, None).await.body["count"],
        1
    );
}

#[tokio::test]
async fn a_team_profile_needs_an_email() {
    let world = World::new().await;
    let answer = world
        .call(
            Method::POST,
            "/profiles",
            None,
            Some(json!({"title": "Team", "team": true})),
        )
        .await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let world = World::new().await;
    let first = world.brand("One").await;
    world.brand("Two").await;
    world.brand("Three").await;
    world.consent(&first, "tiktok", "").await;
    world.consent(&first, "reddit", "").await;
    let titles = async |query: &str| {
        let body = world
            .call(Method::GET, &format!("/profiles{query}"), None, None)
            .await
            .body;
        body["profiles"]
            .as_array()
            .unwrap()
            .iter()
            .map(|profile| profile["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles("?title=Two").await, ["Two"]);
    assert_eq!(titles(&format!("?refId={}", first.ref_id)).await, ["One"]);
    assert_eq!(
        titles("?hasActiveSocialAccounts=false").await,
        ["Two", "Three"]
    );
    assert_eq!(
        titles("?includesActiveSocialAccounts[0]=tiktok&includesActiveSocialAccounts[1]=reddit")
            .await,
        ["One"]
    );
    assert!(
        titles("?includesActiveSocialAccounts[0]=tiktok&includesActiveSocialAccounts[1]=gmb")
            .await
            .is_empty()
    );

    let page = world
        .call(Method::GET, "/profiles?limit=2", None, None)
        .await
        .body;
    assert_eq!(
        (&page["count"], &page["pagination"]["hasMore"]),
        (&json!(2), &json!(true))
    );
    let cursor = page["pagination"]["nextCursor"].as_str().unwrap();
    let page = world
        .call(
            Method::GET,
            &format!("/profiles?limit=2&cursor={cursor}"),
            None,
            None,
        )
        .await
        .body;
    assert_eq!(
        (&page["count"], &page["pagination"]["hasMore"]),
        (&json!(1), &json!(false))
    );
    assert!(page["pagination"].get("nextCursor").is_none());
}

#[tokio::test]
async fn a_kept_list_is_stale_for_a_while() {
    let world = World::with(Options {
        list_cache: Duration::from_millis(300),
        ..Options::default()
    })
    .await;
    assert_eq!(
        world.call(Method::GET, "/profiles", None, None).await.body["count"],
        0
    );
    world.brand("Fresh").await;
    assert_eq!(
        world.call(Method::GET, "/profiles", None, None).await.body["count"],
        0
    );
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(
        world.call(Method::GET, "/profiles", None, None).await.body["count"],
        1
    );
}

#[tokio::test]
async fn profiles_are_changed_with_the_key_in_the_header_or_the_body() {
    let world = World::new().await;
    let brand = world.brand("Before").await;
    let answer = world
        .call(
            Method::PATCH,
            "/profiles",
            Some(&brand.key),
            Some(json!({"title": "Between"})),
        )
        .await;
    assert_eq!(
        answer.body,
        json!({"status": "success", "refId": brand.ref_id})
    );
    let body = json!({"profileKey": brand.key, "title": "After"});
    assert_eq!(
        world
            .call(Method::PUT, "/profiles/profile", None, Some(body))
            .await
            .status,
        200
    );
    assert_eq!(world.user(&brand).await["title"], "After");
}

#[tokio::test]
async fn profiles_are_deleted_by_key_or_by_title() {
    let world = World::new().await;
    let brand = world.brand("First").await;
    world.brand("Second").await;
    assert_eq!(
        world
            .call(Method::DELETE, "/profiles", Some(&brand.key), None)
            .await
            .body["refId"],
        json!(brand.ref_id)
    );
    assert_eq!(
        world
            .call(
                Method::DELETE,
                "/profiles",
                None,
                Some(json!({"title": "Second"}))
            )
            .await
            .status,
        200
    );
    let again = world
        .call(
            Method::DELETE,
            "/profiles",
            None,
            Some(json!({"title": "Second"})),
        )
        .await;
    assert_eq!(
        (again.status.as_u16(), &again.body["code"]),
        (404, &json!(114))
    );
    assert_eq!(
        world
            .call(Method::GET, "/user", Some(&brand.key), None)
            .await
            .status,
        403,
        "its key is nobody's now"
    );
    let log = world
        .call(Method::GET, "/profiles?actionLog=true", None, None)
        .await
        .body;
    assert_eq!(log["profiles"]["actionLog"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn unknown_paths_and_methods_answer_in_json() {
    let world = World::new().await;
    assert_eq!(
        world.call(Method::GET, "/nothing", None, None).await.status,
        404
    );
    assert_eq!(
        world.call(Method::PUT, "/user", None, None).await.status,
        405
    );
}

#[tokio::test]
async fn t27_the_limit_is_counted_for_each_profile() {
    let world = World::with(Options {
        rate_limit: 3,
        ..Options::default()
    })
    .await;
    let (one, two) = (world.brand("One").await, world.brand("Two").await);
    for count in 1..=3 {
        let answer = world.call(Method::GET, "/user", Some(&one.key), None).await;
        assert_eq!(answer.headers["x-ratelimit-max"], "3");
        assert_eq!(
            answer.headers["x-ratelimit-count"],
            count.to_string().as_str()
        );
    }
    let over = world.call(Method::GET, "/user", Some(&one.key), None).await;
    assert_eq!(over.status, 429);
    assert!(over.headers.get("retry-after").is_none());
    assert_eq!(
        world
            .call(Method::GET, "/user", Some(&two.key), None)
            .await
            .status,
        200
    );
}
