use connect_sandbox::Options;
use reqwest::Method;
use serde_json::json;

use crate::harness::World;

#[tokio::test]
async fn the_deprecated_call_still_makes_a_working_url() {
    let world = World::new().await;
    let brand = world.brand("Legacy").await;
    let body = json!({"profileKey": brand.key, "domain": "acme", "privateKey": "not read", "allowedSocial": ["tiktok"]});
    let answer = world
        .call(Method::POST, "/profiles/generateJWT", None, Some(body))
        .await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body["token"]
            .as_str()
            .unwrap()
            .starts_with("ayr_ls_")
    );
    assert!(answer.body.get("emailSent").is_none() && answer.body.get("expiresIn").is_none());
    let url = answer.body["url"].as_str().unwrap();
    assert!(url.starts_with(&format!(
        "{}/social-accounts?jwt=",
        world.sandbox.public_url()
    )));
    let page = world.open(url).await;
    assert!(
        !page.text.contains("data-origin"),
        "completion events came with link sessions"
    );
    let page = world.follow(&page, "Link TikTok").await;
    let page = world.press(&page, "Continue", &[]).await;
    let page = world.press(&page, "Allow all", &[]).await;
    assert_eq!(page.url.query().unwrap().split('=').next(), Some("jwt"));
    assert_eq!(
        world.user(&brand).await["activeSocialAccounts"],
        json!(["tiktok"])
    );
}

#[tokio::test]
async fn a_wrong_key_shows_only_when_the_page_opens_unless_verify_asks() {
    let world = World::new().await;
    let body = json!({"profileKey": "nobody's"});
    let answer = world
        .call(Method::POST, "/profiles/generateJWT", None, Some(body))
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        world
            .open(answer.body["url"].as_str().unwrap())
            .await
            .status,
        401
    );
    let body = json!({"profileKey": "nobody's", "verify": true});
    let answer = world
        .call(Method::POST, "/profiles/generateJWT", None, Some(body))
        .await;
    assert_eq!(
        (&answer.body["code"], &answer.body["action"]),
        (&json!(189), &json!("JWT"))
    );
}

#[tokio::test]
async fn a_life_of_its_own_needs_the_max_pack() {
    let world = World::new().await;
    let brand = world.brand("Small").await;
    let body = json!({"profileKey": brand.key, "expiresIn": 30});
    assert_eq!(
        world
            .call(
                Method::POST,
                "/profiles/generateJWT",
                None,
                Some(body.clone())
            )
            .await
            .body["code"],
        504
    );
    let world = World::with(Options {
        max_pack: true,
        ..Options::default()
    })
    .await;
    let brand = world.brand("Large").await;
    let body = json!({"profileKey": brand.key, "expiresIn": 30});
    assert_eq!(
        world
            .call(Method::POST, "/profiles/generateJWT", None, Some(body))
            .await
            .body["expiresIn"],
        "30m"
    );
}
