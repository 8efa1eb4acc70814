//! Reading the portal, and unlinking: what the backend said last is what is shown.

mod support;

use connect_contract::{AccountId, LiveEvent, NetworkId, ProblemCode, Standing};
use connect_core::*;
use support::*;

#[test]
fn a_first_failure_is_shown_and_tried_again_by_itself() {
    let mut state = State::default();
    let request = request_of(&state.update(Event::Started));
    let commands = state.update(Event::PortalAnswered {
        request,
        result: Err(Failure::Unreachable),
    });
    assert_eq!(state.phase, Phase::Failed(Failure::Unreachable));
    assert_eq!(commands, [Command::RetryPortal { after_ms: 1_000 }]);
    let request = request_of(&state.update(Event::RefreshDue));
    let result = Ok(portal([linked("1"), Standing::Unlinked]));
    state.update(Event::PortalAnswered { request, result });
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn a_later_failure_keeps_the_grid_and_says_so() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    let request = request_of(&state.update(Event::RefreshDue));
    state.update(Event::PortalAnswered {
        request,
        result: Err(Failure::TimedOut),
    });
    assert_eq!(state.trouble, Some(Failure::TimedOut));
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f07_an_ended_session_is_not_tried_again() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    let request = request_of(&state.update(Event::RefreshDue));
    let failure = problem(ProblemCode::SessionExpired);
    let commands = state.update(Event::PortalAnswered {
        request,
        result: Err(failure.clone()),
    });
    assert_eq!(state.phase, Phase::Failed(failure));
    assert_eq!(commands, []);
}

#[test]
fn f11_a_backend_that_asks_to_wait_is_not_asked_before() {
    let mut state = State::default();
    let request = request_of(&state.update(Event::Started));
    let mut slow_down = connect_contract::Problem::new(ProblemCode::RateLimited, "s");
    slow_down.retry_after = Some(42);
    let commands = state.update(Event::PortalAnswered {
        request,
        result: Err(Failure::Problem(slow_down)),
    });
    assert_eq!(commands, [Command::RetryPortal { after_ms: 42_000 }]);
}

#[test]
fn f47_a_storm_of_events_makes_one_read_and_one_after_it() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    let reads: Vec<_> = (0..10_000)
        .flat_map(|_| state.update(Event::Live(LiveEvent::Account { network: reddit() })))
        .collect();
    assert_eq!(reads.len(), 1);
    let request = request_of(&reads);
    let result = Ok(portal([Standing::Unlinked, Standing::Unlinked]));
    let after = state.update(Event::PortalAnswered { request, result });
    assert_eq!(after.len(), 1);
}

#[test]
fn f34_a_read_that_left_before_an_unlink_does_not_bring_the_account_back() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    let early = request_of(&state.update(Event::RefreshDue));
    press(&mut state, facebook(), "x");
    state.update(Event::UnlinkConfirmed {
        network: facebook(),
    });
    state.update(Event::UnlinkAnswered {
        network: facebook(),
        account: AccountId("1".into()),
        result: Ok(()),
    });
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
    let result = Ok(portal([linked("1"), Standing::Unlinked]));
    let commands = state.update(Event::PortalAnswered {
        request: early,
        result,
    });
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
    assert_eq!(
        request_of(&commands),
        RequestId(3),
        "and the truth is read again"
    );
}

#[test]
fn an_unlink_is_sent_only_when_confirmed_and_names_the_account_of_the_dialog() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    let commands = press(&mut state, facebook(), "x");
    assert_eq!(
        commands,
        [Command::FetchImpact {
            network: facebook()
        }]
    );
    assert_eq!(face(&state, &facebook()), Face::Linked, "still green");
    let commands = state.update(Event::UnlinkConfirmed {
        network: facebook(),
    });
    assert_eq!(
        commands,
        [Command::Unlink {
            network: facebook(),
            account: AccountId("1".into())
        }]
    );
    assert_eq!(face(&state, &facebook()), Face::Unlinking);
}

#[test]
fn a_dialog_about_an_account_that_is_no_longer_there_closes() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    press(&mut state, facebook(), "x");
    let request = request_of(&state.update(Event::RefreshDue));
    let result = Ok(portal([linked("2"), Standing::Unlinked]));
    state.update(Event::PortalAnswered { request, result });
    assert_eq!(state.card(&facebook()).unwrap().activity, Activity::Idle);
    assert_eq!(
        state.update(Event::UnlinkConfirmed {
            network: facebook()
        }),
        []
    );
}

#[test]
fn a_refused_unlink_leaves_the_card_as_the_backend_said_last() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    press(&mut state, facebook(), "x");
    state.update(Event::UnlinkConfirmed {
        network: facebook(),
    });
    state.update(Event::UnlinkAnswered {
        network: facebook(),
        account: AccountId("1".into()),
        result: Err(problem(ProblemCode::UpstreamUnavailable)),
    });
    assert_eq!(face(&state, &facebook()), Face::Failed);
    state.update(Event::FailureDismissed {
        network: facebook(),
    });
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f20_a_network_that_nobody_knows_gets_a_card_that_does_nothing_wrong() {
    let mut state = State::default();
    let request = request_of(&state.update(Event::Started));
    let mut answer = portal([Standing::Unlinked, Standing::Unlinked]);
    answer.networks[1].network = NetworkId::new("mastodon");
    answer.networks[1].standing = Standing::Unknown;
    state.update(Event::PortalAnswered {
        request,
        result: Ok(answer),
    });
    let mastodon = NetworkId::new("mastodon");
    assert_eq!(face(&state, &mastodon), Face::Unknown);
    assert_eq!(press(&mut state, mastodon, "x"), []);
}
