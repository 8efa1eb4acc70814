use connect_contract::{OffReason, Standing};
use serde_json::json;

use crate::world::{HOST, World, network};

#[tokio::test]
async fn a_new_brand_shows_thirteen_networks_of_which_none_is_linked() {
    let world = World::start_with(
        |_| {},
        |config| config.support_url = Some("mailto:help@host.example".to_owned()),
    )
    .await;
    let portal = world.widget("Acme Coffee").await.portal().await;
    assert_eq!(portal.networks.len(), 13);
    assert!(
        portal
            .networks
            .iter()
            .all(|card| card.standing == Standing::Unlinked && card.guide_url.is_some())
    );
    assert_eq!(
        portal.support.url.as_deref(),
        Some("mailto:help@host.example")
    );
    assert_eq!(portal.session.actions.len(), 3);
}

#[tokio::test]
async fn f20_an_unknown_network_gets_a_generic_card_at_the_end() {
    let world = World::start().await;
    let widget = world.widget("sim-unknown-network").await;
    let portal = widget.portal().await;
    assert_eq!(portal.networks.len(), 14);
    let card = portal.networks.last().unwrap();
    assert_eq!(
        (card.network.as_str(), card.name.as_str()),
        ("zorbnet", "zorbnet")
    );
    let account = card.standing.account().unwrap();
    assert_eq!(account.name, "Somebody on a network of tomorrow");
}

#[tokio::test]
async fn f22_hostile_text_stays_text_and_hostile_addresses_are_left_out() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let account = json!({
        "displayName": "<img src=x onerror=alert(1)>", "username": "@@\"><svg onload=alert(3)>",
        "profileUrl": "javascript:alert(4)", "userImage": "http://evil.example/a.png",
    });
    world
        .link_behind_the_back("Acme Coffee", "facebook", account)
        .await;
    let account = widget.account("facebook").await;
    assert_eq!(account.name, "<img src=x onerror=alert(1)>");
    assert_eq!(account.handle.as_deref(), Some("@\"><svg onload=alert(3)>"));
    assert_eq!((account.profile_url, account.avatar_url), (None, None));
}

#[tokio::test]
async fn f21_missing_null_and_odd_fields_break_nothing() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    for (platform, account) in [
        (
            "facebook",
            json!({"id": null, "username": null, "userImage": null, "profileUrl": null, "displayName": null}),
        ),
        (
            "reddit",
            json!({"id": 17, "username": ["a"], "userImage": {}, "profileUrl": 3, "created": null}),
        ),
        (
            "linkedin",
            json!({"displayName": "L".repeat(5000), "refreshDaysRemaining": "soon"}),
        ),
    ] {
        world
            .link_behind_the_back("Acme Coffee", platform, account)
            .await;
    }
    let portal = widget.portal().await;
    assert_eq!(
        portal
            .networks
            .iter()
            .filter(|card| card.standing.is_linked())
            .count(),
        3
    );
    let names: Vec<_> = portal
        .networks
        .iter()
        .filter_map(|card| Some(card.standing.account()?.name.chars().count()))
        .collect();
    assert!(
        names.iter().all(|length| (1..=300).contains(length)),
        "{names:?}"
    );
}

#[tokio::test]
async fn pictures_of_the_sandbox_are_shown_because_it_is_on_this_machine() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({}))
        .await;
    let avatar = widget.account("facebook").await.avatar_url.unwrap();
    assert!(avatar.starts_with(&world.sandbox.public_url()), "{avatar}");
}

#[tokio::test]
async fn linkedin_is_to_be_renewed_fifteen_days_before_its_end() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back(
            "Acme Coffee",
            "linkedin",
            json!({"refreshDaysRemaining": 15}),
        )
        .await;
    assert!(matches!(
        widget.standing("linkedin").await,
        Standing::RenewSoon { days: 15, .. }
    ));
}

#[tokio::test]
async fn t7_a_network_outside_the_scope_is_off_whatever_is_linked_there() {
    let world = World::start_with(
        |_| {},
        |config| config.networks_off = vec!["tiktok".to_owned()],
    )
    .await;
    let session = world.mint_with(json!({"user_id": "Acme Coffee", "networks": ["reddit", "tiktok"], "allowed_origins": [HOST]})).await;
    world
        .link_behind_the_back("Acme Coffee", "facebook", json!({}))
        .await;
    let widget = world.widget_of(&session);
    assert_eq!(
        widget.standing("facebook").await,
        Standing::Off {
            reason: OffReason::Session
        }
    );
    assert_eq!(
        widget.standing("tiktok").await,
        Standing::Off {
            reason: OffReason::Brand
        }
    );
    assert_eq!(widget.standing("reddit").await, Standing::Unlinked);
    assert!(
        widget
            .portal()
            .await
            .networks
            .iter()
            .any(|card| card.network == network("gmb"))
    );
}

#[tokio::test]
async fn a_network_that_was_switched_off_later_still_shows_what_is_linked() {
    let mut world = World::start().await;
    let session = world.mint("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "tiktok", json!({}))
        .await;
    world.config.networks_off = vec!["tiktok".to_owned()];
    world.restart().await;
    assert!(
        world
            .widget_of(&session)
            .standing("tiktok")
            .await
            .is_linked()
    );
}

#[tokio::test]
async fn t27_many_readers_at_once_are_one_call() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .fault(
            "GET /user",
            json!({"fault": "slow", "seconds": 0.3, "times": 1}),
        )
        .await;
    futures_util::future::join_all((0..40).map(|_| widget.portal())).await;
    assert_eq!(world.calls("GET /user").await, 1);
}
