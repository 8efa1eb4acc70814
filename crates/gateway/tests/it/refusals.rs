//! What is wrong, gone, there already, or of a network that nobody knows.

use cases::case;
use connect_contract::{ProblemCode, Standing};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::unlinking::an_unlink_of_the_account_before_is_refused;
use crate::world::{World, attempt_id, refused};

#[tokio::test]
async fn f06_what_is_not_as_the_contract_says_is_refused_with_a_support_id_by_every_route() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let begun = attempt_id();
    widget.ticket(&begun, "facebook").await;
    let post = |path: &str| widget.call(Method::POST, path);
    for (what, call) in [
        ("list", widget.call(Method::GET, "/portal?token=x")),
        ("start, no UUID", widget.start("a", "facebook")),
        ("start, another network", widget.start(&begun, "reddit")),
        (
            "start, no object",
            post("/links").json(&json!(["facebook"])),
        ),
        (
            "start, no network",
            post("/links").json(&json!({"attempt": begun})),
        ),
        (
            "attempt",
            widget.call(Method::GET, &format!("/links/{begun}?token=x")),
        ),
        (
            "stop",
            widget.call(Method::DELETE, &format!("/links/{begun}?token=x")),
        ),
        (
            "impact",
            widget.call(Method::GET, "/accounts/facebook/impact?token=x"),
        ),
        (
            "unlink of no account",
            widget.call(Method::DELETE, "/accounts/facebook"),
        ),
        ("keep of no account", post("/accounts/facebook/keep")),
        (
            "redeem",
            world.redeem("", "").json(&json!({"attempt": begun})),
        ),
    ] {
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{what}");
        let problem = crate::world::problem(answer).await;
        assert!(!problem.support_id.is_empty(), "{what}");
        case(what);
    }
    assert!(widget.attempt(&begun).await.is_open());
}

#[tokio::test]
async fn f09_what_is_not_there_is_not_found_and_the_list_is_as_it_was() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let nobodys = attempt_id();
    for (what, call) in [
        (
            "attempt",
            widget.call(Method::GET, &format!("/links/{nobodys}")),
        ),
        (
            "stop",
            widget.call(Method::DELETE, &format!("/links/{nobodys}")),
        ),
        (
            "log",
            widget.call(Method::GET, &format!("/links/{nobodys}/log")),
        ),
        (
            "impact",
            widget.call(Method::GET, "/accounts/facebook/impact"),
        ),
        ("start", widget.start(&attempt_id(), "myspace")),
    ] {
        assert_eq!(refused(call).await, ProblemCode::NotFound, "{what}");
        case(what);
    }
    let networks = widget.portal().await.networks;
    let unlinked = |standing: &Standing| *standing == Standing::Unlinked;
    assert!(networks.iter().all(|card| unlinked(&card.standing)));
}

#[tokio::test]
async fn f10_what_is_there_or_gone_already_is_a_conflict_or_done_and_changes_nothing() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    widget.portal().await;
    let gone = widget.unlink("reddit", "r").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    case("unlink of what is gone");
    let twice = attempt_id();
    let first = widget.ticket(&twice, "facebook").await;
    assert_ne!(first, widget.ticket(&twice, "facebook").await);
    case("start of what was started");
    an_unlink_of_the_account_before_is_refused(&world, &widget).await;
    case("unlink of another account than is there");
    assert_eq!(
        refused(widget.start(&attempt_id(), "facebook")).await,
        ProblemCode::AccountChanged
    );
    case("start of what is linked");
    assert_eq!(
        refused(widget.keep("reddit", "r")).await,
        ProblemCode::AccountChanged
    );
    case("keep of what is gone");
    assert_eq!(widget.account("facebook").await.id.0, "new");
    assert_eq!(world.calls("DELETE /profiles/social").await, 0);
}

#[tokio::test]
async fn f20_an_unknown_network_is_listed_and_unlinked_as_any_and_never_started() {
    let world = World::start().await;
    let widget = world.widget("sim-unknown-network").await;
    let zorbnet = widget.account("zorbnet").await;
    case("list");
    assert_eq!(
        refused(widget.start(&attempt_id(), "zorbnet")).await,
        ProblemCode::NotFound
    );
    case("start");
    // The sandbox has no way to unlink what is only in its answers. What counts is that Ayrshare was asked, and its no is told.
    assert_eq!(
        refused(widget.unlink("zorbnet", &zorbnet.id.0)).await,
        ProblemCode::UpstreamRefused
    );
    assert_eq!(world.calls("DELETE /profiles/social").await, 1);
    assert!(widget.standing("zorbnet").await.is_linked());
    case("unlink");
}
