//! A small world around `State::update`: two tabs, a backend, and what is on its way between them.

#![allow(clippy::expect_used, reason = "only tests do")]

#[path = "play.rs"]
mod play;

use std::collections::HashMap;
use std::rc::Rc;

use connect_contract::{AccountId, AttemptState, LinkAttempt, LiveEvent, NetworkId, ProblemCode};
use connect_core::*;

use crate::support::*;
pub use play::Play;

/// A tab, an attempt and a network are numbers; so is an account. Attempt `n` saves account `n + 1`.
pub type Tab = usize;
pub type Which = usize;
pub type Net = usize;
pub type Acc = u8;

/// Who does what in which tab.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// By attempt: the tab with the card that is pressed.
    pub home: [Tab; 2],
    /// By attempt: the network of that card.
    pub net: [Net; 2],
    /// By network: what is linked at first.
    pub linked: [Option<Acc>; 2],
    /// The card at which somebody unlinks, once.
    pub unlinks: Option<(Tab, Net)>,
    /// Whether the person may give up at Ayrshare's page instead of saving.
    pub gives_up: bool,
    /// Whether the call that begins an attempt may be slower than the person at the network.
    pub slow_start: bool,
    /// By tab: whether the live stream works there. Its messages may still be late.
    pub stream: [bool; 2],
    /// Whether the person comes back to the second tab, once, at any time.
    pub visits: bool,
    /// Whether our own pages speak to both tabs, as they do except in an embed.
    pub shared: bool,
}

/// Something that can happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By the person or the window of an attempt.
    Act(Which, Act),
    /// The card is pressed that asks whether to unlink.
    Dialog,
    /// That dialog is confirmed.
    Confirm,
    /// What is on its way with a tab moves on.
    Arrive(Tab, Way),
    /// The person comes back to the second tab.
    Visit,
    /// The backend looks at an attempt by itself.
    Watch(Which),
}

/// The external events of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    Press,
    Hello,
    Leaving,
    Gone,
    Saved,
    Done,
    GaveUp,
}

/// Among the bits of what came to pass: no more can.
const VOID: u8 = 128;

/// Something on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    // To the backend, in any order.
    Start(Which),
    Stop(Which),
    Unlink(Net, Acc),
    // To the tab, in the order in which it asked; the stream's messages too. What an answer says was fixed then, so it may be old.
    Link(Which),
    Account,
    Refused(Which, bool),
    Answer(Which, Answer),
    Portal(Shown),
    Unlinked(Net, Acc, bool),
    Timer(Which, Clock),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Clock {
    Hello,
    Poll,
    FocusBack,
}

/// Where the backend says an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    NotFound,
    Open,
    Linked(Acc),
    Stopped,
    Superseded,
    Expired,
}

/// What a read of the portal says, by network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shown {
    pub linked: [Option<Acc>; 2],
    pub open: [Option<Which>; 2],
}

/// What a tab is told. Small, so that a tab that was told the same before need not be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Input {
    Press(Net, Which),
    Opened(Which),
    Said(Which, Act),
    Confirm(Net),
    Refresh,
    Visit,
    Arrive(Way),
}

/// The state that an input led to, and what is to be done.
type Told = (usize, Rc<[Command]>);

/// Every state that a tab was in, once, and what came of every input.
#[derive(Default)]
pub struct Pages {
    states: Vec<State>,
    ids: HashMap<String, usize>,
    told: HashMap<(usize, Input), Told>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    tabs: [usize; 2],
    attempts: [Option<Attempt>; 2],
    pub linked: [Option<Acc>; 2],
    ways: [Vec<Way>; 2],
    acts: [u8; 2],
    confirmed: bool,
    visited: bool,
    /// By tab and attempt: how many outcomes the host was told.
    pub outcomes: [[u8; 2]; 2],
    /// By attempt: the host was told that it failed or was cancelled.
    pub bad: [bool; 2],
    /// By attempt: the person stopped it in its own tab, or a newer one took its place.
    pub excused: [bool; 2],
    /// A rule that was broken on the way here.
    pub broken: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Attempt {
    state: Answer,
    redeemed: bool,
    baseline: Option<Acc>,
}

fn network(net: Net) -> NetworkId {
    [facebook(), reddit()][net].clone()
}

fn net_of(name: &NetworkId) -> Net {
    usize::from(*name != facebook())
}

fn id(which: Which) -> connect_contract::AttemptId {
    attempt(&which.to_string())
}

pub fn which(id: &connect_contract::AttemptId) -> Which {
    id.as_str().parse().expect("a number")
}

fn standing(linked: Option<Acc>) -> connect_contract::Standing {
    linked.map_or(connect_contract::Standing::Unlinked, |acc| {
        connect_contract::Standing::Linked {
            account: account(&acc.to_string()),
        }
    })
}

impl Pages {
    /// The number of a state. States that differ only in how often something was asked are one.
    fn intern(&mut self, state: State) -> usize {
        let mut plain = state.clone();
        // A read that is on its way is always the last that was asked for.
        let number = RequestId(0);
        plain.loading = match plain.loading {
            Loading::Idle => Loading::Idle,
            Loading::Reading(_) => Loading::Reading(number),
            Loading::ReadingThenAgain(_) => Loading::ReadingThenAgain(number),
        };
        for card in &mut plain.cards {
            if let Activity::Linking(linking) = &mut card.activity {
                linking.polls = 0;
            }
        }
        let text = format!("{plain:?}");
        let (before, numbers) = text.split_once(", next_request: ").expect("the counters");
        let (next, numbers) = numbers.split_once(", stale_below: ").expect("the counters");
        let overtaken = plain.loading != Loading::Idle && numbers.starts_with(&format!("{next},"));
        let states = &mut self.states;
        *self
            .ids
            .entry(format!("{before} {overtaken}"))
            .or_insert_with(|| {
                states.push(state);
                states.len() - 1
            })
    }

