//! What is refused, gone, there already or broken: by each call that the page makes.

mod support;

use cases::case;
use connect_contract::*;
use connect_core::*;
use support::*;

const NOTHING: [Standing; 2] = [Standing::Unlinked, Standing::Unlinked];

/// A call that the page makes, and what comes of a failure of it.
struct Call {
    name: &'static str,
    fail: fn(Failure) -> (State, Vec<Command>),
    /// What is shown of it then.
    shown: fn(&State) -> Option<&Failure>,
}

const FIRST_READ: Call = Call {
    name: "first read",
    fail: |failure| {
        let mut state = State::default();
        let commands = unread(&mut state, Event::Started, failure);
        (state, commands)
    },
    shown: |state| match &state.phase {
        Phase::Failed(failure) => Some(failure),
        _ => None,
    },
};

const LATER_READ: Call = Call {
    name: "later read",
    fail: |failure| {
        let mut state = ready([linked("1"), Standing::Unlinked]);
        let commands = unread(&mut state, Event::RefreshDue, failure);
        assert_eq!(face(&state, &facebook()), Face::Linked, "the grid stays");
        (state, commands)
    },
    shown: |state| state.trouble.as_ref(),
};

const START: Call = Call {
    name: "start",
    fail: |failure| {
        let mut state = ready(NOTHING);
        press(&mut state, facebook(), "a");
        let commands = state.update(Event::LinkRefused {
            attempt: attempt("a"),
            failure,
        });
        (state, commands)
    },
    shown: at_the_card,
};

const ATTEMPT: Call = Call {
    name: "attempt",
    fail: |failure| {
        let mut state = away(NOTHING);
        signal(&mut state, "a", Signal::Returned);
        let commands = unanswered(&mut state, "a", Because::Done, failure);
        (state, commands)
    },
    shown: at_the_card,
};

const UNLINK: Call = Call {
    name: "unlink",
    fail: |failure| {
        let mut state = ready([linked("1"), Standing::Unlinked]);
        let commands = not_unlinked(&mut state, failure);
        (state, commands)
    },
    shown: at_the_card,
};

fn at_the_card(state: &State) -> Option<&Failure> {
    match &state.card(&facebook())?.activity {
        Activity::Failed { failure, .. } => Some(failure),
        _ => None,
    }
}

fn unread(state: &mut State, ask: Event, failure: Failure) -> Vec<Command> {
    let request = request_of(&state.update(ask));
    state.update(Event::PortalAnswered {
        request,
        result: Err(failure),
    })
}

fn not_unlinked(state: &mut State, failure: Failure) -> Vec<Command> {
    press(state, facebook(), "a");
    state.update(Event::UnlinkConfirmed {
        network: facebook(),
    });
    state.update(Event::UnlinkAnswered {
        network: facebook(),
        account: AccountId("1".into()),
        result: Err(failure),
    })
}

/// What would be a call to the backend, or leads to one.
fn calls(commands: &[Command]) -> Vec<&Command> {
    let is_none = |command: &&Command| {
        matches!(
            command,
            Command::Announce(_) | Command::Emit(_) | Command::CloseWindow { .. }
        )
    };
    commands.iter().filter(|it| !is_none(it)).collect()
}

/// A problem in the body, as a backend of tomorrow may also write one.
fn answer_of(status: u16, code: ProblemCode) -> Failure {
    Failure::of_answer(status, Some(Problem::new(code, "s-1")), None)
}

#[test]
fn f06_what_is_refused_as_wrong_is_told_with_its_support_id_and_not_tried_again() {
    for call in [FIRST_READ, LATER_READ, START, ATTEMPT, UNLINK] {
        for (status, code) in [
            (400, ProblemCode::InvalidRequest),
            (422, ProblemCode::LinkRefused),
            (422, ProblemCode::Unknown),
        ] {
            let failure = answer_of(status, code);
            let (mut state, commands) = (call.fail)(failure.clone());
            assert_eq!((call.shown)(&state), Some(&failure), "{}", call.name);
            assert_eq!(failure.support_id(), Some("s-1"));
            assert!(calls(&commands).is_empty(), "{}: {commands:?}", call.name);
            let polled = timer(&mut state, "a", TimerKind::Poll, PageFocus::Here);
            assert_eq!(polled, [], "{}: nothing is left to ask", call.name);
            case(&format!("{}, {status} {code:?}", call.name));
        }
    }
}

