//! Accounts that turn up while nobody was sent to Ayrshare for them. (T12)

use std::time::Duration;

use connect_contract::{AttemptState, LiveEvent, NetworkStanding, ProblemCode};
use futures_util::future::{join, join_all};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;

use crate::attempt_log::database;
use crate::events::Stream;
use crate::sandbox_person::link_as;
use crate::world::{HOST, Widget, World, attempt_id, network, refused};

const BRAND: &str = "Acme Coffee";

async fn link_outside(world: &World, id: &str) {
    world
        .link_behind_the_back(BRAND, "facebook", json!({"id": id, "displayName": id}))
        .await;
}

/// The card as Ayrshare's list makes it now, not as it was a moment ago.
async fn card_now(widget: &Widget<'_>) -> NetworkStanding {
    tokio::time::sleep(Duration::from_millis(2100)).await;
    widget.card("facebook").await
}

async fn is_marked_now(widget: &Widget<'_>) -> bool {
    let card = card_now(widget).await;
    assert!(card.standing.is_linked(), "{card:?}");
    card.linked_outside
}

async fn done(request: RequestBuilder) {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn t12_what_was_linked_before_the_first_reading_is_no_news() {
    let mut world = World::start().await;
    let session = world.mint(BRAND).await;
    link_outside(&world, "before").await;
    assert!(!is_marked_now(&world.widget_of(&session)).await);
    world.restart().await;
    assert!(!is_marked_now(&world.widget_of(&session)).await);
}

#[tokio::test]
async fn t12_an_account_that_nobody_linked_here_is_marked_and_stays_so_after_a_restart() {
    let mut world = World::start().await;
    let session = world.mint(BRAND).await;
    let widget = world.widget_of(&session);
    assert!(!widget.card("facebook").await.linked_outside);
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
    for _ in 0..2 {
        world.restart().await;
        assert!(is_marked_now(&world.widget_of(&session)).await);
    }
    // Only the network that it is on, and only this brand.
    let widget = world.widget_of(&session);
    let cards = widget.portal().await.networks;
    assert_eq!(cards.iter().filter(|card| card.linked_outside).count(), 1);
    let other = world.widget("Other Brand").await.portal().await;
    assert!(other.networks.iter().all(|card| !card.linked_outside));
}

#[tokio::test]
async fn t12_an_account_that_came_while_the_gateway_was_down_is_marked() {
    let mut world = World::start().await;
    let session = world.mint(BRAND).await;
    world.widget_of(&session).portal().await;
    let address = world.gateway().address();
    world.gateway.take().unwrap().stop().await;
    link_outside(&world, "stranger").await;
    world.config.listen = address.to_string();
    let gateway = connect_gateway::Gateway::start(world.config.clone()).await;
    world.gateway = Some(gateway.unwrap());
    assert!(is_marked_now(&world.widget_of(&session)).await);
}

#[tokio::test]
async fn t12_a_person_keeps_it_once_and_again_and_every_page_is_told() {
    let mut world = World::start().await;
    let session = world.mint(BRAND).await;
    let widget = world.widget_of(&session);
    widget.portal().await;
    link_outside(&world, "page/1 é").await;
    assert!(is_marked_now(&widget).await);
    let mut stream = Stream::open(&widget, None).await;
    done(widget.keep("facebook", "page/1 é")).await;
    let network = network("facebook");
    let (_, event) = stream.next_within(2).await.unwrap();
    assert_eq!(event, LiveEvent::Account { network });
    assert!(!widget.card("facebook").await.linked_outside);
    done(widget.keep("facebook", "page/1 é")).await;
    world.restart().await;
    assert!(!is_marked_now(&world.widget_of(&session)).await);
}

#[tokio::test]
async fn t12_two_readings_at_once_mark_once_and_a_kept_account_stays_kept() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    widget.portal().await;
    link_outside(&world, "stranger").await;
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let cards = join_all((0..8).map(|_| widget.card("facebook"))).await;
    assert!(cards.iter().all(|card| card.linked_outside));
    // While a reading is under way.
    let slow = json!({"fault": "slow", "seconds": 0.3, "times": 1});
    world.fault("GET /user", slow).await;
    let keep = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        done(widget.keep("facebook", "stranger")).await;
    };
    tokio::time::sleep(Duration::from_millis(2100)).await;
    join(widget.card("facebook"), keep).await;
    assert!(!is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_keeping_names_the_account_that_is_there() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    let changed = ProblemCode::AccountChanged;
    assert_eq!(refused(widget.keep("facebook", "nothing")).await, changed);
    widget.portal().await;
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
    assert_eq!(refused(widget.keep("facebook", "other")).await, changed);
    assert_eq!(refused(widget.keep("reddit", "stranger")).await, changed);
    let nameless = widget.call(Method::POST, "/accounts/facebook/keep");
    assert_eq!(refused(nameless).await, ProblemCode::InvalidRequest);
    assert!(is_marked_now(&widget).await);
}

