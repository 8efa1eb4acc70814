use reqwest::Method;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn unlinking_answers_the_same_whether_linked_or_not() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    world.consent(&brand, "tiktok", "").await;
    let expected = json!({"status": "success", "platform": "tiktok", "refId": brand.ref_id});
    for _ in 0..2 {
        let answer = world
            .call(
                Method::DELETE,
                "/profiles/social",
                Some(&brand.key),
                Some(json!({"platform": "tiktok"})),
            )
            .await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &expected));
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
async fn without_a_key_the_primary_profile_is_hit() {
    let world = World::new().await;
    let brand = world.brand("Bystander").await;
    world.consent(&brand, "tiktok", "").await;
    world
        .control(
            Method::POST,
            "/link",
            json!({"title": "Primary Profile", "platform": "tiktok"}),
        )
        .await;
    world
        .call(
            Method::DELETE,
            "/profiles/social",
            None,
            Some(json!({"platform": "tiktok"})),
        )
        .await;
    let primary = world.call(Method::GET, "/user", None, None).await.body;
    assert!(primary.get("activeSocialAccounts").is_none());
    assert_eq!(
        world.user(&brand).await["activeSocialAccounts"],
        json!(["tiktok"])
    );
}

#[tokio::test]
async fn the_key_may_stand_in_the_body() {
    let world = World::new().await;
    let brand = world.brand("Older client").await;
    world.consent(&brand, "tiktok", "").await;
    let body = json!({"platform": "tiktok", "profileKey": brand.key});
    assert_eq!(
        world
            .call(Method::DELETE, "/profiles/social", None, Some(body))
            .await
            .body["refId"],
        json!(brand.ref_id)
    );
    let body = json!({"platform": "tiktok", "profileKey": "nobody's"});
    assert_eq!(
        world
            .call(Method::DELETE, "/profiles/social", None, Some(body))
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn an_unknown_platform_is_400() {
    let world = World::new().await;
    let brand = world.brand("Acme").await;
    for body in [
        json!({}),
        json!({"platform": "Facebook"}),
        json!({"platform": "x"}),
    ] {
        assert_eq!(
            world
                .call(
                    Method::DELETE,
                    "/profiles/social",
                    Some(&brand.key),
                    Some(body)
                )
                .await
                .status,
            400
        );
    }
}
