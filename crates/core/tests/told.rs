//! What a host is told, and when.

mod support;

use connect_contract::*;
use connect_core::*;
use support::*;

fn emitted(commands: Vec<Command>) -> Vec<HostEvent> {
    let event = |command| match command {
        Command::Emit(event) => Some(event),
        _ => None,
    };
    commands.into_iter().filter_map(event).collect()
}

fn read(state: &mut State, portal: Portal) -> Vec<HostEvent> {
    let request = request_of(&state.update(Event::RefreshDue));
    emitted(state.update(Event::PortalAnswered {
        request,
        result: Ok(portal),
    }))
}

fn press(state: &mut State, name: &str) -> Vec<HostEvent> {
    emitted(state.update(Event::CardPressed {
        network: facebook(),
        attempt: attempt(name),
    }))
}

fn answered(state: &mut State, name: &str, answer: AttemptState) -> Vec<HostEvent> {
    emitted(state.update(Event::AttemptAnswered {
        attempt: attempt(name),
        because: Because::Poll,
        result: Ok(LinkAttempt {
            attempt: attempt(name),
            network: facebook(),
            state: answer,
        }),
        focus: PageFocus::Here,
    }))
}

#[test]
fn the_grid_is_told_once_and_after_that_only_what_changed() {
    let mut state = State::default();
    let first = read(&mut state, portal([linked("1"), Standing::Unlinked]));
    assert_eq!(first, [HostEvent::Ready]);
    assert_eq!(
        read(&mut state, portal([linked("1"), Standing::Unlinked])),
        []
    );
    assert_eq!(
        read(&mut state, portal([linked("1"), linked("2")])),
        [HostEvent::Changed]
    );
    let mut fewer = portal([linked("1"), linked("2")]);
    fewer.networks.pop();
    assert_eq!(read(&mut state, fewer), [HostEvent::Changed]);
}

#[test]
fn a_link_is_told_as_an_attempt_its_end_and_the_change() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    let begun = press(&mut state, "a");
    assert!(
        matches!(&begun[..], [HostEvent::Attempt { .. }]),
        "{begun:?}"
    );
    let ended = answered(
        &mut state,
        "a",
        AttemptState::Linked {
            account: account("1"),
        },
    );
    assert!(
        matches!(&ended[..], [HostEvent::Linked { .. }, HostEvent::Changed]),
        "{ended:?}"
    );
}

#[test]
fn a_success_after_the_end_was_told_is_a_change_and_no_second_end() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    press(&mut state, "a");
    let stopped = emitted(state.update(Event::StopPressed {
        network: facebook(),
    }));
    assert!(
        matches!(
            &stopped[..],
            [HostEvent::Cancelled {
                cause: GivenUp::Stopped,
                ..
            }]
        ),
        "{stopped:?}"
    );
    let late = answered(
        &mut state,
        "a",
        AttemptState::Linked {
            account: account("1"),
        },
    );
    assert_eq!(late, [HostEvent::Changed]);
}

#[test]
fn an_attempt_of_another_page_begins_and_ends_once_like_any_other() {
    let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
    let mut busy = portal([Standing::Unlinked, Standing::Unlinked]);
    busy.networks[0].open_attempt = Some(attempt("theirs"));
    let begun = read(&mut state, busy.clone());
    assert!(
        matches!(&begun[..], [HostEvent::Attempt { .. }]),
        "{begun:?}"
    );
    assert_eq!(read(&mut state, busy.clone()), [], "told before");
    let failed = answered(
        &mut state,
        "theirs",
        AttemptState::Failed {
            problem: Problem::new(ProblemCode::UpstreamRefused, "s"),
        },
    );
    assert!(
        matches!(&failed[..], [HostEvent::Failed { failure: Some(failure), .. }] if failure.cause() == "upstream_refused"),
        "{failed:?}"
    );
    // An answer that was on its way still calls it open, and then it ends well after all.
    assert_eq!(read(&mut state, busy), []);
    let late = answered(
        &mut state,
        "theirs",
        AttemptState::Linked {
            account: account("1"),
        },
    );
    assert_eq!(late, [HostEvent::Changed], "its end was told");
}

#[test]
fn a_portal_that_cannot_be_shown_is_told_once_however_often_it_is_tried() {
    let mut state = State::default();
    let mut told = Vec::new();
    let mut request = request_of(&state.update(Event::Started));
    for _ in 0..3 {
        let commands = state.update(Event::PortalAnswered {
            request,
            result: Err(Failure::Unreachable),
        });
        told.extend(emitted(commands));
        request = request_of(&state.update(Event::RefreshDue));
    }
    assert_eq!(
        told,
        [HostEvent::Error {
            failure: Failure::Unreachable
        }]
    );
}

#[test]
fn a_host_is_asked_before_anything_begins_and_it_begins_as_it_would_without_one() {
    let mut alone = ready([Standing::Unlinked, linked("2")]);
    let mut state = alone.clone();
    assert_eq!(state.update(Event::Hosted), []);
    let press = Event::CardPressed {
        network: facebook(),
        attempt: attempt("a"),
    };
    let asked = state.update(press.clone());
    let [Command::AskHost(deed)] = &asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(face(&state, &facebook()), Face::Unlinked, "nothing yet");
    let allowed = state.update(Event::HostAllowed(deed.clone()));
    assert_eq!(allowed, alone.update(press));

    for state in [&mut alone, &mut state] {
        state.update(Event::CardPressed {
            network: reddit(),
            attempt: attempt("b"),
        });
    }
    let confirmed = Event::UnlinkConfirmed { network: reddit() };
    let asked = state.update(confirmed.clone());
    let [Command::AskHost(deed @ Deed::Unlink { account, .. })] = &asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(account.id.0, "2");
    let allowed = state.update(Event::HostAllowed(deed.clone()));
    assert_eq!(allowed, alone.update(confirmed));
}

#[test]
fn a_host_is_not_asked_about_what_cannot_begin() {
    let mut state = ready([Standing::Unlinked, linked("2")]);
    state.update(Event::Hosted);
    state.update(Event::Connectivity { online: false });
    let commands = state.update(Event::CardPressed {
        network: facebook(),
        attempt: attempt("a"),
    });
    assert!(
        !commands
            .iter()
            .any(|command| matches!(command, Command::AskHost(_))),
        "{commands:?}"
    );
    let confirmed = state.update(Event::UnlinkConfirmed { network: reddit() });
    assert_eq!(confirmed, [], "nobody asked the person");
}
