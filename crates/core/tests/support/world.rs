//! A small world around `State::update`: two tabs, a backend, and what is on its way between them.

use std::collections::HashMap;
use std::rc::Rc;

use connect_contract::{AccountId, AttemptState, LinkAttempt, LiveEvent, NetworkId, ProblemCode};
use connect_core::*;

use crate::support::*;

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

/// Which of them came to pass, as bits; `VOID` if no more can.
const VOID: u8 = 128;

/// Something on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    // To the backend.
    Start(Which),
    Stop(Which),
    Unlink(Net, Acc),
    // To the tab. What an answer says was fixed when it was asked for, so it may be old.
    Refused(Which, bool),
    Answer(Which, Answer),
    Portal(Shown),
    Unlinked(Net, Acc, bool),
    Timer(Which, Clock),
    Link(Which),
    Account(Net),
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
    Arrive(Way),
}

/// Every state that a tab was in, once, and what came of every input.
#[derive(Default)]
pub struct Pages {
    states: Vec<State>,
    ids: HashMap<String, usize>,
    told: HashMap<(usize, Input), (usize, Rc<[Command]>)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    tabs: [usize; 2],
    attempts: [Option<Attempt>; 2],
    pub linked: [Option<Acc>; 2],
    ways: [Vec<Way>; 2],
    acts: [u8; 2],
    confirmed: bool,
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

    fn tell(&mut self, tab: usize, input: Input, case: &Case) -> (usize, Rc<[Command]>) {
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
            Way::Account(net) => Event::Live(LiveEvent::Account {
                network: network(net),
            }),
            Way::Start(_) | Way::Stop(_) | Way::Unlink(..) => unreachable!("for the backend"),
        },
    }
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

/// One world, for as long as something happens in it.
pub struct Play<'a> {
    pub case: &'a Case,
    pub pages: &'a mut Pages,
    pub world: World,
}

impl<'a> Play<'a> {
    /// Both tabs have read the portal.
    pub fn begin(case: &'a Case, pages: &'a mut Pages) -> Self {
        let first = pages.intern(ready(case.linked.map(standing)));
        let world = World {
            tabs: [first; 2],
            attempts: [None; 2],
            linked: case.linked,
            ways: [Vec::new(), Vec::new()],
            acts: [0; 2],
            confirmed: false,
            outcomes: [[0; 2]; 2],
            bad: [false; 2],
            excused: [false; 2],
            broken: None,
        };
        Self { case, pages, world }
    }

    pub fn state(&self, tab: Tab) -> &State {
        &self.pages.states[self.world.tabs[tab]]
    }

    pub fn did(&self, which: Which, act: Act) -> bool {
        self.world.acts[which] & (1 << act as u8) != 0
    }

    /// What the backend calls an attempt.
    pub fn stands(&self, which: Which) -> Answer {
        self.world.attempts[which].map_or(Answer::NotFound, |attempt| attempt.state)
    }

