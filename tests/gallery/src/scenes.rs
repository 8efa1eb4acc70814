//! Every state of a card, reached the way it is reached in the portal: by what happened.

use connect_contract::{
    Account, AccountId, Action, AttemptId, AttemptState, Brand, LinkAttempt, NetworkId,
    NetworkStanding, OffReason, Portal, Problem, ProblemCode, RelinkReason, SessionScope, Standing,
    Support,
};
use connect_core::{
    Because, Event, Failure, PageFocus, RequestId, Signal, Surroundings, TimerKind,
};

/// A state with its name.
pub struct Scene {
    /// What it is.
    pub name: &'static str,
    network: &'static str,
    standing: Standing,
    outside: bool,
    elsewhere: bool,
    then: Vec<Event>,
}

fn scene(name: &'static str, network: &'static str, standing: Standing) -> Scene {
    Scene {
        name,
        network,
        standing,
        outside: false,
        elsewhere: false,
        then: Vec::new(),
    }
}

impl Scene {
    fn then(mut self, events: impl IntoIterator<Item = Event>) -> Self {
        self.then.extend(events);
        self
    }

    fn outside(mut self) -> Self {
        self.outside = true;
        self
    }

    fn elsewhere(mut self) -> Self {
        self.elsewhere = true;
        self
    }

    /// All that happened, in order.
    pub fn events(&self) -> Vec<Event> {
        let answered = Event::PortalAnswered {
            request: RequestId(1),
            result: Ok(self.portal()),
        };
        let mut events = vec![Event::Started, answered];
        events.extend(self.then.iter().cloned());
        events
    }

    fn portal(&self) -> Portal {
        let network = NetworkId::new(self.network);
        let guide = network.well_known().map(|known| known.guide_url());
        Portal {
            brand: Brand {
                name: "Acme Coffee".into(),
            },
            networks: vec![NetworkStanding {
                name: network.display_name().into(),
                network,
                standing: self.standing.clone(),
                guide_url: guide,
                open_attempt: self.elsewhere.then(attempt),
                linked_outside: self.outside,
            }],
            session: SessionScope {
                actions: vec![Action::Read, Action::Link, Action::Unlink],
                expires_at: String::new(),
            },
            support: Support::default(),
            as_of: "2026-01-02T03:04:05Z".into(),
        }
    }
}

fn attempt() -> AttemptId {
    AttemptId::new("6c1b00b9-7268-4d34-9383-48dc4d11168b")
}

fn account(name: &str, handle: Option<&str>) -> Account {
    Account {
        id: AccountId(name.into()),
        name: name.into(),
        handle: handle.map(str::to_owned),
        avatar_url: None,
        profile_url: None,
        linked_at: None,
    }
}

fn acme() -> Account {
    account("Acme Coffee House", Some("@acmecoffee"))
}

fn linked() -> Standing {
    Standing::Linked { account: acme() }
}

fn press(network: &'static str) -> Event {
    Event::CardPressed {
        network: NetworkId::new(network),
        attempt: attempt(),
    }
}

fn signal(signal: Signal) -> Event {
    Event::Signalled {
        attempt: attempt(),
        signal,
        focus: PageFocus::Here,
    }
}

fn no_hello() -> [Event; 2] {
    let timer = Event::TimerFired {
        attempt: attempt(),
        kind: TimerKind::Hello,
        focus: PageFocus::Here,
    };
    [Event::WindowUnknown { attempt: attempt() }, timer]
}

fn answered(network: &'static str, state: AttemptState) -> Event {
    Event::AttemptAnswered {
        attempt: attempt(),
        because: Because::Message,
        result: Ok(LinkAttempt {
            attempt: attempt(),
            network: NetworkId::new(network),
            state,
        }),
        focus: PageFocus::Here,
    }
}

fn refused(network: &'static str, code: Option<u32>) -> [Event; 4] {
    [
        press(network),
        signal(Signal::Hello),
        signal(Signal::Refused(code)),
        answered(network, AttemptState::Open),
    ]
}

fn of(code: ProblemCode) -> Failure {
    Failure::Problem(Problem::new(code, "k3J9xQ27bTzA"))
}

/// With a time to wait.
fn later() -> Failure {
    let mut problem = Problem::new(ProblemCode::RateLimited, "k3J9xQ27bTzA");
    problem.retry_after = Some(90);
    Failure::Problem(problem)
}

fn refusal(code: ProblemCode) -> Event {
    Event::LinkRefused {
        attempt: attempt(),
        failure: of(code),
    }
}

/// An unlink that did not work.
fn kept(name: &'static str, network: &'static str, failure: Failure) -> Scene {
    let id = NetworkId::new(network);
    let confirmed = Event::UnlinkConfirmed {
        network: id.clone(),
    };
    let answered = Event::UnlinkAnswered {
        network: id,
        account: acme().id,
        result: Err(failure),
    };
    scene(name, network, linked()).then([press(network), confirmed, answered])
}

/// All of them.
pub fn scenes() -> Vec<Scene> {
    let mut scenes = standings();
    scenes.extend(hostile());
    scenes.extend(linking());
    scenes.extend(ends());
    scenes
}

