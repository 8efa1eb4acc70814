use connect_contract::{
    Account, AttemptId, NetworkId, NetworkStanding, OffReason, RelinkReason, Standing,
};

use crate::Failure;

/// One network in the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// A guide for linking it.
    pub guide_url: Option<String>,
    /// What the backend said last.
    pub standing: Standing,
    /// Whether the account was linked without any attempt of ours, and nobody has said yet that it may stay. A link that
    /// somebody else sent may have put it there (cross-user session fixation).
    pub linked_outside: bool,
    /// What is going on here, in this page.
    pub activity: Activity,
}

/// What goes on at a card, apart from what the backend says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Nothing.
    Idle,
    /// A link attempt is on its way.
    Linking(Linking),
    /// The dialog is open.
    ConfirmingUnlink {
        /// The account that the dialog names.
        account: Account,
        /// Posts scheduled for it, once and where the backend tells.
        scheduled_posts: Option<u32>,
    },
    /// The person confirmed; the backend has not answered yet.
    Unlinking {
        /// The account that the dialog named.
        account: Account,
    },
    /// The last thing tried here did not work.
    Failed {
        /// Why.
        failure: Failure,
        /// The link attempt that it ended, if it was one.
        attempt: Option<AttemptId>,
    },
    /// Nobody finished the last attempt in time.
    TimedOut {
        /// That attempt.
        attempt: AttemptId,
    },
    /// An attempt has just ended well, and the person is shown which account it was.
    JustLinked {
        /// The account.
        account: Account,
        /// What was linked before it, if that was another one.
        instead_of: Option<Account>,
    },
}

/// A link attempt, as this page knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linking {
    /// Names it.
    pub attempt: AttemptId,
    /// How far it is.
    pub step: Step,
    /// Where its window is.
    pub window: WindowPlace,
    /// How often the backend was polled for it.
    pub polls: u32,
}

/// How far a link attempt is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A window was asked for; our start page has not said hello.
    Opening,
    /// There is no window, as far as can be told.
    Blocked(BlockedCause),
    /// The person is busy in the other window.
    Waiting,
    /// Something says that there is an outcome; the backend is being asked.
    Checking(Hint),
    /// The person is back, and there is no outcome yet. Not an end: it still may come.
    Undecided,
    /// Begun in another page, or in this one before it was loaded again: only the backend knows of it.
    Elsewhere,
    /// Ayrshare told this page why it did not work; its window is still open for another try.
    Refused {
        /// Ayrshare's error code, where it gave one.
        code: Option<u32>,
    },
}

/// Why there is no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockedCause {
    /// The browser's pop-up blocker.
    Browser,
    /// The frame that the widget is in may not open windows.
    Frame,
    /// The browser inside another app, or the home-screen app, gave no window. There it proves nothing.
    InApp,
}

/// What made the page ask, and so what an answer of *nothing yet* means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Ayrshare or our return page says it is done.
    Finished,
    /// Ayrshare says the person gave up.
    GaveUp,
    /// Ayrshare says it was refused, with its code.
    Refused(Option<u32>),
    /// The window handle reads closed. It also does when the network's page cut it off.
    WindowGone,
}

/// Where the window of an attempt is, as far as this page was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowPlace {
    /// Nothing was heard of it yet. A host that keeps its windows apart cuts it off at once: the handle reads closed, and
    /// the window is there.
    Unheard,
    /// On our start page, which has said so: a handle that reads closed is a window that was closed.
    AtStart,
    /// Sent on to Ayrshare. From here on a handle that reads closed proves nothing.
    Away,
}

/// What a card shows: the standing, or what goes on where that matters more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Nothing linked.
    Unlinked,
    /// A window is being opened.
    Opening,
    /// There is no window.
    Blocked(BlockedCause),
    /// The person is busy in the other window.
    Waiting,
    /// The backend is being asked.
    Checking,
    /// The person is back without an outcome.
    Undecided,
    /// Linking goes on in another page.
    Elsewhere,
    /// Ayrshare refused.
    Refused,
    /// Linked.
    Linked,
    /// Linked, but not from here: a person has to say whether it may stay.
    LinkedOutside,
    /// Linked, and ending on a known day.
    RenewSoon {
        /// Whole days left.
        days: u32,
    },
    /// Has to be linked again.
    RelinkNeeded(RelinkReason),
    /// Being unlinked.
    Unlinking,
    /// Cannot be linked.
    Off(OffReason),
    /// The backend cannot tell.
    TemporarilyFailing,
    /// The last thing tried did not work.
    Failed,
    /// The last attempt ran out of time.
    TimedOut,
    /// A state that this version does not know.
    Unknown,
}

impl Card {
    /// A card for what the backend says, with nothing going on.
    pub fn new(item: NetworkStanding) -> Self {
        Self {
            network: item.network,
            name: item.name,
            guide_url: item.guide_url,
            standing: item.standing,
            linked_outside: item.linked_outside,
            activity: Activity::Idle,
        }
    }

    /// The attempt that is on its way here.
    pub fn linking(&self) -> Option<&Linking> {
        match &self.activity {
            Activity::Linking(linking) => Some(linking),
            _ => None,
        }
    }

    /// The attempt that did not go as it should, which a person may want to report.
    pub fn troubled_attempt(&self) -> Option<&AttemptId> {
        match &self.activity {
            Activity::Linking(linking) => match linking.step {
                Step::Blocked(_) | Step::Undecided | Step::Refused { .. } => Some(&linking.attempt),
                Step::Opening | Step::Waiting | Step::Checking(_) | Step::Elsewhere => None,
            },
            Activity::Failed { attempt, .. } => attempt.as_ref(),
            Activity::TimedOut { attempt } => Some(attempt),
            Activity::Idle
            | Activity::ConfirmingUnlink { .. }
            | Activity::Unlinking { .. }
            | Activity::JustLinked { .. } => None,
        }
    }

    /// The account that is shown: the one that is linked or was last seen.
    pub fn account(&self) -> Option<&Account> {
        self.standing.account()
    }

    /// What to show.
    pub fn face(&self) -> Face {
        match &self.activity {
            Activity::Linking(linking) => match &linking.step {
                Step::Opening => Face::Opening,
                Step::Blocked(cause) => Face::Blocked(*cause),
                Step::Waiting => Face::Waiting,
                Step::Checking(_) => Face::Checking,
                Step::Undecided => Face::Undecided,
                Step::Elsewhere => Face::Elsewhere,
                Step::Refused { .. } => Face::Refused,
            },
            Activity::Unlinking { .. } => Face::Unlinking,
            Activity::Failed { .. } => Face::Failed,
            Activity::TimedOut { .. } => Face::TimedOut,
            Activity::Idle | Activity::ConfirmingUnlink { .. } | Activity::JustLinked { .. } => {
                match &self.standing {
                    Standing::Unlinked => Face::Unlinked,
                    Standing::Linked { .. } if self.linked_outside => Face::LinkedOutside,
                    Standing::Linked { .. } => Face::Linked,
                    Standing::RenewSoon { days, .. } => Face::RenewSoon { days: *days },
                    Standing::RelinkNeeded { reason, .. } => Face::RelinkNeeded(*reason),
                    Standing::Off { reason } => Face::Off(*reason),
                    Standing::TemporarilyFailing { .. } => Face::TemporarilyFailing,
                    Standing::Unknown => Face::Unknown,
                }
            }
        }
    }
}
