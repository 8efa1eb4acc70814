use std::time::{Duration, Instant};

use connect_contract::{AttemptState, LinkAttempt, ProblemCode, Standing, well_known_networks};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::sandbox_person::link_as;
use crate::world::{World, attempt_id, refused};

#[tokio::test]
async fn all_thirteen_networks_can_be_linked_by_a_person() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    for network in well_known_networks() {
        let attempt = attempt_id();
        let page = widget.linking_page(&attempt, network.id).await;
        assert_eq!(
            widget.attempt(&attempt).await,
            AttemptState::Open,
            "{}",
            network.id
        );
        let name = format!("{}.example", network.id);
        link_as(&page, network.id, &name).await;
        let AttemptState::Linked { account } = widget.outcome(&attempt).await else {
            panic!("{} is not linked", network.id)
        };
        assert!(
            account.name.contains(&name),
            "{}: {}",
            network.id,
            account.name
        );
        assert_eq!(widget.account(network.id).await, account);
    }
    assert!(
        widget
            .portal()
            .await
            .networks
            .iter()
            .all(|card| card.standing.is_linked())
    );
}

#[tokio::test]
async fn the_link_session_is_for_one_network_one_opener_and_leads_back() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.linking_page(&attempt, "facebook").await;
    let state = world.sandbox_read("/state").await;
    let session = &state["sessions"][0];
    assert_eq!(session["allowed"], json!(["facebook"]));
    assert_eq!(session["origin"], crate::world::HOST);
    assert_eq!(
        session["redirect"],
        world.url(&format!("/done.html?a={attempt}"))
    );
}

#[tokio::test]
async fn what_was_linked_before_the_attempt_is_no_success_of_it() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back(
            "Acme Coffee",
            "linkedin",
            json!({"refreshDaysRemaining": 5, "id": "li-1"}),
        )
        .await;
    assert!(matches!(
        widget.standing("linkedin").await,
        Standing::RenewSoon { days: 5, .. }
    ));
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "linkedin").await;
    assert_eq!(widget.attempt(&attempt).await, AttemptState::Open);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    link_as(&page, "linkedin", "Renewed").await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        AttemptState::Linked { .. }
    ));
    assert!(matches!(
        widget.standing("linkedin").await,
        Standing::Linked { .. }
    ));
}

#[tokio::test]
async fn a_linked_network_has_to_be_unlinked_before_it_is_linked_again() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    world
        .link_behind_the_back("Acme Coffee", "reddit", json!({}))
        .await;
    assert_eq!(
        refused(widget.start(&attempt_id(), "reddit")).await,
        ProblemCode::AccountChanged
    );
}

#[tokio::test]
async fn starting_an_attempt_again_is_harmless_and_makes_the_older_ticket_void() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let first = widget.ticket(&attempt, "facebook").await;
    let second = widget.ticket(&attempt, "facebook").await;
    assert_eq!(
        refused(world.redeem(&first, crate::world::HOST)).await,
        ProblemCode::TicketUsed
    );
    assert_eq!(
        world
            .redeem(&second, crate::world::HOST)
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::OK
    );
    assert_eq!(
        refused(widget.start(&attempt, "reddit")).await,
        ProblemCode::InvalidRequest
    );
}

#[tokio::test]
async fn f35_a_newer_attempt_takes_the_place_of_the_older_one_which_may_still_succeed() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let (older, newer) = (attempt_id(), attempt_id());
    let page = widget.linking_page(&older, "facebook").await;
    widget.ticket(&newer, "facebook").await;
    assert_eq!(widget.attempt(&older).await, AttemptState::Superseded);
    assert_eq!(widget.attempt(&newer).await, AttemptState::Open);
    // Another network is another matter.
    let elsewhere = attempt_id();
    widget.ticket(&elsewhere, "reddit").await;
    assert_eq!(widget.attempt(&newer).await, AttemptState::Open);
    link_as(&page, "facebook", "Late Page").await;
    assert_eq!(widget.account("facebook").await.name, "Late Page");
}

#[tokio::test]
async fn f26_a_stopped_attempt_is_over_and_a_late_success_still_turns_up() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    let stop = || async {
        let answer = widget
            .call(Method::DELETE, &format!("/links/{attempt}"))
            .send()
            .await
            .unwrap();
        answer.json::<LinkAttempt>().await.unwrap().state
    };
    assert_eq!(stop().await, AttemptState::Stopped);
    assert_eq!(stop().await, AttemptState::Stopped);
    assert_eq!(
        refused(widget.start(&attempt, "facebook")).await,
        ProblemCode::AttemptOver
    );
    link_as(&page, "facebook", "Late Page").await;
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(widget.account("facebook").await.name, "Late Page");
}

#[tokio::test]
async fn stopping_after_the_account_was_saved_tells_that_it_is_linked() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "facebook").await;
    link_as(&page, "facebook", "In Time").await;
    let answer = widget
        .call(Method::DELETE, &format!("/links/{attempt}"))
        .send()
        .await
        .unwrap();
    assert!(matches!(
        answer.json::<LinkAttempt>().await.unwrap().state,
        AttemptState::Linked { .. }
    ));
}

#[tokio::test]
async fn f28_an_attempt_that_nobody_asks_about_is_found_out_by_the_gateway_itself() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "threads").await;
    link_as(&page, "threads", "Severed").await;
    tokio::time::sleep(Duration::from_millis(2600)).await;
    let users = world.calls("GET /user").await;
    assert!(users >= 2, "{users}");
    world
        .fault("GET /user", json!({"fault": "status", "status": 500}))
        .await;
    assert!(matches!(
        widget.attempt(&attempt).await,
        AttemptState::Linked { .. }
    ));
}