    fn tell(&mut self, tab: usize, input: Input, case: &Case) -> Told {
        if let Some(known) = self.told.get(&(tab, input)) {
            return known.clone();
        }
        let mut state = self.states[tab].clone();
        let event = event(&state, input, case);
        let commands: Rc<[Command]> = state.update(event).into();
        let came = (self.intern(state), commands);
        self.told.insert((tab, input), came.clone());
        came
    }
}

fn event(state: &State, input: Input, case: &Case) -> Event {
    let focus = PageFocus::Here;
    match input {
        Input::Press(net, which) => Event::CardPressed {
            network: network(net),
            attempt: id(which),
        },
        Input::Opened(which) => Event::WindowOpened { attempt: id(which) },
        Input::Said(which, act) => Event::Signalled {
            attempt: id(which),
            signal: match act {
                Act::Hello => Signal::Hello,
                Act::Leaving => Signal::Leaving,
                Act::Gone => Signal::WindowGone,
                Act::GaveUp => Signal::GaveUp,
                Act::Press | Act::Saved | Act::Done => Signal::Returned,
            },
            focus,
        },
        Input::Confirm(net) => Event::UnlinkConfirmed {
            network: network(net),
        },
        Input::Refresh => Event::RefreshDue,
        Input::Visit => Event::FocusReturned,
        Input::Arrive(way) => match way {
            Way::Refused(which, changed) => Event::LinkRefused {
                attempt: id(which),
                failure: problem(if changed {
                    ProblemCode::AccountChanged
                } else {
                    ProblemCode::AttemptOver
                }),
            },
            Way::Answer(which, answer) => Event::AttemptAnswered {
                attempt: id(which),
                // Equal answers are one here, so each of them may be the one that a window's word asked for.
                because: Because::Done,
                result: attempt_state(answer).map(|state| LinkAttempt {
                    attempt: id(which),
                    network: network(case.net[which]),
                    state,
                }),
                focus,
            },
            Way::Portal(shown) => {
                let mut portal = portal(shown.linked.map(standing));
                for (item, open) in portal.networks.iter_mut().zip(shown.open) {
                    item.open_attempt = open.map(id);
                }
                let request = match state.loading {
                    Loading::Reading(request) | Loading::ReadingThenAgain(request) => request,
                    Loading::Idle => RequestId(0),
                };
                Event::PortalAnswered {
                    request,
                    result: Ok(portal),
                }
            }
            Way::Unlinked(net, acc, done) => Event::UnlinkAnswered {
                network: network(net),
                account: AccountId(acc.to_string()),
                result: match done {
                    true => Ok(()),
                    false => Err(problem(ProblemCode::AccountChanged)),
                },
            },
            Way::Timer(which, clock) => Event::TimerFired {
                attempt: id(which),
                kind: match clock {
                    Clock::Hello => TimerKind::Hello,
                    Clock::Poll => TimerKind::Poll,
                    Clock::FocusBack => TimerKind::FocusBack,
                },
                focus,
            },
            Way::Link(which) => Event::Live(LiveEvent::Link {
                attempt: id(which),
                network: network(case.net[which]),
            }),
            // Of whichever network: the page reads everything again.
            Way::Account => Event::Live(LiveEvent::Account {
                network: network(0),
            }),
            Way::Start(_) | Way::Stop(_) | Way::Unlink(..) => unreachable!("for the backend"),
        },
    }
}

fn is_answer(way: &Way) -> bool {
    *way >= Way::Link(0)
}

fn attempt_state(answer: Answer) -> Result<AttemptState, Failure> {
    Ok(match answer {
        Answer::NotFound => return Err(problem(ProblemCode::NotFound)),
        Answer::Open => AttemptState::Open,
        Answer::Linked(acc) => AttemptState::Linked {
            account: account(&acc.to_string()),
        },
        Answer::Stopped => AttemptState::Stopped,
        Answer::Superseded => AttemptState::Superseded,
        Answer::Expired => AttemptState::Expired,
    })
}
