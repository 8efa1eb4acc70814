use connect_contract::{Action, AttemptId, Brand, NetworkId, Support};

use crate::told::Told;
use crate::{Because, Card, Failure, Linking, Surroundings};

/// Names one read of the portal. Later reads have larger numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// Everything that the portal knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether there is something to show.
    pub phase: Phase,
    /// The grid, in the backend's order.
    pub cards: Vec<Card>,
    /// What went wrong with the last read, while older cards are still shown.
    pub trouble: Option<Failure>,
    /// Whether the browser says that the network is there.
    pub online: bool,
    /// Whether a read is on its way.
    pub loading: Loading,
    /// Where the page runs.
    pub surroundings: Surroundings,
    /// Attempts that are over as far as this page is concerned; an answer on its way may still name them.
    pub(crate) done_with: Vec<AttemptId>,
    /// Attempts that are being asked for because a window said something.
    pub(crate) asked: Vec<Asked>,
    /// The number of the next read.
    pub(crate) next_request: u64,
    /// Answers to reads with a smaller number were overtaken.
    pub(crate) stale_below: u64,
    /// Reads that failed in a row.
    pub(crate) failures: u32,
    /// The number of the only retry that counts. Otherwise each failure would leave one more behind.
    pub(crate) retry: u32,
    /// The backend asked to be left alone until that retry.
    pub(crate) held: bool,
    /// Whether there is a host that is asked before something begins.
    pub(crate) hosted: bool,
    /// What the host heard of attempts.
    pub(crate) told: Told,
}

/// A question to the backend that was asked on the word of a window: it is on its way, or the next one is due soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// About this attempt.
    pub attempt: AttemptId,
    /// Whether a window said something since, and so another one is due: why.
    pub again: Option<Because>,
}

/// Whether there is something to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not yet.
    Loading,
    /// Yes.
    Ready(Ready),
    /// No, and why.
    Failed(Failure),
}

/// What goes with the cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Whose accounts these are.
    pub brand: Brand,
    /// What this session may do.
    pub actions: Vec<Action>,
    /// How to reach a person.
    pub support: Support,
    /// When Ayrshare last said what is linked, in the format of RFC 3339.
    pub as_of: String,
}

/// Whether a read is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// None.
    Idle,
    /// This one.
    Reading(RequestId),
    /// This one, and another is due after it: something changed since it left.
    ReadingThenAgain(RequestId),
}

impl Default for State {
    fn default() -> Self {
        Self {
            phase: Phase::Loading,
            cards: Vec::new(),
            trouble: None,
            online: true,
            loading: Loading::Idle,
            surroundings: Surroundings::default(),
            done_with: Vec::new(),
            asked: Vec::new(),
            next_request: 1,
            stale_below: 0,
            failures: 0,
            retry: 0,
            held: false,
            hosted: false,
            told: Told::default(),
        }
    }
}

impl State {
    /// The card of a network.
    pub fn card(&self, network: &NetworkId) -> Option<&Card> {
        self.cards.iter().find(|card| card.network == *network)
    }

    pub(crate) fn card_mut(&mut self, network: &NetworkId) -> Option<&mut Card> {
        self.cards.iter_mut().find(|card| card.network == *network)
    }

    /// An attempt that is on its way at one of the cards. All that is shown of what windows say.
    pub fn linking(&self, attempt: &AttemptId) -> Option<&Linking> {
        self.card_of(attempt).and_then(Card::linking)
    }

    /// The card at which an attempt is on its way.
    pub fn card_of(&self, attempt: &AttemptId) -> Option<&Card> {
        self.cards.iter().find(|card| {
            card.linking()
                .is_some_and(|linking| linking.attempt == *attempt)
        })
    }

    pub(crate) fn card_of_mut(&mut self, attempt: &AttemptId) -> Option<&mut Card> {
        self.cards.iter_mut().find(|card| {
            card.linking()
                .is_some_and(|linking| linking.attempt == *attempt)
        })
    }

    /// Forgets an attempt for good.
    pub(crate) fn be_done_with(&mut self, attempt: &AttemptId) {
        const KEPT: usize = 16;
        if self.done_with.len() == KEPT {
            self.done_with.remove(0);
        }
        self.done_with.push(attempt.clone());
    }

    /// Whether the backend did not answer last, so that its pages do not load either.
    pub(crate) fn is_cut_off(&self) -> bool {
        let unanswered = |failure: &Failure| failure.code().is_none();
        !self.online || self.trouble.as_ref().is_some_and(unanswered)
    }

    /// What this session may do; nothing while that is not known.
    pub fn actions(&self) -> &[Action] {
        match &self.phase {
            Phase::Ready(ready) => &ready.actions,
            Phase::Loading | Phase::Failed(_) => &[],
        }
    }

    /// How to reach a person, if the operator says.
    pub fn support_url(&self) -> Option<&str> {
        match &self.phase {
            Phase::Ready(ready) => ready.support.url.as_deref(),
            Phase::Loading | Phase::Failed(_) => None,
        }
    }

    /// How many networks have an account that works.
    pub fn linked_count(&self) -> usize {
        self.cards
            .iter()
            .filter(|card| card.standing.is_linked())
            .count()
    }
}
