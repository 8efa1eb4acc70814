//! A link attempt, from the click to every outcome.

mod support;

use connect_contract::{AttemptState, LiveEvent, LogSource, ProblemCode, Standing};
use connect_core::*;
use support::*;

const NOTHING: [Standing; 2] = [Standing::Unlinked, Standing::Unlinked];

#[test]
fn the_first_thing_done_about_a_click_is_to_open_the_window() {
    let mut state = ready(NOTHING);
    let commands = press(&mut state, facebook(), "a");
    assert_eq!(
        commands[0],
        Command::OpenStartPage {
            attempt: attempt("a"),
            network: facebook()
        }
    );
    assert_eq!(
        commands[1],
        Command::StartLink {
            attempt: attempt("a"),
            network: facebook()
        }
    );
    assert_eq!(face(&state, &facebook()), Face::Opening);
}

#[test]
fn a_success_makes_the_card_green_and_closes_the_window() {
    let mut state = away(NOTHING);
    assert_eq!(
        signal(&mut state, "a", Signal::Finished),
        [Command::FetchAttempt {
            attempt: attempt("a"),
            because: Because::Message,
        }]
    );
    assert_eq!(
        face(&state, &facebook()),
        Face::Checking,
        "a message alone makes nothing green"
    );
    let commands = links(&mut state, "a", facebook(), "1");
    assert_eq!(face(&state, &facebook()), Face::Linked);
    assert!(commands.contains(&Command::CloseWindow {
        attempt: attempt("a")
    }));
    assert!(commands.contains(&Command::Announce(Announcement::Linked(facebook()))));
}

#[test]
fn f25_no_hello_while_the_page_keeps_its_focus_is_blocked_and_a_late_hello_heals() {
    let mut state = ready(NOTHING);
    without_window(&mut state);
    timer(&mut state, "a", TimerKind::Hello, PageFocus::Here);
    assert_eq!(
        face(&state, &facebook()),
        Face::Blocked(BlockedCause::Browser)
    );
    signal(&mut state, "a", Signal::Hello);
    assert_eq!(face(&state, &facebook()), Face::Waiting);
}

#[test]
fn f25_no_window_is_not_yet_blocked() {
    let mut state = ready(NOTHING);
    without_window(&mut state);
    assert_eq!(face(&state, &facebook()), Face::Opening);
    timer(&mut state, "a", TimerKind::Hello, PageFocus::Elsewhere);
    assert_eq!(
        face(&state, &facebook()),
        Face::Opening,
        "something has the focus"
    );
}

#[test]
fn f36_a_frame_that_may_not_open_windows_has_its_own_words() {
    let mut state = ready(NOTHING);
    press(&mut state, facebook(), "a");
    state.update(Event::WindowForbidden {
        attempt: attempt("a"),
    });
    assert_eq!(
        face(&state, &facebook()),
        Face::Blocked(BlockedCause::Frame)
    );
}

#[test]
fn a_blocked_card_opens_the_same_attempt_again() {
    let mut state = ready(NOTHING);
    without_window(&mut state);
    timer(&mut state, "a", TimerKind::Hello, PageFocus::Here);
    let commands = press(&mut state, facebook(), "b");
    assert_eq!(
        commands,
        [Command::OpenStartPage {
            attempt: attempt("a"),
            network: facebook()
        }]
    );
}