#[tokio::test]
async fn t7_t10_only_a_session_of_the_brand_that_may_link_there_keeps_it() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    widget.portal().await;
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
    let changes = [
        json!({"actions": ["read", "unlink"]}),
        json!({"networks": ["reddit"]}),
    ];
    for change in changes {
        let mut wanted = json!({"user_id": BRAND, "allowed_origins": [HOST]});
        wanted
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        let narrow = world.widget_of(&world.mint_with(wanted).await);
        let keep = narrow.keep("facebook", "stranger");
        assert_eq!(refused(keep).await, ProblemCode::ScopeDenied, "{change}");
        let sees = narrow.card("facebook").await.linked_outside;
        assert_eq!(sees, change.get("networks").is_none(), "{change}");
    }
    let other = world.widget("Other Brand").await;
    let keep = other.keep("facebook", "stranger");
    assert_eq!(refused(keep).await, ProblemCode::AccountChanged);
    let nobody = world
        .http
        .post(world.url("/api/v1/accounts/facebook/keep"))
        .header("x-connect-confirm", "stranger");
    assert_eq!(refused(nobody).await, ProblemCode::SessionMissing);
    assert!(is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_an_unlink_takes_the_mark_with_it_and_a_link_from_here_has_none() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    widget.portal().await;
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
    done(widget.unlink("facebook", "stranger")).await;
    assert!(!widget.card("facebook").await.linked_outside);
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    link_as(&page, "facebook", "Own Page").await;
    let outcome = widget.outcome(&attempt).await;
    assert!(matches!(outcome, AttemptState::Linked { .. }));
    assert!(!is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_the_same_account_linked_outside_after_an_unlink_is_news_again() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    link_outside(&world, "own").await;
    assert!(!widget.card("facebook").await.linked_outside);
    done(widget.unlink("facebook", "own")).await;
    link_outside(&world, "own").await;
    assert!(is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_another_account_in_the_place_of_a_linked_one_is_marked_and_the_same_one_is_not() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    link_outside(&world, "own").await;
    assert!(!is_marked_now(&widget).await);
    // Linked anew, which changes its moment.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    link_outside(&world, "own").await;
    assert!(!is_marked_now(&widget).await);
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_another_account_over_an_expiring_one_is_not_marked_if_it_was_linked_here() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    let expiring = json!({"id": "old", "refreshDaysRemaining": 5});
    world
        .link_behind_the_back(BRAND, "linkedin", expiring)
        .await;
    widget.portal().await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "linkedin").await;
    link_as(&page, "linkedin", "New Company").await;
    let AttemptState::Linked { account } = widget.outcome(&attempt).await else {
        panic!("it is not linked")
    };
    assert_ne!(account.id.0, "old");
    let card = widget.card("linkedin").await;
    assert_eq!(card.standing.account(), Some(&account));
    assert!(!card.linked_outside);
}

/// Sends somebody to Ayrshare, stops the attempt, and gives back the page that is still open there.
async fn stopped_attempt(widget: &Widget<'_>) -> String {
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    let stop = widget.call(Method::DELETE, &format!("/links/{attempt}"));
    assert_eq!(stop.send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(widget.attempt(&attempt).await, AttemptState::Stopped);
    page
}

#[tokio::test]
async fn f26_t12_a_link_that_succeeds_after_a_stop_is_not_marked() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    let page = stopped_attempt(&widget).await;
    link_as(&page, "facebook", "Late Page").await;
    assert!(!is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_an_attempt_that_ended_ten_minutes_ago_explains_nothing() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    stopped_attempt(&widget).await;
    let database = database(&world).await;
    let aged = sqlx::query("UPDATE attempts SET ended_at = ended_at - 600000");
    assert_eq!(aged.execute(&database).await.unwrap().rows_affected(), 1);
    database.close().await;
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
}

#[tokio::test]
async fn t12_an_attempt_with_which_nobody_was_sent_there_or_of_another_network_explains_nothing() {
    let world = World::start().await;
    let widget = world.widget(BRAND).await;
    widget.ticket(&attempt_id(), "facebook").await;
    widget.linking_page(&attempt_id(), "reddit").await;
    let other = world.widget("Other Brand").await;
    other.linking_page(&attempt_id(), "facebook").await;
    link_outside(&world, "stranger").await;
    assert!(is_marked_now(&widget).await);
}
