use connect_contract::{Account, AccountId, AttemptId, NetworkId};

use crate::{Failure, RequestId};

/// Something to be done in the world. Carried out in order; a result comes back as an [`Event`](crate::Event).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the start page of an attempt. Always the first command of its update: browsers allow it only while the
    /// click is being handled.
    OpenStartPage {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
    },
    /// Bring the window of an attempt to the front, if the browser lets us.
    FocusWindow {
        /// The attempt.
        attempt: AttemptId,
    },
    /// Close the window of an attempt, if it is still ours, and forget it.
    CloseWindow {
        /// The attempt.
        attempt: AttemptId,
    },
    /// Tell the backend of an attempt; its answer holds the ticket for the start page.
    StartLink {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
    },
    /// Ask the backend where an attempt stands.
    FetchAttempt {
        /// The attempt.
        attempt: AttemptId,
        /// What made us ask; the backend keeps it for support.
        because: Because,
    },
    /// Tell the backend that nobody waits for an attempt any more.
    StopLink {
        /// The attempt.
        attempt: AttemptId,
    },
    /// Read everything.
    FetchPortal {
        /// Comes back with the answer.
        request: RequestId,
    },
    /// Send [`Event::RetryDue`](crate::Event::RetryDue) after a while, or a little later: not everybody at once.
    RetryPortal {
        /// Names it.
        retry: u32,
        /// Milliseconds.
        after_ms: u32,
    },
    /// Ask what an unlink would touch.
    FetchImpact {
        /// Of this network.
        network: NetworkId,
    },
    /// Unlink.
    Unlink {
        /// This network.
        network: NetworkId,
        /// The account that the dialog named.
        account: AccountId,
    },
    /// Say that an account may stay that was linked outside.
    KeepAccount {
        /// On this network.
        network: NetworkId,
        /// The account that the person saw.
        account: AccountId,
    },
    /// Send [`Event::TimerFired`](crate::Event::TimerFired) after a while.
    StartTimer {
        /// The attempt that it belongs to.
        attempt: AttemptId,
        /// What it is for.
        kind: TimerKind,
        /// Milliseconds.
        after_ms: u32,
    },
    /// Say it to people who do not see the screen.
    Announce(Announcement),
    /// Tell the host app.
    Emit(HostEvent),
    /// Ask the host app whether this may begin. In the same task as the press:
    /// [`Event::HostAllowed`](crate::Event::HostAllowed) if it may.
    AskHost(Deed),
}

/// What a host may want to take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A link attempt.
    Link {
        /// At this network.
        network: NetworkId,
        /// The attempt.
        attempt: AttemptId,
    },
    /// An unlink that the person confirmed.
    Unlink {
        /// Of this network.
        network: NetworkId,
        /// The account.
        account: Account,
    },
}

/// Which signal made the portal ask where an attempt stands. Any of them is enough, none of them decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Ayrshare's page said something to us.
    Message,
    /// Our return page did.
    Done,
    /// The window handle reads closed.
    Window,
    /// The person came back to this page, or the network did.
    Focus,
    /// The live stream.
    Stream,
    /// Time passed.
    Poll,
    /// The person asked.
    Person,
}

impl Because {
    /// The word for it in the backend API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Done => "done",
            Self::Window => "window",
            Self::Focus => "focus",
            Self::Stream => "stream",
            Self::Poll => "poll",
            Self::Person => "person",
        }
    }
}

/// What a timer of an attempt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// Our start page should have said hello by now.
    Hello,
    /// Time to ask the backend again.
    Poll,
    /// The person has been back for a while.
    FocusBack,
    /// Time to ask on the word of a window that spoke while the last question was on its way.
    Again,
}

/// A change that is worth saying aloud, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// A window is being opened for this network.
    Opening(NetworkId),
    /// There is no window.
    Blocked(NetworkId),
    /// Linked.
    Linked(NetworkId),
    /// Unlinked.
    Unlinked(NetworkId),
    /// The person is back without an outcome.
    Undecided(NetworkId),
    /// It did not work.
    Failed(NetworkId),
    /// Nothing was tried: there is no network.
    Offline,
}

/// What the host app is told. Of each attempt that it heard of, it hears exactly one end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// The grid is there.
    Ready,
    /// What is linked is not what it was.
    Changed,
    /// The portal as a whole cannot be shown.
    Error {
        /// Why.
        failure: Failure,
    },
    /// A link attempt began, here or in another page.
    Attempt {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
    },
    /// An attempt ended well.
    Linked {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
        /// The account.
        account: Account,
    },
    /// An attempt ended badly.
    Failed {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
        /// Why; nothing if its time was over.
        failure: Option<Failure>,
    },
    /// An attempt was given up, here or there.
    Cancelled {
        /// The attempt.
        attempt: AttemptId,
        /// Its network.
        network: NetworkId,
        /// By what.
        cause: GivenUp,
    },
    /// An account was unlinked here.
    Unlinked {
        /// Of this network.
        network: NetworkId,
        /// The account.
        account: Account,
    },
}

/// What gave an attempt up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// The person, at the card.
    Stopped,
    /// The person, in the window.
    InWindow,
    /// Another attempt, which has the only window now.
    Replaced,
    /// Another page, or the backend.
    Elsewhere,
}

impl GivenUp {
    /// The word for it in the events of the widget.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::InWindow => "in_window",
            Self::Replaced => "replaced",
            Self::Elsewhere => "elsewhere",
        }
    }
}
