//! What the live stream says, in whatever order it comes: the state equals the truth.

mod support;

use cases::case;
use cases::generated::times;
use connect_contract::{LiveEvent, Standing};
use connect_core::*;
use proptest::prelude::*;
use support::*;

type Truth = [Option<u8>; 2];

fn standings(truth: Truth) -> [Standing; 2] {
    truth.map(|id| id.map_or(Standing::Unlinked, |id| linked(&id.to_string())))
}

fn event_of(net: usize) -> LiveEvent {
    LiveEvent::Account {
        network: [facebook(), reddit()][net].clone(),
    }
}

/// A page, a backend, and a stream between them that loses, doubles and reorders.
struct Wire {
    page: State,
    truth: Truth,
    /// Said, and not yet heard.
    said: Vec<LiveEvent>,
    /// Whether the stream lost something. Then it is opened anew, and a resync tells.
    lost: bool,
    /// The read that is on its way back, and what it says.
    read: Option<(RequestId, Truth)>,
    /// The read that is on its way to the backend.
    asked: Option<RequestId>,
    reads: usize,
}

impl Wire {
    fn new() -> Self {
        Self {
            page: ready([Standing::Unlinked, Standing::Unlinked]),
            truth: [None; 2],
            said: Vec::new(),
            lost: false,
            read: None,
            asked: None,
            reads: 0,
        }
    }

    fn tell(&mut self, event: Event) {
        for command in self.page.update(event) {
            if let Command::FetchPortal { request } = command {
                assert_eq!((self.asked, self.read), (None, None), "one read at a time");
                self.asked = Some(request);
                self.reads += 1;
            }
        }
    }

    fn hear(&mut self, place: usize) {
        if !self.said.is_empty() {
            let event = self.said.remove(place % self.said.len());
            self.tell(Event::Live(event));
        }
    }

    /// The backend answers with what is so now; that may be old when it arrives.
    fn answer(&mut self) {
        if let Some(request) = self.asked.take() {
            self.read = Some((request, self.truth));
        }
    }

    fn arrive(&mut self) {
        if let Some((request, truth)) = self.read.take() {
            let result = Ok(portal(standings(truth)));
            self.tell(Event::PortalAnswered { request, result });
        }
    }

    fn settle(&mut self) {
        if std::mem::take(&mut self.lost) {
            self.said.push(LiveEvent::Resync);
        }
        while !self.said.is_empty() || self.asked.is_some() || self.read.is_some() {
            self.hear(0);
            self.answer();
            self.arrive();
        }
    }
}

/// One step: what happens, and a number for what it happens to.
fn steps() -> impl Strategy<Value = Vec<(u8, usize)>> {
    prop::collection::vec((0..8_u8, 0..97_usize), 1..80)
}

proptest! {
    #![proptest_config(times(1_000))]

    #[test]
    fn f46_doubled_late_and_lost_events_leave_the_state_equal_to_the_truth(steps in steps()) {
        let mut wire = Wire::new();
        for (what, number) in steps {
            match what {
                0..=2 => {
                    let net = number % 2;
                    wire.truth[net] = [None, Some(1), Some(2)][number % 3];
                    wire.said.push(event_of(net));
                }
                3 => {
                    wire.lost |= !wire.said.is_empty();
                    wire.said.pop();
                }
                4 => wire.said.extend(wire.said.last().cloned()),
                5 => wire.hear(number),
                6 => wire.answer(),
                _ => wire.arrive(),
            }
        }
        wire.settle();
        let shown = wire.page.cards.iter().map(|card| card.standing.clone());
        prop_assert_eq!(shown.collect::<Vec<_>>(), standings(wire.truth));
        case("one of 1,000 seeds");
    }
}

#[test]
fn f47_ten_thousand_mixed_events_are_few_reads_and_end_with_the_truth() {
    let mut wire = Wire::new();
    for number in 0..10_000_usize {
        wire.truth[number % 2] = [None, Some(1), Some(2)][number % 3];
        let event = match number % 10 {
            8 => LiveEvent::Resync,
            9 => LiveEvent::Link {
                attempt: attempt("somebody's"),
                network: facebook(),
            },
            _ => event_of(number % 2),
        };
        wire.tell(Event::Live(event));
        // A read takes as long as a thousand events.
        if number % 1_000 == 999 {
            wire.answer();
            wire.arrive();
        }
    }
    wire.settle();
    assert!(wire.reads <= 12, "{} reads", wire.reads);
    let shown = wire.page.cards.iter().map(|card| card.standing.clone());
    assert_eq!(shown.collect::<Vec<_>>(), standings(wire.truth));
}