#[test]
fn f06_a_refused_stop_and_a_refused_keep_are_not_sent_again() {
    let mut state = away(NOTHING);
    let stop = Event::StopPressed {
        network: facebook(),
    };
    assert!(
        calls(&state.update(stop.clone())).contains(&&Command::StopLink {
            attempt: attempt("a")
        })
    );
    assert_eq!(state.update(stop), [], "whatever the backend said to it");
    assert_eq!(timer(&mut state, "a", TimerKind::Poll, PageFocus::Here), []);
    case("stop");

    let outside = |portal: &mut Portal| portal.networks[0].linked_outside = true;
    let standings = || [linked("1"), Standing::Unlinked];
    read_again(&mut state, standings(), outside);
    let kept = state.update(Event::KeepPressed {
        network: facebook(),
    });
    assert!(matches!(kept[..], [Command::KeepAccount { .. }]));
    let after = read_again(&mut state, standings(), outside);
    assert_eq!(after, []);
    assert_eq!(face(&state, &facebook()), Face::LinkedOutside, "asked anew");
    case("keep");
}

#[test]
fn f06_an_attempt_whose_question_was_refused_is_not_taken_up_again_and_a_late_success_counts() {
    let (mut state, _) = (ATTEMPT.fail)(answer_of(422, ProblemCode::LinkRefused));
    let still_open = |portal: &mut Portal| {
        portal.networks[0].open_attempt = Some(attempt("a"));
    };
    let commands = read_again(&mut state, NOTHING, still_open);
    assert_eq!(commands, [], "it would be asked in vain");
    assert_eq!(face(&state, &facebook()), Face::Failed);
    read_again(&mut state, [linked("2"), Standing::Unlinked], |_| {});
    assert_eq!(face(&state, &facebook()), Face::Linked);
}

#[test]
fn f09_what_is_gone_is_read_again() {
    let gone = || answer_of(404, ProblemCode::NotFound);
    for call in [START, UNLINK] {
        let (mut state, commands) = (call.fail)(gone());
        let request = request_of(&commands);
        let result = Ok(portal([linked("2"), Standing::Unlinked]));
        state.update(Event::PortalAnswered { request, result });
        assert_eq!(face(&state, &facebook()), Face::Linked, "{}", call.name);
        case(call.name);
    }
    let (mut state, commands) = (ATTEMPT.fail)(gone());
    assert_eq!(face(&state, &facebook()), Face::Undecided, "{commands:?}");
    read_again(&mut state, [linked("2"), Standing::Unlinked], |_| {});
    links(&mut state, "a", facebook(), "2");
    assert_eq!(face(&state, &facebook()), Face::Linked);
    case(ATTEMPT.name);
    let (mut state, commands) = (LATER_READ.fail)(gone());
    assert_eq!(commands, []);
    read_again(&mut state, NOTHING, |_| {});
    assert_eq!(state.trouble, None);
    assert_eq!(face(&state, &facebook()), Face::Unlinked);
    case(LATER_READ.name);
}

#[test]
fn f10_what_is_there_or_gone_already_is_what_was_asked_for_once_it_is_read_again() {
    let conflict = || answer_of(409, ProblemCode::AccountChanged);
    for (call, now, shown) in [
        (START, linked("2"), Face::Linked),
        (UNLINK, Standing::Unlinked, Face::Unlinked),
        (UNLINK, linked("2"), Face::Linked),
    ] {
        let (mut state, commands) = (call.fail)(conflict());
        let request = request_of(&commands);
        let result = Ok(portal([now, Standing::Unlinked]));
        state.update(Event::PortalAnswered { request, result });
        assert_eq!(face(&state, &facebook()), shown, "{}", call.name);
        case(&format!("{}, then {shown:?}", call.name));
    }
    let (mut state, commands) = (START.fail)(answer_of(409, ProblemCode::AttemptOver));
    assert!(matches!(commands[..], [Command::FetchAttempt { .. }]));
    links(&mut state, "a", facebook(), "2");
    assert_eq!(face(&state, &facebook()), Face::Linked);
    case("start of an attempt that is over");
}

#[test]
fn f10_a_link_that_is_refused_and_not_there_keeps_its_reason() {
    let (mut state, commands) = (START.fail)(answer_of(409, ProblemCode::AccountChanged));
    let request = request_of(&commands);
    let result = Ok(portal(NOTHING));
    state.update(Event::PortalAnswered { request, result });
    assert_eq!(face(&state, &facebook()), Face::Failed);
}

/// What the gateway writes with a status, or a proxy before it without a word.
const BROKEN: [(u16, Option<ProblemCode>); 4] = [
    (500, Some(ProblemCode::Internal)),
    (502, Some(ProblemCode::UpstreamMalformed)),
    (503, None),
    (504, None),
];

fn broken(status: u16, code: Option<ProblemCode>) -> Failure {
    let problem = code.map(|code| Problem::new(code, "s-1"));
    Failure::of_answer(status, problem, None)
}