#[test]
fn f28_a_severed_window_is_not_a_cancel() {
    let mut state = away(NOTHING);
    signal(&mut state, "a", Signal::WindowGone);
    let commands = answer(&mut state, "a", facebook(), AttemptState::Open);
    assert_eq!(face(&state, &facebook()), Face::Waiting);
    assert!(!commands.iter().any(|command| matches!(
        command,
        Command::StopLink { .. } | Command::Emit(HostEvent::Cancelled { .. })
    )));
    timer(&mut state, "a", TimerKind::FocusBack, PageFocus::Elsewhere);
    assert_eq!(face(&state, &facebook()), Face::Waiting);
    timer(&mut state, "a", TimerKind::FocusBack, PageFocus::Here);
    assert_eq!(face(&state, &facebook()), Face::Undecided);
    links(&mut state, "a", facebook(), "1");
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f26_a_window_closed_on_our_start_page_goes_back_to_idle() {
    let mut state = ready(NOTHING);
    press(&mut state, facebook(), "a");
    state.update(Event::WindowOpened {
        attempt: attempt("a"),
    });
    signal(&mut state, "a", Signal::Hello);
    signal(&mut state, "a", Signal::WindowGone);
    let commands = answer(&mut state, "a", facebook(), AttemptState::Open);
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
    assert!(commands.contains(&Command::StopLink {
        attempt: attempt("a")
    }));
}

#[test]
fn f32_a_second_click_raises_the_window_and_makes_no_second_one() {
    let mut state = away(NOTHING);
    let commands = press(&mut state, facebook(), "b");
    assert_eq!(
        commands,
        [
            Command::FocusWindow {
                attempt: attempt("a")
            },
            Command::Announce(Announcement::Undecided(facebook())),
        ]
    );
}

#[test]
fn f31_a_second_click_offers_a_new_window_because_raising_the_old_one_is_not_dependable() {
    let mut state = away(NOTHING);
    press(&mut state, facebook(), "b");
    assert_eq!(face(&state, &facebook()), Face::Undecided);
    let commands = state.update(Event::ReopenPressed {
        network: facebook(),
        attempt: attempt("b"),
    });
    assert!(matches!(commands[0], Command::OpenStartPage { .. }));
}

#[test]
fn f35_another_card_takes_the_window_and_the_first_may_still_succeed() {
    let mut state = away(NOTHING);
    let commands = press(&mut state, reddit(), "b");
    assert_eq!(
        commands[0],
        Command::OpenStartPage {
            attempt: attempt("b"),
            network: reddit()
        }
    );
    assert!(commands.contains(&Command::StopLink {
        attempt: attempt("a")
    }));
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
    links(&mut state, "a", facebook(), "1");
    assert_eq!(face(&state, &facebook()), Face::Linked);
    assert_eq!(face(&state, &reddit()), Face::Opening);
}

#[test]
fn f06_a_refusal_by_ayrshare_names_its_code_and_a_late_success_heals_it() {
    let mut state = away(NOTHING);
    signal(&mut state, "a", Signal::Refused(Some(322)));
    answer(&mut state, "a", facebook(), AttemptState::Open);
    assert_eq!(face(&state, &facebook()), Face::Refused);
    let step = &state.card(&facebook()).unwrap().linking().unwrap().step;
    assert_eq!(*step, Step::Refused { code: Some(322) });
    links(&mut state, "a", facebook(), "1");
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn giving_up_at_ayrshare_goes_back_to_idle() {
    let mut state = away(NOTHING);
    signal(&mut state, "a", Signal::GaveUp);
    answer(&mut state, "a", facebook(), AttemptState::Open);
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
}

#[test]
fn giving_up_at_ayrshare_after_a_success_is_a_success() {
    let mut state = away(NOTHING);
    signal(&mut state, "a", Signal::GaveUp);
    links(&mut state, "a", facebook(), "1");
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f12_a_backend_that_fails_ends_no_attempt() {
    let mut state = away(NOTHING);
    signal(&mut state, "a", Signal::Finished);
    unanswered(
        &mut state,
        "a",
        Because::Message,
        problem(ProblemCode::UpstreamUnavailable),
    );
    assert_eq!(face(&state, &facebook()), Face::Undecided);
    let commands = timer(&mut state, "a", TimerKind::Poll, PageFocus::Here);
    assert!(commands.contains(&Command::FetchAttempt {
        attempt: attempt("a"),
        because: Because::Poll,
    }));
}

#[test]
fn a_poll_goes_on_for_as_long_as_the_attempt_and_no_longer() {
    let mut state = away(NOTHING);
    let waits: Vec<_> = (0..8)
        .flat_map(|_| timer(&mut state, "a", TimerKind::Poll, PageFocus::Elsewhere))
        .filter_map(|command| match command {
            Command::StartTimer { after_ms, .. } => Some(after_ms),
            _ => None,
        })
        .collect();
    assert_eq!(
        waits,
        [3_000, 5_000, 5_000, 5_000, 5_000, 15_000, 15_000, 15_000]
    );
    answer(&mut state, "a", facebook(), AttemptState::Expired);
    assert_eq!(face(&state, &facebook()), Face::TimedOut);
    assert_eq!(timer(&mut state, "a", TimerKind::Poll, PageFocus::Here), []);
}

#[test]
fn the_backend_knows_every_word_for_why_the_portal_asks() {
    for because in [
        Because::Message,
        Because::Done,
        Because::Window,
        Because::Focus,
        Because::Stream,
        Because::Poll,
        Because::Person,
    ] {
        let source = LogSource::because(Some(because.as_str()));
        assert_ne!(source, LogSource::Other, "{because:?}");
    }
}

#[test]
fn the_stream_asks_for_the_attempt_that_it_names() {
    let mut state = away(NOTHING);
    let live = LiveEvent::Link {
        attempt: attempt("a"),
        network: facebook(),
    };
    assert_eq!(
        state.update(Event::Live(live)),
        [Command::FetchAttempt {
            attempt: attempt("a"),
            because: Because::Stream,
        }]
    );
}

#[test]
fn stop_ends_the_attempt_here_and_at_the_backend() {
    let mut state = away(NOTHING);
    let commands = state.update(Event::StopPressed {
        network: facebook(),
    });
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
    assert!(commands.contains(&Command::CloseWindow {
        attempt: attempt("a")
    }));
    assert!(commands.contains(&Command::StopLink {
        attempt: attempt("a")
    }));
}

#[test]
fn f08_what_no_second_try_can_mend_is_told_at_the_card() {
    let mut state = ready(NOTHING);
    press(&mut state, facebook(), "a");
    let failure = problem(ProblemCode::NetworkOff);
    state.update(Event::LinkRefused {
        attempt: attempt("a"),
        failure: failure.clone(),
    });
    assert_eq!(
        state.card(&facebook()).unwrap().activity,
        Activity::Failed {
            failure,
            attempt: Some(attempt("a")),
        }
    );
}

#[test]
fn f09_an_attempt_that_the_backend_has_not_heard_of_yet_has_no_outcome_yet() {
    let mut state = ready(NOTHING);
    press(&mut state, facebook(), "a");
    state.update(Event::WindowOpened {
        attempt: attempt("a"),
    });
    signal(&mut state, "a", Signal::Hello);
    signal(&mut state, "a", Signal::WindowGone);
    unanswered(
        &mut state,
        "a",
        Because::Message,
        problem(ProblemCode::NotFound),
    );
    assert_eq!(
        face(&state, &facebook()),
        Face::Unlinked,
        "closed on our start page"
    );
}

#[test]
fn f25_a_window_that_never_says_hello_is_blocked_in_the_end_wherever_the_person_looks() {
    let mut state = ready(NOTHING);
    without_window(&mut state);
    for _ in 0..3 {
        timer(&mut state, "a", TimerKind::Hello, PageFocus::Elsewhere);
        assert_eq!(face(&state, &facebook()), Face::Opening);
        timer(&mut state, "a", TimerKind::Poll, PageFocus::Elsewhere);
    }
    timer(&mut state, "a", TimerKind::Hello, PageFocus::Elsewhere);
    assert_eq!(
        face(&state, &facebook()),
        Face::Blocked(BlockedCause::Browser)
    );
}