fn standings() -> Vec<Scene> {
    let off = |reason| Standing::Off { reason };
    let relink = |reason| Standing::RelinkNeeded {
        account: Some(acme()),
        reason,
    };
    let days = |days| Standing::RenewSoon {
        account: acme(),
        days,
    };
    let nobody = account("Ünïcødé & Söhne GmbH, Niederlassung am Rhein", None);
    vec![
        scene("not linked", "reddit", Standing::Unlinked),
        scene("not linked, X", "twitter", Standing::Unlinked),
        scene("a network of later", "sunrise-social", Standing::Unlinked),
        scene("linked", "facebook", linked()),
        scene(
            "linked, a long name",
            "gmb",
            Standing::Linked { account: nobody },
        ),
        scene("linked outside", "linkedin", linked()).outside(),
        scene("days left", "linkedin", days(5)),
        scene("ends today", "linkedin", days(0)),
        scene("run out", "linkedin", relink(RelinkReason::Expired)),
        scene("dropped", "instagram", relink(RelinkReason::Dropped)),
        scene("off for the brand", "snapchat", off(OffReason::Brand)),
        scene("off in this session", "tiktok", off(OffReason::Session)),
        scene("without keys", "twitter", off(OffReason::MissingAppKeys)),
        scene(
            "failing",
            "pinterest",
            Standing::TemporarilyFailing {
                since: "2026-01-02T03:04:05Z".into(),
            },
        ),
        scene("unknown", "youtube", Standing::Unknown),
    ]
}

/// Names that somebody chose to break a page. (T19, F22)
fn hostile() -> Vec<Scene> {
    let named = |name, account: Account| {
        let after = answered("reddit", AttemptState::Linked { account });
        scene(name, "reddit", Standing::Unlinked).then([press("reddit"), after])
    };
    let endless = "Wolkenkratzerfassadenreinigung".repeat(7);
    let turned = "\u{202e}eeffoC emcA\u{2066} <b>مقهى</b> \u{200f}שלום";
    let piled = "Z\u{335}\u{30d}\u{352}a\u{334}\u{31a}\u{346}l\u{336}\u{313}g\u{337}\u{344}o 👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿";
    vec![
        named("an endless name", account(&endless, Some(&endless))),
        named("a name that turns", account(turned, Some("@\u{202e}emca"))),
        named("a name that piles up", account(piled, None)),
    ]
}

fn linking() -> Vec<Scene> {
    let idle = |name, network| scene(name, network, Standing::Unlinked);
    let hello = |network| [press(network), signal(Signal::Hello)];
    let open = |network| answered(network, AttemptState::Open);
    let in_app = Event::Surroundings(Surroundings::InApp);
    vec![
        idle("opening", "facebook").then([press("facebook")]),
        idle("waiting", "facebook").then(hello("facebook")),
        idle("waiting, X", "twitter").then(hello("twitter")),
        idle("waiting, Telegram", "telegram").then(hello("telegram")),
        idle("checking", "reddit")
            .then(hello("reddit"))
            .then([signal(Signal::Finished)]),
        idle("not finished", "threads")
            .then(hello("threads"))
            .then([signal(Signal::Finished), open("threads")]),
        idle("elsewhere", "bluesky").elsewhere(),
        idle("blocked", "facebook")
            .then([press("facebook")])
            .then(no_hello()),
        idle("blocked in an app", "youtube")
            .then([in_app, press("youtube")])
            .then(no_hello()),
        idle("blocked by a frame", "tiktok").then([
            press("tiktok"),
            Event::WindowForbidden { attempt: attempt() },
        ]),
        idle("refused", "pinterest").then(refused("pinterest", None)),
        idle("a personal account", "instagram").then(refused("instagram", Some(322))),
        idle("permissions missing", "facebook").then(refused("facebook", Some(161))),
        idle("keys missing", "twitter").then(refused("twitter", Some(419))),
    ]
}

fn ends() -> Vec<Scene> {
    let idle = |name, network| scene(name, network, Standing::Unlinked);
    let unlink = Event::UnlinkConfirmed {
        network: NetworkId::new("reddit"),
    };
    let after = |network, account| answered(network, AttemptState::Linked { account });
    let failed = |name, network, code| idle(name, network).then([press(network), refusal(code)]);
    vec![
        idle("just linked", "facebook").then([press("facebook"), after("facebook", acme())]),
        scene(
            "another account",
            "linkedin",
            Standing::RelinkNeeded {
                account: Some(account("Robin Ashdown", None)),
                reason: RelinkReason::Expired,
            },
        )
        .then([press("linkedin"), after("linkedin", acme())]),
        scene("unlinking", "reddit", linked()).then([press("reddit"), unlink]),
        failed("duplicated brand", "gmb", ProblemCode::DuplicatedBrand),
        kept("too many", "youtube", later()),
        kept(
            "Ayrshare silent",
            "reddit",
            of(ProblemCode::UpstreamTimeout),
        ),
        kept(
            "another one by now",
            "tiktok",
            of(ProblemCode::AccountChanged),
        ),
        kept("no connection", "bluesky", Failure::Unreachable),
        idle("took too long", "threads")
            .then([press("threads"), answered("threads", AttemptState::Expired)]),
    ]
}