#[test]
fn f12_a_list_that_fails_is_read_again_after_one_two_and_four_seconds() {
    for (status, code) in BROKEN {
        let mut state = State::default();
        let mut ask = Event::Started;
        // The host hears of the first one.
        for (wait, done) in [(1_000, 2), (2_000, 1), (4_000, 1)] {
            let commands = unread(&mut state, ask, broken(status, code));
            let (retry, after_ms) = retry_of(&commands);
            assert_eq!((after_ms, commands.len()), (wait, done));
            ask = Event::RetryDue { retry };
        }
        let request = request_of(&state.update(ask));
        let result = Ok(portal(NOTHING));
        state.update(Event::PortalAnswered { request, result });
        assert!(matches!(state.phase, Phase::Ready(_)));
        case(&format!("list, {status}"));
    }
}

#[test]
fn f12_an_attempt_whose_read_fails_goes_on_and_is_asked_at_its_next_poll() {
    for (status, code) in BROKEN {
        let (mut state, commands) = (ATTEMPT.fail)(broken(status, code));
        assert_eq!(calls(&commands), [] as [&Command; 0]);
        for wait in [3_000, 5_000, 5_000] {
            let polled = timer(&mut state, "a", TimerKind::Poll, PageFocus::Here);
            let ask = Command::FetchAttempt {
                attempt: attempt("a"),
                because: Because::Poll,
            };
            assert_eq!(polled[0], ask);
            let timer = |it: &Command| matches!(it, Command::StartTimer { after_ms, .. } if *after_ms == wait);
            assert!(polled.iter().any(timer), "{polled:?}");
            unanswered(&mut state, "a", Because::Done, broken(status, code));
        }
        links(&mut state, "a", facebook(), "1");
        assert_eq!(face(&state, &facebook()), Face::Linked);
        case(&format!("attempt, {status}"));
    }
}

#[test]
fn f12_a_start_that_fails_is_never_sent_again_by_itself() {
    for (status, code) in BROKEN {
        let (mut state, commands) = (START.fail)(broken(status, code));
        assert_eq!(commands, [], "the start page has the same id and tries it");
        assert_eq!(face(&state, &facebook()), Face::Opening);
        signal(&mut state, "a", Signal::Hello);
        let mut later = timer(&mut state, "a", TimerKind::Poll, PageFocus::Here);
        later.extend(state.update(Event::FocusReturned));
        later.extend(press(&mut state, facebook(), "b"));
        let starts = |it: &Command| matches!(it, Command::StartLink { .. });
        assert!(!later.iter().any(starts), "{later:?}");
        let again = state.update(Event::ReopenPressed {
            network: facebook(),
            attempt: attempt("c"),
        });
        assert!(again.contains(&Command::StopLink {
            attempt: attempt("a")
        }));
        case(&format!("start, {status}"));
    }
}

#[test]
fn f20_a_network_of_tomorrow_is_shown_heard_of_and_unlinked_and_never_started() {
    let zorbnet = || NetworkId::new("zorbnet");
    let mut state = ready(NOTHING);
    let zorb = |standing| {
        move |portal: &mut Portal| {
            portal.networks.push(NetworkStanding {
                network: zorbnet(),
                name: "zorbnet".into(),
                standing,
                guide_url: None,
                open_attempt: None,
                linked_outside: false,
            });
        }
    };
    read_again(&mut state, NOTHING, zorb(linked("z")));
    assert_eq!(face(&state, &zorbnet()), Face::Linked);
    case("list");

    for live in [
        LiveEvent::Account { network: zorbnet() },
        LiveEvent::Link {
            attempt: attempt("z"),
            network: NetworkId::new("nobody-lists-it"),
        },
    ] {
        let request = request_of(&state.update(Event::Live(live)));
        let mut answer = portal(NOTHING);
        zorb(linked("z"))(&mut answer);
        let result = Ok(answer);
        assert_eq!(state.update(Event::PortalAnswered { request, result }), []);
    }
    assert_eq!(face(&state, &zorbnet()), Face::Linked);
    case("event");

    press(&mut state, zorbnet(), "a");
    let unlink = state.update(Event::UnlinkConfirmed { network: zorbnet() });
    assert!(matches!(unlink[..], [Command::Unlink { .. }]));
    state.update(Event::UnlinkAnswered {
        network: zorbnet(),
        account: AccountId("z".into()),
        result: Ok(()),
    });
    assert_eq!(face(&state, &zorbnet()), Face::Unlinked);
    case("unlink");

    press(&mut state, zorbnet(), "b");
    state.update(Event::LinkRefused {
        attempt: attempt("b"),
        failure: answer_of(404, ProblemCode::NotFound),
    });
    assert_eq!(face(&state, &zorbnet()), Face::Failed);
    case("start");
}