#[tokio::test]
async fn t27_a_storm_of_pages_is_slowed_down_and_the_news_of_a_saved_link_is_not() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "threads").await;
    let mut readings = 0;
    let slow = loop {
        let begun = Instant::now();
        widget.portal().await;
        readings += 1;
        if begun.elapsed() > Duration::from_millis(200) || readings == 20 {
            break begun.elapsed();
        }
    };
    assert!(readings < 20, "no reading had to wait");
    link_as(&page, "threads", "Quick").await;
    let begun = Instant::now();
    let answer = widget
        .call(Method::GET, &format!("/links/{attempt}?because=message"))
        .send()
        .await
        .unwrap();
    let took = begun.elapsed();
    assert!(matches!(
        answer.json::<LinkAttempt>().await.unwrap().state,
        AttemptState::Linked { .. }
    ));
    assert!(took < slow.min(Duration::from_millis(200)), "{took:?}");
}

#[tokio::test]
async fn an_attempt_stays_open_while_ayrshare_does_not_answer() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "reddit").await;
    world
        .fault("GET /user", json!({"fault": "status", "status": 500}))
        .await;
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(widget.attempt(&attempt).await, AttemptState::Open);
    link_as(&page, "reddit", "Patient").await;
    world.clear_faults().await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        AttemptState::Linked { .. }
    ));
}

#[tokio::test]
async fn f31_an_attempt_expires_with_its_link() {
    let world = World::start().await;
    world
        .sandbox(Method::PUT, "/link-life", json!({"seconds": 1}))
        .await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    widget.linking_page(&attempt, "reddit").await;
    // A minute after the link; the row is aged instead of waiting.
    age_attempts(&world).await;
    assert_eq!(widget.attempt(&attempt).await, AttemptState::Expired);
    assert_eq!(
        refused(widget.start(&attempt, "reddit")).await,
        ProblemCode::AttemptOver
    );
}

async fn age_attempts(world: &World) {
    let path = world.data_dir().join("connect.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap();
    let changed = sqlx::query("UPDATE attempts SET expires_at = 1")
        .execute(&pool)
        .await
        .unwrap();
    assert!(changed.rows_affected() > 0);
    pool.close().await;
}

#[tokio::test]
async fn what_may_not_be_linked_is_refused_by_its_reason() {
    let world = World::start_with(
        |_| {},
        |config| config.networks_off = vec!["tiktok".to_owned()],
    )
    .await;
    let widget = world.widget("Acme Coffee").await;
    assert_eq!(
        refused(widget.start(&attempt_id(), "tiktok")).await,
        ProblemCode::NetworkOff
    );
    assert_eq!(
        refused(widget.start(&attempt_id(), "myspace")).await,
        ProblemCode::NotFound
    );
    assert_eq!(
        refused(widget.start("not-a-uuid", "facebook")).await,
        ProblemCode::InvalidRequest
    );
    let narrow = world
        .mint_with(json!({"user_id": "Acme Coffee", "networks": ["reddit"], "actions": ["read"]}))
        .await;
    let narrow = crate::world::Widget {
        world: &world,
        token: narrow.token,
    };
    assert_eq!(
        refused(narrow.start(&attempt_id(), "reddit").header("origin", "")).await,
        ProblemCode::OriginNotAllowed
    );
}

#[tokio::test]
async fn the_older_jwt_call_links_as_well() {
    let world = World::start_with(|_| {}, |config| config.ayrshare_link = "jwt".to_owned()).await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "reddit").await;
    assert!(page.contains("jwt="), "{page}");
    link_as(&page, "reddit", "Classic").await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        AttemptState::Linked { .. }
    ));
}

#[tokio::test]
async fn direct_mode_goes_on_with_the_grid_page_where_the_plan_lacks_it() {
    let world =
        World::start_with(|_| {}, |config| config.ayrshare_mode = "direct".to_owned()).await;
    let widget = world.widget("Acme Coffee").await;
    let page = widget.linking_page(&attempt_id(), "reddit").await;
    link_as(&page, "reddit", "Grid").await;
    widget.linking_page(&attempt_id(), "facebook").await;
    // Asked for once with direct mode, twice without.
    assert_eq!(world.calls("POST /profiles/link-sessions").await, 3);
}

#[tokio::test]
async fn direct_mode_goes_straight_to_the_network_where_the_plan_has_it() {
    let world = World::start_with(
        |options| options.max_pack = true,
        |config| config.ayrshare_mode = "direct".to_owned(),
    )
    .await;
    let widget = world.widget("Acme Coffee").await;
    widget.linking_page(&attempt_id(), "reddit").await;
    let state = world.sandbox_read("/state").await;
    assert_eq!(state["sessions"][0]["network"], "reddit");
}

#[tokio::test]
async fn both_x_keys_go_along_if_the_operator_has_them() {
    let keys = |config: &mut connect_gateway::Config| {
        config.x_api_key = Some("canary-x-key".into());
        config.x_api_secret = Some("canary-x-secret".into());
    };
    let world = World::start_with(|_| {}, keys).await;
    let widget = world.widget("Acme Coffee").await;
    widget.linking_page(&attempt_id(), "twitter").await;
    let state = world.sandbox_read("/state").await;
    assert_eq!(state["sessions"][0]["x_keys"], "Given");
}
