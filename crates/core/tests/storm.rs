//! What windows say, however often: one question at a time.

mod support;

use connect_contract::{AttemptState, Standing};
use connect_core::*;
use support::*;

const NOTHING: [Standing; 2] = [Standing::Unlinked, Standing::Unlinked];

/// The questions that go to the backend.
fn asks(commands: &[Command]) -> usize {
    let asks = |command: &&Command| matches!(command, Command::FetchAttempt { .. });
    commands.iter().filter(asks).count()
}

#[test]
fn f38_ten_thousand_messages_are_one_question_and_one_after_it() {
    let mut state = away(NOTHING);
    let storm = |state: &mut State| -> usize {
        (0..10_000)
            .map(|_| asks(&signal(state, "a", Signal::Returned)))
            .sum()
    };
    assert_eq!(storm(&mut state), 1);
    let open = |state: &mut State| answer(state, "a", facebook(), AttemptState::Open);
    let again = |state: &mut State| timer(state, "a", TimerKind::Again, PageFocus::Here);
    assert!(
        matches!(
            open(&mut state)[..],
            [Command::StartTimer {
                kind: TimerKind::Again,
                ..
            }]
        ),
        "one is due soon: a window has spoken since"
    );
    assert_eq!(storm(&mut state), 0, "not before its time");
    assert_eq!(asks(&again(&mut state)), 1);
    assert_eq!(
        face(&state, &facebook()),
        Face::Checking,
        "the card does not flicker"
    );
    assert_eq!(storm(&mut state), 0, "that one is on its way");
    open(&mut state);
    assert_eq!(asks(&again(&mut state)), 1);
    assert_eq!(
        open(&mut state),
        [Command::Announce(Announcement::Undecided(facebook()))]
    );
    assert_eq!(asks(&again(&mut state)), 0, "and then it is quiet");
    assert_eq!(face(&state, &facebook()), Face::Undecided);
    assert_eq!(storm(&mut state), 1, "and heard again");
}

#[test]
fn f38_a_question_that_was_not_answered_is_asked_again_and_polls_wait_for_none() {
    let mut state = away(NOTHING);
    assert_eq!(asks(&signal(&mut state, "a", Signal::Finished)), 1);
    assert_eq!(asks(&signal(&mut state, "a", Signal::Returned)), 0);
    let poll = timer(&mut state, "a", TimerKind::Poll, PageFocus::Here);
    assert_eq!(asks(&poll), 1, "a poll waits for no other question");
    let polled = unanswered(&mut state, "a", Because::Poll, Failure::TimedOut);
    assert_eq!(asks(&polled), 0, "and its answer is not the other's");
    let lost = unanswered(&mut state, "a", Because::Message, Failure::TimedOut);
    assert!(matches!(
        lost[..],
        [Command::StartTimer {
            kind: TimerKind::Again,
            ..
        }]
    ));
}
