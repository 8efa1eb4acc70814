//! Short ways to say what a test needs.

#![allow(
    dead_code,
    clippy::expect_used,
    reason = "each test file uses its own part, and only tests do"
)]

use connect_contract::*;
use connect_core::*;

pub fn facebook() -> NetworkId {
    NetworkId::new("facebook")
}

pub fn reddit() -> NetworkId {
    NetworkId::new("reddit")
}

pub fn attempt(name: &str) -> AttemptId {
    AttemptId::new(name)
}

pub fn account(id: &str) -> Account {
    Account {
        id: AccountId(id.into()),
        name: format!("Account {id}"),
        handle: None,
        avatar_url: None,
        profile_url: None,
        linked_at: None,
    }
}

pub fn linked(id: &str) -> Standing {
    Standing::Linked {
        account: account(id),
    }
}

pub fn portal(standings: [Standing; 2]) -> Portal {
    let networks = [facebook(), reddit()]
        .into_iter()
        .zip(standings)
        .map(|(network, standing)| NetworkStanding {
            name: network.display_name().into(),
            network,
            standing,
            guide_url: None,
            open_attempt: None,
            linked_outside: false,
        })
        .collect();
    Portal {
        brand: Brand {
            name: "Acme Coffee".into(),
        },
        networks,
        session: SessionScope {
            actions: vec![Action::Read, Action::Link, Action::Unlink],
            expires_at: String::new(),
        },
        support: Support::default(),
        as_of: String::new(),
    }
}

pub fn problem(code: ProblemCode) -> Failure {
    Failure::Problem(Problem::new(code, "s-1"))
}

/// A portal that has been read once.
pub fn ready(standings: [Standing; 2]) -> State {
    let mut state = State::default();
    let request = request_of(&state.update(Event::Started));
    state.update(Event::PortalAnswered {
        request,
        result: Ok(portal(standings)),
    });
    state
}

pub fn request_of(commands: &[Command]) -> RequestId {
    commands
        .iter()
        .find_map(|command| match command {
            Command::FetchPortal { request } => Some(*request),
            _ => None,
        })
        .expect("a read of the portal")
}

/// The number of the retry that is planned, and its wait.
pub fn retry_of(commands: &[Command]) -> (u32, u32) {
    commands
        .iter()
        .find_map(|command| match command {
            Command::RetryPortal { retry, after_ms } => Some((*retry, *after_ms)),
            _ => None,
        })
        .expect("a retry")
}

pub fn press(state: &mut State, network: NetworkId, name: &str) -> Vec<Command> {
    state.update(Event::CardPressed {
        network,
        attempt: attempt(name),
    })
}

pub fn signal(state: &mut State, name: &str, signal: Signal) -> Vec<Command> {
    state.update(Event::Signalled {
        attempt: attempt(name),
        signal,
        focus: PageFocus::Here,
    })
}

pub fn timer(state: &mut State, name: &str, kind: TimerKind, focus: PageFocus) -> Vec<Command> {
    state.update(Event::TimerFired {
        attempt: attempt(name),
        kind,
        focus,
    })
}

pub fn answer(state: &mut State, name: &str, network: NetworkId, to: AttemptState) -> Vec<Command> {
    state.update(Event::AttemptAnswered {
        attempt: attempt(name),
        because: Because::Done,
        result: Ok(LinkAttempt {
            attempt: attempt(name),
            network,
            state: to,
        }),
        focus: PageFocus::Here,
    })
}

/// The backend says that an attempt ended with the account `id` linked.
pub fn unanswered(
    state: &mut State,
    name: &str,
    because: Because,
    failure: Failure,
) -> Vec<Command> {
    state.update(Event::AttemptAnswered {
        attempt: attempt(name),
        because,
        result: Err(failure),
        focus: PageFocus::Here,
    })
}

pub fn links(state: &mut State, name: &str, network: NetworkId, id: &str) -> Vec<Command> {
    let account = account(id);
    answer(state, name, network, AttemptState::Linked { account })
}

/// The portal is read again, and the answer differs from `standings` as `change` says.
pub fn read_again(
    state: &mut State,
    standings: [Standing; 2],
    change: impl FnOnce(&mut Portal),
) -> Vec<Command> {
    let request = request_of(&state.update(Event::RefreshDue));
    let mut answer = portal(standings);
    change(&mut answer);
    state.update(Event::PortalAnswered {
        request,
        result: Ok(answer),
    })
}

/// Facebook is pressed as attempt `a`, and the browser gives no window.
pub fn without_window(state: &mut State) {
    press(state, facebook(), "a");
    state.update(Event::WindowUnknown {
        attempt: attempt("a"),
    });
}

pub fn face(state: &State, network: &NetworkId) -> Face {
    state.card(network).expect("the card").face()
}

/// Facebook's window is open and has gone on to Ayrshare.
pub fn away(standings: [Standing; 2]) -> State {
    let mut state = ready(standings);
    press(&mut state, facebook(), "a");
    state.update(Event::WindowOpened {
        attempt: attempt("a"),
    });
    signal(&mut state, "a", Signal::Hello);
    signal(&mut state, "a", Signal::Leaving);
    state
}
