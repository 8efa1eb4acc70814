use connect_contract::{AccountId, AttemptId, Impact, LinkAttempt, LiveEvent, NetworkId, Portal};

use crate::{Because, Deed, Failure, RequestId, TimerKind};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page is there.
    Started,
    /// The portal is a widget: its host is asked before something begins. Said once, before anything is pressed.
    Hosted,
    /// The host lets it begin.
    HostAllowed(Deed),
    /// Where the page runs. Said once, before anything is pressed.
    Surroundings(Surroundings),
    /// An answer to [`Command::FetchPortal`](crate::Command::FetchPortal).
    PortalAnswered {
        /// The request that it answers.
        request: RequestId,
        /// The answer.
        result: Result<Portal, Failure>,
    },
    /// Time to read everything again, or the person asked for it.
    RefreshDue,
    /// The wait of a [`Command::RetryPortal`](crate::Command::RetryPortal) is over.
    RetryDue {
        /// Its number.
        retry: u32,
    },
    /// The browser says that the network is there, or gone.
    Connectivity {
        /// Whether it is there.
        online: bool,
    },
    /// A message of the live stream.
    Live(LiveEvent),

    /// A card was pressed. The attempt's id is made in the press, whether it is needed or not.
    CardPressed {
        /// The network.
        network: NetworkId,
        /// A new id.
        attempt: AttemptId,
    },
    /// The window was asked for again: the way on from *blocked*, *undecided* and *refused*.
    ReopenPressed {
        /// The network.
        network: NetworkId,
        /// A new id.
        attempt: AttemptId,
    },
    /// The person says that they finished.
    CheckAgainPressed {
        /// The network.
        network: NetworkId,
    },
    /// The person gives the attempt up.
    StopPressed {
        /// The network.
        network: NetworkId,
    },
    /// The person read what went wrong.
    FailureDismissed {
        /// The network.
        network: NetworkId,
    },
    /// The person keeps the account that was just linked, or that was linked outside.
    KeepPressed {
        /// The network.
        network: NetworkId,
    },
    /// The person wants another account than the one that was just linked.
    SwitchPressed {
        /// The network.
        network: NetworkId,
    },
    /// The dialog was confirmed.
    UnlinkConfirmed {
        /// The network.
        network: NetworkId,
    },
    /// The dialog was left.
    UnlinkDismissed {
        /// The network.
        network: NetworkId,
    },

    /// The browser gave a window.
    WindowOpened {
        /// For this attempt.
        attempt: AttemptId,
    },
    /// The browser gave no window. It does not prove that none is there.
    WindowUnknown {
        /// For this attempt.
        attempt: AttemptId,
    },
    /// The browser refused with an error: the frame that we are in may not open windows.
    WindowForbidden {
        /// For this attempt.
        attempt: AttemptId,
    },
    /// Something said something about an attempt.
    Signalled {
        /// The attempt.
        attempt: AttemptId,
        /// What it said.
        signal: Signal,
        /// Whether the person looks at this page.
        focus: PageFocus,
    },
    /// A timer went off.
    TimerFired {
        /// The attempt that it belongs to.
        attempt: AttemptId,
        /// What it was for.
        kind: TimerKind,
        /// Whether the person looks at this page.
        focus: PageFocus,
    },
    /// The person came back to this page: focus, visibility, a return from the history.
    FocusReturned,

    /// The backend does not take an attempt.
    LinkRefused {
        /// The attempt.
        attempt: AttemptId,
        /// Why.
        failure: Failure,
    },
    /// An answer to [`Command::FetchAttempt`](crate::Command::FetchAttempt).
    AttemptAnswered {
        /// The attempt that was asked for.
        attempt: AttemptId,
        /// What made us ask.
        because: Because,
        /// The answer.
        result: Result<LinkAttempt, Failure>,
        /// Whether the person looks at this page.
        focus: PageFocus,
    },
    /// An answer to [`Command::FetchImpact`](crate::Command::FetchImpact).
    ImpactAnswered {
        /// Of this network.
        network: NetworkId,
        /// The answer; a failure is not worth a word.
        impact: Impact,
    },
    /// An answer to [`Command::Unlink`](crate::Command::Unlink).
    UnlinkAnswered {
        /// The network.
        network: NetworkId,
        /// The account that was named.
        account: AccountId,
        /// The answer.
        result: Result<(), Failure>,
    },
}

/// What was said about an attempt, by whom does not matter: none of it is the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Our start page is there.
    Hello,
    /// Our start page goes on to Ayrshare.
    Leaving,
    /// Ayrshare's page says it is done.
    Finished,
    /// Our return page is there.
    Returned,
    /// Ayrshare says the person gave up.
    GaveUp,
    /// Ayrshare says it was refused, with its code.
    Refused(Option<u32>),
    /// The window handle reads closed.
    WindowGone,
}

/// What kind of browser the page is in. Windows are another matter in some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surroundings {
    /// A browser as one thinks of it.
    #[default]
    Browser,
    /// The browser inside another app, such as Instagram's. Sign-in pages often refuse to work there.
    InApp,
    /// An app that was put on the home screen.
    HomeScreen,
}

/// Whether the person looks at this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFocus {
    /// At this page.
    Here,
    /// Somewhere else.
    Elsewhere,
}