    /// Everything that can happen next.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for which in 0..2 {
            let did = |act| self.did(which, act);
            let (left, saved) = (did(Act::Leaving), did(Act::Saved));
            let gave_up = did(Act::GaveUp);
            let begun = !self.world.ways[self.case.home[which]].contains(&Way::Start(which));
            for (act, may) in [
                (Act::Press, true),
                (Act::Hello, did(Act::Press)),
                (Act::Leaving, did(Act::Hello)),
                (Act::Gone, left),
                (
                    Act::Saved,
                    left && !gave_up && (self.case.slow_start || begun),
                ),
                (Act::Done, saved),
                // A window that is cut off cannot say so.
                (
                    Act::GaveUp,
                    self.case.gives_up && left && !saved && !did(Act::Gone),
                ),
            ] {
                if may && !did(act) && self.world.acts[which] & VOID == 0 {
                    steps.push(Step::Act(which, act));
                }
            }
            if self.outcome(which).is_some() {
                steps.push(Step::Watch(which));
            }
        }
        if let Some((tab, net)) = self.case.unlinks.filter(|_| !self.world.confirmed) {
            let card = self.state(tab).card(&network(net));
            match card.map(|card| (&card.activity, card.standing.is_linked())) {
                Some((Activity::ConfirmingUnlink { .. }, _)) => steps.push(Step::Confirm),
                Some((Activity::Idle | Activity::JustLinked { .. }, true)) => {
                    steps.push(Step::Dialog);
                }
                _ => {}
            }
        }
        for tab in 0..2 {
            let ways = self.world.ways[tab].iter();
            steps.extend(ways.map(|way| Step::Arrive(tab, *way)));
        }
        steps.dedup();
        steps
    }

    pub fn take(&mut self, step: Step) {
        match step {
            Step::Act(which, act) => self.act(which, act),
            Step::Watch(which) => self.look(which),
            Step::Arrive(tab, way) => self.arrive(tab, way),
            Step::Dialog => {
                let (tab, net) = self.case.unlinks.expect("somebody who unlinks");
                self.tell(tab, Input::Press(net, 2));
            }
            Step::Confirm => {
                let (tab, net) = self.case.unlinks.expect("somebody who unlinks");
                self.world.confirmed = true;
                self.tell(tab, Input::Confirm(net));
            }
        }
    }

    fn act(&mut self, which: Which, act: Act) {
        self.world.acts[which] |= 1 << act as u8;
        let (home, net) = (self.case.home[which], self.case.net[which]);
        match act {
            Act::Press => {
                let before = self.world.ways[home].contains(&Way::Start(which));
                self.tell(home, Input::Press(net, which));
                if before == self.world.ways[home].contains(&Way::Start(which)) {
                    // The press meant something else: a dialog, or the window that is there.
                    self.world.acts[which] = VOID;
                } else {
                    self.tell(home, Input::Opened(which));
                }
            }
            // Our own pages speak to every tab.
            Act::Hello | Act::Done => self.say(which, act),
            Act::Leaving => match self.start(which) {
                Ok(()) => {
                    if let Some(attempt) = &mut self.world.attempts[which] {
                        attempt.redeemed = true;
                    }
                    self.say(which, act);
                }
                Err(_) => {
                    self.world.acts[which] = (self.world.acts[which] | VOID) & !(1 << act as u8)
                }
            },
            Act::Gone | Act::GaveUp => {
                self.world.excused[which] |= act == Act::GaveUp;
                self.tell(home, Input::Said(which, act));
            }
            Act::Saved => {
                self.world.linked[net] = Some(which as Acc + 1);
                self.publish(Way::Account(net));
            }
        }
    }

    fn say(&mut self, which: Which, act: Act) {
        for tab in 0..2 {
            self.tell(tab, Input::Said(which, act));
        }
    }

    fn tell(&mut self, tab: Tab, input: Input) {
        let (next, commands) = self.pages.tell(self.world.tabs[tab], input, self.case);
        self.world.tabs[tab] = next;
        let pressed = matches!(input, Input::Press(..));
        for (place, command) in commands.iter().enumerate() {
            match command {
                Command::OpenStartPage { .. } if place != 0 || !pressed => {
                    self.world.broken = Some("a window is opened first of all, and by a press");
                }
                Command::StartLink { attempt, .. } => self.send(tab, Way::Start(which(attempt))),
                Command::StopLink { attempt } => {
                    let stopped = which(attempt);
                    self.world.excused[stopped] |= pressed && self.case.home[stopped] == tab;
                    self.send(tab, Way::Stop(stopped));
                }
                Command::FetchAttempt { attempt, .. } => {
                    self.look(which(attempt));
                    let answer = self.stands(which(attempt));
                    self.send(tab, Way::Answer(which(attempt), answer));
                }
                Command::FetchPortal { .. } => {
                    let shown = self.shown();
                    self.send(tab, Way::Portal(shown));
                }
                Command::Unlink { network, account } => {
                    let acc = account.0.parse().expect("a number");
                    self.send(tab, Way::Unlink(net_of(network), acc));
                }
                Command::StartTimer { attempt, kind, .. } => match kind {
                    TimerKind::Hello => self.send(tab, Way::Timer(which(attempt), Clock::Hello)),
                    TimerKind::FocusBack => {
                        self.send(tab, Way::Timer(which(attempt), Clock::FocusBack));
                    }
                    // When time has passed.
                    TimerKind::Poll => {}
                },
                Command::Emit(HostEvent::Linked { attempt, .. }) => self.end(tab, which(attempt)),
                Command::Emit(
                    HostEvent::Failed { attempt, .. } | HostEvent::Cancelled { attempt, .. },
                ) => {
                    self.world.bad[which(attempt)] = true;
                    self.end(tab, which(attempt));
                }
                _ => {}
            }
        }
    }

    fn end(&mut self, tab: Tab, which: Which) {
        self.world.outcomes[tab][which] += 1;
        if self.world.outcomes[tab][which] > 1 {
            self.world.broken = Some("an attempt has one outcome in a tab");
        }
    }

    /// The same message, timer or answer twice is on its way once.
    fn send(&mut self, tab: Tab, way: Way) {
        let ways = &mut self.world.ways[tab];
        if let Err(place) = ways.binary_search(&way) {
            ways.insert(place, way);
        }
    }

    fn publish(&mut self, way: Way) {
        self.send(0, way);
        self.send(1, way);
    }

    fn arrive(&mut self, tab: Tab, way: Way) {
        self.world.ways[tab].retain(|other| *other != way);
        match way {
            Way::Start(which) => {
                if let Err(changed) = self.start(which) {
                    self.send(tab, Way::Refused(which, changed));
                }
            }
            Way::Stop(which) => {
                self.look(which);
                self.finish(which, Answer::Stopped);
            }
            Way::Unlink(net, acc) => {
                let done = self.world.linked[net].is_none_or(|linked| linked == acc);
                if done && self.world.linked[net].take().is_some() {
                    self.publish(Way::Account(net));
                }
                self.send(tab, Way::Unlinked(net, acc, done));
            }
            _ => self.tell(tab, Input::Arrive(way)),
        }
    }

    /// The backend begins an attempt, or knows it: `Err` if it is over, or (`true`) if an account is linked by now.
    fn start(&mut self, which: Which) -> Result<(), bool> {
        match self.stands(which) {
            Answer::Open => return Ok(()),
            Answer::NotFound => {}
            _ => return Err(false),
        }
        let net = self.case.net[which];
        if self.world.linked[net].is_some() {
            return Err(true);
        }
        self.world.attempts[which] = Some(Attempt {
            state: Answer::Open,
            redeemed: false,
            baseline: self.world.linked[net],
        });
        let other = 1 - which;
        if self.case.net[other] == net && self.stands(other) == Answer::Open {
            self.world.excused[other] = true;
            self.finish(other, Answer::Superseded);
        }
        Ok(())
    }

    /// What an open attempt comes to, if that is known by now.
    fn outcome(&self, which: Which) -> Option<Answer> {
        let attempt = self.world.attempts[which]?;
        let linked = self.world.linked[self.case.net[which]]?;
        let is_new = attempt.baseline != Some(linked);
        (attempt.state == Answer::Open && attempt.redeemed && is_new)
            .then_some(Answer::Linked(linked))
    }

    fn look(&mut self, which: Which) {
        if let Some(outcome) = self.outcome(which) {
            self.finish(which, outcome);
        }
    }

    fn finish(&mut self, which: Which, to: Answer) {
        if let Some(attempt) = &mut self.world.attempts[which]
            && attempt.state == Answer::Open
        {
            attempt.state = to;
            self.publish(Way::Link(which));
        }
    }

    fn shown(&self) -> Shown {
        let mut open = [None; 2];
        for which in 0..2 {
            if self.world.attempts[which]
                .is_some_and(|attempt| attempt.state == Answer::Open && attempt.redeemed)
            {
                open[self.case.net[which]] = Some(which);
            }
        }
        let linked = self.world.linked;
        Shown { linked, open }
    }

    /// Everything that is on its way arrives; of the live stream only if it `lives`.
    fn settle(&mut self, lives: bool) {
        for tab in [0, 1].into_iter().cycle() {
            let live = |way: &Way| matches!(way, Way::Link(_) | Way::Account(_));
            if !lives {
                self.world
                    .ways
                    .iter_mut()
                    .for_each(|ways| ways.retain(|way| !live(way)));
            }
            match self.world.ways[tab].first().copied() {
                Some(way) => self.arrive(tab, way),
                None if self.world.ways[1 - tab].is_empty() => return,
                None => {}
            }
        }
    }

    /// Time passes: polls of what is open in a tab, and a read of the portal.
    pub fn pass(&mut self, lives: bool) {
        self.settle(lives);
        for _ in 0..2 {
            for tab in 0..2 {
                let open = |card: &Card| card.linking().map(|linking| which(&linking.attempt));
                let open: Vec<_> = self.state(tab).cards.iter().filter_map(open).collect();
                for which in open {
                    self.tell(tab, Input::Arrive(Way::Timer(which, Clock::Poll)));
                }
                self.tell(tab, Input::Refresh);
            }
            self.settle(lives);
        }
    }

    /// What nobody finished is over.
    pub fn expire(&mut self) {
        for which in 0..2 {
            self.look(which);
            self.finish(which, Answer::Expired);
        }
    }
}
