//! Is it the right account? Asked after every link, and of every account that turned up by itself.

#![allow(
    clippy::expect_used,
    reason = "helpers of tests are no tests to clippy"
)]

mod support;

use connect_contract::Standing;
use connect_core::*;
use support::*;

const NOTHING: [Standing; 2] = [Standing::Unlinked, Standing::Unlinked];

fn just_linked(before: [Standing; 2]) -> State {
    let mut state = away(before);
    links(&mut state, "a", facebook(), "1");
    state
}

fn activity(state: &State) -> &Activity {
    &state.card(&facebook()).expect("the card").activity
}

#[test]
fn f39_after_a_link_the_account_is_shown_until_the_person_keeps_it() {
    let mut state = just_linked(NOTHING);
    assert_eq!(
        *activity(&state),
        Activity::JustLinked {
            account: account("1"),
            instead_of: None
        }
    );
    let commands = state.update(Event::KeepPressed {
        network: facebook(),
    });
    assert_eq!(commands, []);
    assert_eq!(*activity(&state), Activity::Idle);
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f39_a_relink_that_brought_another_account_says_so() {
    let expired = |id: &str| Standing::RelinkNeeded {
        account: Some(account(id)),
        reason: connect_contract::RelinkReason::Expired,
    };
    let other = just_linked([expired("0"), Standing::Unlinked]);
    assert!(matches!(
        activity(&other),
        Activity::JustLinked { instead_of: Some(before), .. } if *before == account("0")
    ));
    let same = just_linked([expired("1"), Standing::Unlinked]);
    assert!(matches!(
        activity(&same),
        Activity::JustLinked {
            instead_of: None,
            ..
        }
    ));
}

#[test]
fn f39_switch_unlinks_exactly_the_account_that_was_shown() {
    let mut state = just_linked(NOTHING);
    let commands = state.update(Event::SwitchPressed {
        network: facebook(),
    });
    assert_eq!(
        commands,
        [Command::Unlink {
            network: facebook(),
            account: account("1").id
        }]
    );
    state.update(Event::UnlinkAnswered {
        network: facebook(),
        account: account("1").id,
        result: Ok(()),
    });
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
}

#[test]
fn the_question_goes_when_another_account_is_linked_meanwhile() {
    let mut state = away(NOTHING);
    let commands = links(&mut state, "a", facebook(), "1");
    state.update(Event::PortalAnswered {
        request: request_of(&commands),
        result: Ok(portal([linked("2"), Standing::Unlinked])),
    });
    assert_eq!(*activity(&state), Activity::Idle);
}

/// Facebook's account 9 turned up by itself.
fn linked_outside() -> State {
    let mut state = ready(NOTHING);
    read_again(&mut state, [linked("9"), Standing::Unlinked], |portal| {
        portal.networks[0].linked_outside = true;
    });
    state
}

#[test]
fn t12_an_account_that_nobody_linked_here_is_asked_about_until_a_person_decides() {
    let mut state = linked_outside();
    assert_eq!(face(&state, &facebook()), Face::LinkedOutside);
    let commands = state.update(Event::KeepPressed {
        network: facebook(),
    });
    assert_eq!(
        commands,
        [Command::KeepAccount {
            network: facebook(),
            account: account("9").id
        }]
    );
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn t12_an_account_from_outside_is_removed_by_the_same_dialog_as_any() {
    let mut state = linked_outside();
    press(&mut state, facebook(), "unused");
    assert!(matches!(
        activity(&state),
        Activity::ConfirmingUnlink { .. }
    ));
}
