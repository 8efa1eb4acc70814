//! A press that opens a window opens it before anything else: browsers allow it only while the click is being handled.

mod support;

use connect_contract::{OffReason, ProblemCode, RelinkReason, Standing};
use connect_core::*;
use support::*;

fn every_standing() -> Vec<Standing> {
    let account = || account("1");
    vec![
        Standing::Unlinked,
        linked("1"),
        Standing::RenewSoon {
            account: account(),
            days: 3,
        },
        Standing::RelinkNeeded {
            account: Some(account()),
            reason: RelinkReason::Dropped,
        },
        Standing::Off {
            reason: OffReason::Session,
        },
        Standing::TemporarilyFailing {
            since: String::new(),
        },
        Standing::Unknown,
    ]
}

fn every_step() -> Vec<Step> {
    vec![
        Step::Opening,
        Step::Blocked(BlockedCause::Browser),
        Step::Blocked(BlockedCause::Frame),
        Step::Blocked(BlockedCause::InApp),
        Step::Waiting,
        Step::Checking(Hint::Finished),
        Step::Undecided,
        Step::Elsewhere,
        Step::Refused { code: None },
    ]
}

fn every_activity() -> Vec<Activity> {
    let places = [
        WindowPlace::Unheard,
        WindowPlace::AtStart,
        WindowPlace::Away,
    ];
    let linking = |step: &Step, window| {
        Activity::Linking(Linking {
            attempt: attempt("a"),
            step: step.clone(),
            window,
            polls: 0,
        })
    };
    let steps = every_step();
    let under_way = steps
        .iter()
        .flat_map(|step| places.map(|place| linking(step, place)));
    let others = [
        Activity::Idle,
        Activity::ConfirmingUnlink {
            account: account("1"),
            scheduled_posts: None,
        },
        Activity::Unlinking {
            account: account("1"),
        },
        Activity::Failed {
            failure: problem(ProblemCode::NetworkOff),
            attempt: None,
        },
        Activity::TimedOut {
            attempt: attempt("old"),
        },
        Activity::JustLinked {
            account: account("1"),
            instead_of: None,
        },
    ];
    under_way.chain(others).collect()
}

/// The other card of the grid: idle, or the one whose window is open.
fn neighbours() -> [Activity; 2] {
    let linking = Linking {
        attempt: attempt("n"),
        step: Step::Waiting,
        window: WindowPlace::Away,
        polls: 0,
    };
    [Activity::Idle, Activity::Linking(linking)]
}

fn presses() -> [Event; 2] {
    let (network, attempt) = (facebook(), attempt("b"));
    [
        Event::CardPressed {
            network: network.clone(),
            attempt: attempt.clone(),
        },
        Event::ReopenPressed { network, attempt },
    ]
}

fn opens(command: &Command) -> bool {
    matches!(command, Command::OpenStartPage { .. })
}

#[test]
fn nothing_stands_between_a_press_and_its_window_in_any_state() {
    let mut opened = 0;
    for standing in every_standing() {
        for activity in every_activity() {
            for neighbour in neighbours() {
                for press in presses() {
                    let mut state = ready([standing.clone(), Standing::Unlinked]);
                    state.cards[0].activity = activity.clone();
                    state.cards[1].activity = neighbour.clone();
                    let commands = state.update(press.clone());
                    let windows = commands.iter().filter(|command| opens(command)).count();
                    assert!(
                        windows <= 1 && windows == usize::from(commands.first().is_some_and(opens)),
                        "{standing:?}, {activity:?}, {press:?}: {commands:?}"
                    );
                    opened += windows;
                }
            }
        }
    }
    assert!(opened > 100, "only {opened} presses opened a window");
}

#[test]
fn a_card_that_can_be_linked_opens_its_window_from_every_state_in_which_there_is_none() {
    let blocked = |cause| {
        Activity::Linking(Linking {
            attempt: attempt("a"),
            step: Step::Blocked(cause),
            window: WindowPlace::Unheard,
            polls: 0,
        })
    };
    for activity in [
        Activity::Idle,
        Activity::TimedOut {
            attempt: attempt("old"),
        },
        Activity::Failed {
            failure: Failure::Unreachable,
            attempt: None,
        },
        blocked(BlockedCause::Browser),
        blocked(BlockedCause::Frame),
        blocked(BlockedCause::InApp),
    ] {
        for press in presses() {
            let mut state = ready([Standing::Unlinked, Standing::Unlinked]);
            state.cards[0].activity = activity.clone();
            let commands = state.update(press.clone());
            assert!(
                commands.first().is_some_and(opens),
                "{activity:?}, {press:?}"
            );
        }
    }
}
