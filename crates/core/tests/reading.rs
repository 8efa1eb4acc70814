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
    let (retry, after_ms) = retry_of(&commands);
    assert_eq!(after_ms, 1_000);
    let request = request_of(&state.update(Event::RetryDue { retry }));
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
    assert_eq!(state.phase, Phase::Failed(failure.clone()));
    assert_eq!(commands, [Command::Emit(HostEvent::Error { failure })]);
}

#[test]
fn f72_a_backend_that_wants_a_newer_version_is_not_tried_again_and_the_host_is_told_once() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    state.update(Event::Hosted);
    let mut told = Vec::new();
    for _ in 0..2 {
        let request = request_of(&state.update(Event::RefreshDue));
        let result = Err(problem(ProblemCode::UpgradeRequired));
        told.extend(state.update(Event::PortalAnswered { request, result }));
    }
    let failure = problem(ProblemCode::UpgradeRequired);
    assert_eq!(state.phase, Phase::Failed(failure.clone()));
    assert_eq!(told, [Command::Emit(HostEvent::Error { failure })]);
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
    let (retry, after_ms) = retry_of(&commands);
    assert_eq!(after_ms, 42_000);
    for hasty in [
        Event::RefreshDue,
        Event::FocusReturned,
        Event::Live(LiveEvent::Resync),
    ] {
        assert_eq!(state.update(hasty), []);
    }
    request_of(&state.update(Event::RetryDue { retry }));
}

#[test]
fn f11_a_wait_that_an_attempt_was_told_is_honoured_by_its_polls_and_asked_after() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    press(&mut state, facebook(), "x");
    signal(&mut state, "x", Signal::Leaving);
    let failure = Failure::of_answer(429, None, Some(3));
    let commands = unanswered(&mut state, "x", Because::Poll, failure);
    let (retry, after_ms) = retry_of(&commands);
    assert_eq!(after_ms, 3_000);
    let asks = |commands: &[Command]| {
        let ask = |command: &Command| matches!(command, Command::FetchAttempt { .. });
        commands.iter().any(ask)
    };
    let polled = timer(&mut state, "x", TimerKind::Poll, PageFocus::Here);
    assert!(!asks(&polled), "{polled:?}");
    assert!(!asks(&signal(&mut state, "x", Signal::Finished)));
    assert!(asks(&state.update(Event::RetryDue { retry })));
}

#[test]
fn f12_a_server_that_fails_is_asked_less_and_less_often_and_by_one_timer() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    let mut request = request_of(&state.update(Event::RefreshDue));
    let mut late = Vec::new();
    for wait in [1_000, 2_000, 4_000, 8_000, 8_000] {
        // Something else asks meanwhile: polling, the focus.
        state.update(Event::RefreshDue);
        let commands = state.update(Event::PortalAnswered {
            request,
            result: Err(Failure::Unreachable),
        });
        let (retry, after_ms) = retry_of(&commands);
        assert_eq!((after_ms, commands.len()), (wait, 1));
        late.push(retry);
        request = request_of(&state.update(Event::RefreshDue));
    }
    state.update(Event::PortalAnswered {
        request,
        result: Ok(portal([Standing::Unlinked, Standing::Unlinked])),
    });
    for retry in late {
        assert_eq!(state.update(Event::RetryDue { retry }), []);
    }
}

#[test]
fn f11_f12_f14_what_a_status_means_without_a_problem() {
    for status in [502, 503, 504] {
        assert_eq!(Failure::of_answer(status, None, None), Failure::Unreachable);
    }
    for status in [0, 200, 301, 401, 404, 500, 501] {
        assert_eq!(Failure::of_answer(status, None, None), Failure::Unreadable);
    }
    for (status, wait) in [(429, None), (429, Some(7)), (503, Some(7))] {
        let failure = Failure::of_answer(status, None, wait);
        assert_eq!(failure.code(), Some(ProblemCode::RateLimited));
        assert_eq!(failure.wait_ms(), wait.map(|seconds| seconds * 1_000));
        assert_eq!(failure.support_id(), None);
        assert!(failure.may_pass());
    }
}

#[test]
fn f11_a_wait_is_read_from_seconds_and_from_a_date_and_is_a_day_at_most() {
    let at = |date: f64| move |_: &str| date;
    assert_eq!(retry_after("120", 0.0, at(f64::NAN)), Some(120));
    assert_eq!(retry_after(" 0 ", 0.0, at(f64::NAN)), Some(0));
    let date = "Sun, 22 Nov 2026 16:00:00 GMT";
    assert_eq!(retry_after(date, 1_000.0, at(31_500.0)), Some(31));
    assert_eq!(retry_after(date, 31_500.0, at(1_000.0)), Some(0), "past");
    assert_eq!(retry_after("soon", 0.0, at(f64::NAN)), None);
    assert_eq!(retry_after("99999999999", 0.0, at(f64::NAN)), None);
    // A browser's timer overflows after 24 days, and would go off at once.
    let failure = Failure::of_answer(429, None, Some(u32::MAX));
    assert_eq!(failure.wait_ms(), Some(86_400_000));
}

#[test]
fn f01_offline_a_press_opens_nothing_and_the_card_is_itself_again_when_it_is_back() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    let read = request_of(&state.update(Event::Connectivity { online: false }));
    let commands = press(&mut state, facebook(), "x");
    assert_eq!(commands, [Command::Announce(Announcement::Offline)]);
    assert_eq!(face(&state, &facebook()), Face::Failed);
    state.update(Event::PortalAnswered {
        request: read,
        result: Err(Failure::Unreachable),
    });
    request_of(&state.update(Event::Connectivity { online: true }));
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
}

#[test]
fn f01_an_answer_is_a_better_word_than_the_browsers() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    let request = request_of(&state.update(Event::Connectivity { online: false }));
    let result = Ok(portal([Standing::Unlinked, Standing::Unlinked]));
    state.update(Event::PortalAnswered { request, result });
    let commands = press(&mut state, facebook(), "x");
    assert!(matches!(commands[0], Command::OpenStartPage { .. }));
}

#[test]
fn f01_a_window_that_says_nothing_is_not_blocked_while_the_server_is_out_of_reach() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    press(&mut state, facebook(), "x");
    state.update(Event::WindowOpened {
        attempt: attempt("x"),
    });
    let request = request_of(&state.update(Event::RefreshDue));
    state.update(Event::PortalAnswered {
        request,
        result: Err(Failure::Unreachable),
    });
    timer(&mut state, "x", TimerKind::Hello, PageFocus::Here);
    assert_eq!(face(&state, &facebook()), Face::Opening);
    let request = request_of(&state.update(Event::RefreshDue));
    let result = Ok(portal([Standing::Unlinked, Standing::Unlinked]));
    state.update(Event::PortalAnswered { request, result });
    timer(&mut state, "x", TimerKind::Hello, PageFocus::Here);
    assert!(matches!(face(&state, &facebook()), Face::Blocked(_)));
}

#[test]
fn f09_an_account_that_is_gone_already_is_read_again_and_no_failure() {
    let mut state = ready([linked("1"), Standing::Unlinked]);
    press(&mut state, facebook(), "x");
    state.update(Event::UnlinkConfirmed {
        network: facebook(),
    });
    let commands = state.update(Event::UnlinkAnswered {
        network: facebook(),
        account: AccountId("1".into()),
        result: Err(problem(ProblemCode::NotFound)),
    });
    request_of(&commands);
    assert_eq!(state.card(&facebook()).unwrap().activity, Activity::Idle);
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
