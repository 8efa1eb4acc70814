//! An attempt that this page did not begin, or no longer remembers.

mod support;

use connect_contract::{AttemptState, Standing};
use connect_core::*;
use support::*;

const NOTHING: [Standing; 2] = [Standing::Unlinked, Standing::Unlinked];

/// The portal is read, and Facebook's open attempt is `name`.
fn read_with(state: &mut State, name: Option<&str>, standings: [Standing; 2]) -> Vec<Command> {
    read_again(state, standings, |portal| {
        portal.networks[0].open_attempt = name.map(attempt);
    })
}

#[test]
fn f29_a_page_that_is_loaded_again_goes_on_with_the_attempt() {
    let mut state = ready(NOTHING);
    let commands = read_with(&mut state, Some("a"), NOTHING);
    assert_eq!(face(&state, &facebook()), Face::Elsewhere);
    assert!(
        commands.iter().any(|command| matches!(
            command,
            Command::StartTimer {
                kind: TimerKind::Poll,
                ..
            }
        )),
        "nothing but time may be left to tell of it"
    );
    signal(&mut state, "a", Signal::Returned);
    links(&mut state, "a", facebook(), "1");
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f29_what_was_stopped_here_is_not_taken_up_by_a_late_answer() {
    let mut state = away(NOTHING);
    state.update(Event::StopPressed {
        network: facebook(),
    });
    read_with(&mut state, Some("a"), NOTHING);
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
}

#[test]
fn f33_the_window_of_another_tab_is_not_given_up_by_a_click_on_another_card() {
    let mut state = ready(NOTHING);
    read_with(&mut state, Some("theirs"), NOTHING);
    let commands = press(&mut state, reddit(), "ours");
    assert!(!commands.iter().any(|command| matches!(
        command,
        Command::StopLink { .. } | Command::Emit(HostEvent::Cancelled { .. })
    )));
    assert_eq!(face(&state, &facebook()), Face::Elsewhere);
}

#[test]
fn f33_a_click_on_a_card_that_is_busy_elsewhere_opens_a_window_of_its_own() {
    let mut state = ready(NOTHING);
    read_with(&mut state, Some("theirs"), NOTHING);
    let commands = press(&mut state, facebook(), "ours");
    assert!(matches!(commands[0], Command::OpenStartPage { .. }));
    assert_eq!(face(&state, &facebook()), Face::Opening);
}

#[test]
fn f33_an_attempt_that_another_tab_took_over_is_looked_for() {
    let mut state = away(NOTHING);
    let commands = answer(&mut state, "a", facebook(), AttemptState::Superseded);
    let request = request_of(&commands);
    let mut answer = portal(NOTHING);
    answer.networks[0].open_attempt = Some(attempt("b"));
    state.update(Event::PortalAnswered {
        request,
        result: Ok(answer),
    });
    assert_eq!(face(&state, &facebook()), Face::Elsewhere);
}

#[test]
fn f33_a_green_card_is_not_taken_back_by_an_attempt_that_has_just_ended() {
    let mut state = ready(NOTHING);
    read_with(&mut state, Some("a"), [linked("1"), Standing::Unlinked]);
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f25_a_window_that_only_the_backend_heard_of_takes_the_notice_back() {
    let mut state = ready(NOTHING);
    without_window(&mut state);
    timer(&mut state, "a", TimerKind::Hello, PageFocus::Here);
    assert_eq!(
        face(&state, &facebook()),
        Face::Blocked(BlockedCause::Browser)
    );
    let request = request_of(&timer(&mut state, "a", TimerKind::Poll, PageFocus::Here));
    let mut answer = portal(NOTHING);
    answer.networks[0].open_attempt = Some(attempt("a"));
    state.update(Event::PortalAnswered {
        request,
        result: Ok(answer),
    });
    assert_eq!(face(&state, &facebook()), Face::Waiting);
}

#[test]
fn f28_a_window_that_its_host_cuts_off_at_once_is_not_a_cancel() {
    let mut state = ready(NOTHING);
    press(&mut state, facebook(), "a");
    state.update(Event::WindowOpened {
        attempt: attempt("a"),
    });
    signal(&mut state, "a", Signal::WindowGone);
    let commands = answer(&mut state, "a", facebook(), AttemptState::Open);
    assert!(!commands.iter().any(|command| matches!(
        command,
        Command::StopLink { .. } | Command::Emit(HostEvent::Cancelled { .. })
    )));
    timer(&mut state, "a", TimerKind::Hello, PageFocus::Here);
    assert_eq!(
        face(&state, &facebook()),
        Face::Blocked(BlockedCause::Browser)
    );
}

#[test]
fn f25_in_another_apps_browser_no_window_is_not_called_blocked_by_the_browser() {
    for (surroundings, cause) in [
        (Surroundings::Browser, BlockedCause::Browser),
        (Surroundings::InApp, BlockedCause::InApp),
        (Surroundings::HomeScreen, BlockedCause::InApp),
    ] {
        let mut state = ready(NOTHING);
        state.update(Event::Surroundings(surroundings));
        without_window(&mut state);
        timer(&mut state, "a", TimerKind::Hello, PageFocus::Here);
        assert_eq!(face(&state, &facebook()), Face::Blocked(cause));
    }
}
