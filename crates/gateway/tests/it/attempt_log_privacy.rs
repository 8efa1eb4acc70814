//! The log of a link attempt is for its own brand, and holds nothing that could do harm elsewhere.

use connect_contract::{AttemptState, ProblemCode};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::attempt_log::{ask, database, log, steps_of, until};
use crate::attempt_report::report;
use crate::sandbox_person::link_as;
use crate::world::{
    API_KEY, ENCRYPTION_KEY, HOST, SERVER_KEY, WEBHOOK_SECRET, World, attempt_id, refused,
};

#[tokio::test]
async fn t10_the_log_of_another_brand_looks_like_one_that_never_was() {
    let world = World::start().await;
    let attempt = attempt_id();
    let owner = world.widget("Acme Coffee").await;
    owner.ticket(&attempt, "facebook").await;
    let stranger = world.widget("Other Brand").await;
    let body = async |id: &str, form: &str| {
        let path = format!("/links/{id}/{form}");
        let answer = stranger.call(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let mut body = answer.json::<Value>().await.unwrap();
        body.as_object_mut().unwrap().remove("support_id").unwrap();
        body
    };
    for form in ["log", "report"] {
        assert_eq!(
            body(&attempt, form).await,
            body(&attempt_id(), form).await,
            "{form}"
        );
    }
    // Nor does asking for it leave a trace in its log.
    let path = format!("/links/{attempt}?because=person");
    assert_eq!(
        refused(stranger.call(Method::GET, &path)).await,
        ProblemCode::NotFound
    );
    assert_eq!(
        steps_of(&owner, &attempt).await,
        ["page: begun", "page: ticket_given"]
    );
    let narrow =
        json!({"user_id": "Acme Coffee", "networks": ["reddit"], "allowed_origins": [HOST]});
    let narrow = world.mint_with(narrow).await;
    let path = format!("/links/{attempt}/log");
    let other_network = world.widget_of(&narrow).call(Method::GET, &path);
    assert_eq!(refused(other_network).await, ProblemCode::NotFound);
    let nobody = world.http.get(world.url(&format!("/api/v1{path}")));
    assert_eq!(refused(nobody).await, ProblemCode::SessionMissing);
}

#[tokio::test]
async fn t1_no_secret_and_no_name_is_ever_in_a_log() {
    let world = World::start().await;
    world.register_webhook().await;
    let session = world.mint("Acme Coffee").await;
    let widget = world.widget_of(&session);
    let (attempt, stopped) = (attempt_id(), attempt_id());
    let void = widget.ticket(&attempt, "bluesky").await;
    let ticket = widget.ticket(&attempt, "bluesky").await;
    for opener in ["https://canary.example/?t=1", "canary_handle", &ticket] {
        assert_eq!(
            refused(world.redeem(&ticket, opener)).await,
            ProblemCode::OriginNotAllowed
        );
    }
    let answer = world.redeem(&ticket, HOST).send().await.unwrap();
    let page = answer.json::<Value>().await.unwrap()["url"]
        .as_str()
        .unwrap()
        .to_owned();
    refused(world.redeem(&ticket, HOST)).await;
    refused(world.redeem(&void, HOST)).await;
    link_as(&page, "bluesky", "canary.bsky.social").await;
    ask(&widget, &attempt, "?because=canary_handle").await;
    let AttemptState::Linked { account } = widget.outcome(&attempt).await else {
        panic!("not linked")
    };
    let second_page = widget.linking_page(&stopped, "facebook").await;
    let path = format!("/links/{stopped}");
    widget.call(Method::DELETE, &path).send().await.unwrap();
    link_as(&second_page, "facebook", "Canary Page").await;
    world
        .http
        .get(world.url(&format!("/done.html?a={stopped}&x=canary_handle")))
        .send()
        .await
        .unwrap();

    let appeared = until(&widget, &stopped, "gateway: account_appeared").await;
    let mut seen = vec![
        log(&widget, &attempt).await.to_string(),
        report(&widget, &attempt).await,
        appeared.to_string(),
    ];
    let pool = database(&world).await;
    let rows = sqlx::query_scalar::<_, String>("SELECT seen FROM attempt_log")
        .fetch_all(&pool)
        .await
        .unwrap();
    seen.extend(rows);
    let state = world.sandbox_read("/state").await;
    let cookie = world.portal_cookie(&session).await;
    let link_token = |page: &str| page.split('=').nth(1).unwrap().to_owned();
    let never = [
        SERVER_KEY.to_owned(),
        ENCRYPTION_KEY.to_owned(),
        API_KEY.to_owned(),
        WEBHOOK_SECRET.to_owned(),
        state["profiles"][0]["profile_key"]
            .as_str()
            .unwrap()
            .to_owned(),
        session.token.clone(),
        cookie[16..].to_owned(),
        link_token(&page),
        link_token(&second_page),
        account.id.0,
        account.name,
        world.sandbox.public_url(),
        ticket,
        void,
        "cap_".to_owned(),
        "anary".to_owned(),
        "Acme".to_owned(),
    ];
    for (text, secret) in seen
        .iter()
        .flat_map(|text| never.iter().map(move |secret| (text, secret)))
    {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
