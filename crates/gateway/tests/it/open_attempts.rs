//! Which attempts a page may take up that did not begin them.

use connect_contract::{AttemptId, AttemptState};
use reqwest::Method;
use serde_json::json;

use crate::attempt_log::database;
use crate::sandbox_person::link_as;
use crate::world::{HOST, Widget, World, attempt_id};

async fn open(widget: &Widget<'_>, network: &str) -> Option<AttemptId> {
    widget.card(network).await.open_attempt
}

#[tokio::test]
async fn f33_a_second_page_of_the_brand_sees_the_attempt_and_can_take_it_up() {
    let mut world = World::start().await;
    let (first, second) = (
        world.mint("Acme Coffee").await,
        world.mint("Acme Coffee").await,
    );
    let attempt = attempt_id();
    let widget = world.widget_of(&first);
    let page = widget.linking_page(&attempt, "facebook").await;
    for session in [&first, &second] {
        let widget = world.widget_of(session);
        let seen = open(&widget, "facebook").await;
        assert_eq!(seen, Some(AttemptId::new(&attempt)));
        assert_eq!(open(&widget, "reddit").await, None);
    }
    world.restart().await;
    let widget = world.widget_of(&second);
    let taken_up = open(&widget, "facebook").await.unwrap();
    link_as(&page, "facebook", "Acme Page").await;
    assert!(matches!(
        widget.outcome(taken_up.as_str()).await,
        AttemptState::Linked { .. }
    ));
    // It is over.
    assert_eq!(open(&widget, "facebook").await, None);
}

#[tokio::test]
async fn an_attempt_with_which_nobody_was_sent_to_ayrshare_is_not_listed() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let ticket = widget.ticket(&attempt, "facebook").await;
    assert_eq!(open(&widget, "facebook").await, None);
    world.redeem(&ticket, HOST).send().await.unwrap();
    assert!(open(&widget, "facebook").await.is_some());
}

#[tokio::test]
async fn a_stopped_a_superseded_and_a_late_attempt_are_not_listed() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.linking_page(&attempt, "facebook").await;
    let stop = widget.call(Method::DELETE, &format!("/links/{attempt}"));
    stop.send().await.unwrap();
    assert_eq!(open(&widget, "facebook").await, None);

    widget.linking_page(&attempt_id(), "reddit").await;
    let newer = attempt_id();
    widget.ticket(&newer, "reddit").await;
    assert_eq!(open(&widget, "reddit").await, None);

    widget.linking_page(&attempt_id(), "threads").await;
    assert!(open(&widget, "threads").await.is_some());
    let database = database(&world).await;
    let late = sqlx::query("UPDATE attempts SET expires_at = 1 WHERE network = 'threads'");
    late.execute(&database).await.unwrap();
    database.close().await;
    assert_eq!(open(&widget, "threads").await, None);
}

#[tokio::test]
async fn of_two_pages_that_link_the_same_network_the_last_one_is_listed() {
    let world = World::start().await;
    let (one, two) = (
        world.widget("Acme Coffee").await,
        world.widget("Acme Coffee").await,
    );
    let (first, last) = (attempt_id(), attempt_id());
    one.linking_page(&first, "facebook").await;
    two.linking_page(&last, "facebook").await;
    for widget in [&one, &two] {
        let seen = open(widget, "facebook").await;
        assert_eq!(seen, Some(AttemptId::new(&last)));
    }
}

#[tokio::test]
async fn t7_t10_another_brand_and_a_session_without_the_network_see_no_attempt() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    widget.linking_page(&attempt_id(), "facebook").await;
    let other = world.widget("Other Brand").await;
    assert_eq!(open(&other, "facebook").await, None);
    let narrow =
        json!({"user_id": "Acme Coffee", "networks": ["reddit"], "allowed_origins": [HOST]});
    let narrow = world.widget_of(&world.mint_with(narrow).await);
    assert_eq!(open(&narrow, "facebook").await, None);
}
