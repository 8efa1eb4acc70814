//! Any sequence of events keeps one truth.

mod support;

use connect_contract::{AccountId, AttemptState, LinkAttempt, NetworkId, Standing};
use connect_core::*;
use proptest::prelude::*;
use support::*;

/// What a generated step means; which request or attempt it belongs to is drawn too, also wrong ones.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a few dozen of them live for one test"
)]
enum Stir {
    Event(Event),
    /// An answer to the n-th read that was ever asked for.
    Read(usize, [u8; 2]),
}

fn networks() -> impl Strategy<Value = NetworkId> {
    prop_oneof![
        Just(facebook()),
        Just(reddit()),
        Just(NetworkId::new("mastodon"))
    ]
}

fn attempts() -> impl Strategy<Value = connect_contract::AttemptId> {
    prop_oneof![Just(attempt("a")), Just(attempt("b")), Just(attempt("c"))]
}

fn focus() -> impl Strategy<Value = PageFocus> {
    prop_oneof![Just(PageFocus::Here), Just(PageFocus::Elsewhere)]
}

fn signals() -> impl Strategy<Value = Signal> {
    prop_oneof![
        Just(Signal::Hello),
        Just(Signal::Leaving),
        Just(Signal::Finished),
        Just(Signal::GaveUp),
        Just(Signal::Refused(Some(322))),
        Just(Signal::WindowGone),
    ]
}

fn timers() -> impl Strategy<Value = TimerKind> {
    prop_oneof![
        Just(TimerKind::Hello),
        Just(TimerKind::Poll),
        Just(TimerKind::FocusBack),
        Just(TimerKind::Again)
    ]
}

fn attempt_states() -> impl Strategy<Value = AttemptState> {
    prop_oneof![
        4 => Just(AttemptState::Open),
        2 => Just(AttemptState::Linked { account: account("1") }),
        1 => Just(AttemptState::Expired),
        1 => Just(AttemptState::Superseded),
        1 => Just(AttemptState::Stopped),
    ]
}

fn events() -> impl Strategy<Value = Stir> {
    let ev = |event| Stir::Event(event);
    prop_oneof![
        6 => (networks(), attempts()).prop_map(move |(network, attempt)| ev(Event::CardPressed { network, attempt })),
        2 => (networks(), attempts()).prop_map(move |(network, attempt)| ev(Event::ReopenPressed { network, attempt })),
        1 => networks().prop_map(move |network| ev(Event::CheckAgainPressed { network })),
        1 => networks().prop_map(move |network| ev(Event::StopPressed { network })),
        1 => networks().prop_map(move |network| ev(Event::FailureDismissed { network })),
        3 => networks().prop_map(move |network| ev(Event::UnlinkConfirmed { network })),
        1 => networks().prop_map(move |network| ev(Event::UnlinkDismissed { network })),
        2 => attempts().prop_map(move |attempt| ev(Event::WindowOpened { attempt })),
        1 => attempts().prop_map(move |attempt| ev(Event::WindowUnknown { attempt })),
        6 => (attempts(), signals(), focus())
            .prop_map(move |(attempt, signal, focus)| ev(Event::Signalled { attempt, signal, focus })),
        3 => (attempts(), timers(), focus())
            .prop_map(move |(attempt, kind, focus)| ev(Event::TimerFired { attempt, kind, focus })),
        1 => Just(ev(Event::FocusReturned)),
        1 => Just(ev(Event::RefreshDue)),
        4 => (attempts(), networks(), attempt_states(), focus()).prop_map(move |(attempt, network, state, focus)| {
            ev(Event::AttemptAnswered {
                result: Ok(LinkAttempt { attempt: attempt.clone(), network, state }),
                attempt,
                because: Because::Done,
                focus,
            })
        }),
        1 => (attempts(), focus()).prop_map(move |(attempt, focus)| {
            ev(Event::AttemptAnswered { attempt, because: Because::Poll, result: Err(Failure::Unreachable), focus })
        }),
        2 => (networks(), 1..3_u8, any::<bool>()).prop_map(move |(network, id, good)| {
            let result = if good { Ok(()) } else { Err(Failure::TimedOut) };
            ev(Event::UnlinkAnswered { network, account: AccountId(id.to_string()), result })
        }),
        5 => (0..4_usize, any::<[u8; 2]>()).prop_map(|(back, seed)| Stir::Read(back, seed)),
    ]
}

fn standing(seed: u8) -> Standing {
    match seed % 4 {
        0 => Standing::Unlinked,
        1 => linked("1"),
        2 => linked("2"),
        _ => Standing::RenewSoon {
            account: account("1"),
            days: 3,
        },
    }
}

/// Whether the event carries an answer of the backend, the only thing that may change a standing.
fn speaks_for_the_backend(event: &Event) -> bool {
    matches!(
        event,
        Event::PortalAnswered { .. }
            | Event::AttemptAnswered { result: Ok(_), .. }
            | Event::UnlinkAnswered { result: Ok(()), .. }
    )
}

fn standings(state: &State) -> Vec<(NetworkId, Standing)> {
    state
        .cards
        .iter()
        .map(|card| (card.network.clone(), card.standing.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_events_keeps_one_truth(stirs in prop::collection::vec(events(), 1..60)) {
        let mut state = ready([Standing::Unlinked, linked("1")]);
        let mut reads = vec![RequestId(1)];
        let mut newest_read_taken = RequestId(1);
        for stir in stirs {
            let event = match stir {
                Stir::Event(event) => event,
                Stir::Read(back, seed) => Event::PortalAnswered {
                    request: reads[reads.len().saturating_sub(1 + back)],
                    result: Ok(portal(seed.map(standing))),
                },
            };
            let before = standings(&state);
            let dialog = state.cards.iter().find_map(|card| match &card.activity {
                Activity::ConfirmingUnlink { account, .. } => Some(account.id.clone()),
                _ => None,
            });
            let commands = state.update(event.clone());

            // Only the backend makes a card green or grey.
            if standings(&state) != before {
                prop_assert!(speaks_for_the_backend(&event), "{event:?} changed a standing");
                if let Event::PortalAnswered { request, .. } = &event {
                    prop_assert!(*request >= newest_read_taken, "an older read overwrote a newer one");
                    newest_read_taken = *request;
                }
            }
            // There is one window, so there is one attempt.
            prop_assert!(state.cards.iter().filter(|card| card.linking().is_some()).count() <= 1);
            // No card twice.
            for card in &state.cards {
                prop_assert_eq!(state.cards.iter().filter(|other| other.network == card.network).count(), 1);
            }
            for (place, command) in commands.iter().enumerate() {
                match command {
                    // A window is opened by a press, before anything else is done.
                    Command::OpenStartPage { .. } => {
                        prop_assert_eq!(place, 0);
                        let pressed = matches!(event, Event::CardPressed { .. } | Event::ReopenPressed { .. });
                        prop_assert!(pressed);
                    }
                    // An unlink is confirmed, and names what the dialog named.
                    Command::Unlink { account, .. } => {
                        let confirmed = matches!(event, Event::UnlinkConfirmed { .. });
                        prop_assert!(confirmed);
                        prop_assert_eq!(dialog.as_ref(), Some(account));
                    }
                    // The host hears of a link only from the backend.
                    Command::Emit(HostEvent::Linked { .. }) => {
                        prop_assert!(speaks_for_the_backend(&event));
                    }
                    Command::FetchPortal { request } => reads.push(*request),
                    _ => {}
                }
            }
        }
    }
}
