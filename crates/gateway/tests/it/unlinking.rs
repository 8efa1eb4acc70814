use std::time::{Duration, Instant};

use connect_contract::{Impact, ProblemCode, Standing};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::world::{HOST, Widget, World, refused};

#[tokio::test]
async fn an_unlink_names_its_account_and_greys_the_card_at_once() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "page/1 é"}))
        .await;
    let impact: Impact = widget
        .call(Method::GET, "/accounts/facebook/impact")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(impact.account_id.0, "page/1 é");
    assert_eq!(impact.scheduled_posts, None);
    let unlinked = widget
        .unlink("facebook", &impact.account_id.0)
        .send()
        .await
        .unwrap();
    assert_eq!(unlinked.status(), StatusCode::NO_CONTENT);
    assert_eq!(widget.standing("facebook").await, Standing::Unlinked);
    // Again is harmless, and Ayrshare is not asked again.
    assert_eq!(
        widget
            .unlink("facebook", "page/1 é")
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(world.calls("DELETE /profiles/social").await, 1);
    assert_eq!(
        refused(widget.call(Method::GET, "/accounts/facebook/impact")).await,
        ProblemCode::NotFound
    );
}

/// Facebook is linked by now, but not with the account that the page still shows.
pub async fn an_unlink_of_the_account_before_is_refused(world: &World, widget: &Widget<'_>) {
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "new"}))
        .await;
    assert_eq!(
        refused(widget.unlink("facebook", "old")).await,
        ProblemCode::AccountChanged
    );
}

#[tokio::test]
async fn a_stale_dialog_cannot_remove_a_newer_account() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    an_unlink_of_the_account_before_is_refused(&world, &widget).await;
    assert_eq!(
        refused(widget.call(Method::DELETE, "/accounts/facebook")).await,
        ProblemCode::InvalidRequest
    );
    assert_eq!(world.calls("DELETE /profiles/social").await, 0);
    assert_eq!(widget.account("facebook").await.id.0, "new");
}

#[tokio::test]
async fn every_network_can_be_unlinked_even_one_that_nobody_knows() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    for network in connect_contract::well_known_networks() {
        world
            .link_behind_the_back("Acme Coffee", network.id, json!({"id": null}))
            .await;
    }
    for card in widget.portal().await.networks {
        let account = card.standing.account().unwrap().id.0.clone();
        let answer = widget
            .unlink(card.network.as_str(), &account)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{}", card.network);
    }
    assert!(
        widget
            .portal()
            .await
            .networks
            .iter()
            .all(|card| card.standing == Standing::Unlinked)
    );
}

#[tokio::test]
async fn t7_what_the_session_was_minted_without_is_denied() {
    let world = World::start().await;
    world.widget("Acme Coffee").await.portal().await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "f"}))
        .await;
    world
        .link_behind_the_back("Acme Coffee", "reddit", json!({"id": "r"}))
        .await;
    let session = world
        .mint_with(json!({"user_id": "Acme Coffee", "networks": ["reddit"], "actions": ["read"], "allowed_origins": [HOST]}))
        .await;
    let widget = world.widget_of(&session);
    assert_eq!(
        refused(widget.unlink("reddit", "r")).await,
        ProblemCode::ScopeDenied
    );
    assert_eq!(
        refused(widget.start(&crate::world::attempt_id(), "reddit")).await,
        ProblemCode::ScopeDenied
    );
    assert_eq!(
        refused(widget.call(Method::GET, "/accounts/facebook/impact")).await,
        ProblemCode::ScopeDenied
    );
    let session = world
        .mint_with(
            json!({"user_id": "Acme Coffee", "networks": ["reddit"], "allowed_origins": [HOST]}),
        )
        .await;
    let widget = world.widget_of(&session);
    assert_eq!(
        refused(widget.unlink("facebook", "f")).await,
        ProblemCode::ScopeDenied
    );
    assert_eq!(
        refused(widget.start(&crate::world::attempt_id(), "facebook")).await,
        ProblemCode::ScopeDenied
    );
}

#[tokio::test]
async fn f55_an_unlink_that_ayrshare_does_not_answer_is_not_claimed() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "f"}))
        .await;
    world
        .fault(
            "DELETE /profiles/social",
            json!({"fault": "status", "status": 503, "times": 1}),
        )
        .await;
    assert_eq!(
        refused(widget.unlink("facebook", "f")).await,
        ProblemCode::UpstreamUnavailable
    );
    assert!(widget.standing("facebook").await.is_linked());
    assert_eq!(
        widget
            .unlink("facebook", "f")
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn an_unlink_that_was_confirmed_counts_even_if_the_page_is_closed_meanwhile() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "reddit", json!({"id": "r1"}))
        .await;
    let slow = json!({"fault": "slow", "seconds": 0.5, "times": 1});
    world.fault("DELETE /profiles/social", slow).await;
    let gone = tokio::time::timeout(
        Duration::from_millis(250),
        widget.unlink("reddit", "r1").send(),
    );
    assert!(gone.await.is_err(), "it was answered too early to prove it");
    let until = Instant::now() + Duration::from_secs(5);
    while widget.standing("reddit").await != Standing::Unlinked {
        assert!(Instant::now() < until, "it was lost");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(world.calls("DELETE /profiles/social").await, 1);
}

#[tokio::test]
async fn t10_another_brand_is_out_of_reach() {
    let world = World::start().await;
    let own = world.widget("Acme Coffee").await;
    let other = world.widget("Other Brand").await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({"id": "f"}))
        .await;
    let attempt = crate::world::attempt_id();
    own.ticket(&attempt, "reddit").await;
    assert_eq!(
        refused(other.call(Method::GET, &format!("/links/{attempt}"))).await,
        ProblemCode::NotFound
    );
    assert_eq!(
        refused(other.call(Method::DELETE, &format!("/links/{attempt}"))).await,
        ProblemCode::NotFound
    );
    assert_eq!(
        other.unlink("facebook", "f").send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert!(own.standing("facebook").await.is_linked());
}
