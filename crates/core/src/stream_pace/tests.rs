use super::*;
use StreamEvent::{Following, Heard, Leading, Nudged, Opened, Over, Resting, Told};
use StreamOrder::{Drop, Open, Poll, Resync};

const BROKE: StreamEvent = StreamEvent::Broke { retry_after_ms: 0 };

/// A tab, its clock, and dice that always fall the same way.
struct Tab {
    pace: StreamPace,
    clock: u64,
    random: f64,
}

impl Tab {
    fn new() -> Self {
        Self {
            pace: StreamPace::default(),
            clock: 1_800_000_000_000,
            random: 0.5,
        }
    }

    fn leading() -> Self {
        let mut tab = Self::new();
        assert_eq!(tab.says(Leading), [Open]);
        tab
    }

    fn says(&mut self, event: StreamEvent) -> Vec<StreamOrder> {
        self.pace.update(self.clock, event, self.random);
        self.due()
    }

    fn due(&mut self) -> Vec<StreamOrder> {
        std::iter::from_fn(|| self.pace.due(self.clock, self.random)).collect()
    }

    /// Lets time pass as a timer would, and gives back what became due, with how long it took.
    fn pass(&mut self, ms: u64) -> Vec<(u64, StreamOrder)> {
        let (began, end) = (self.clock, self.clock + ms);
        let mut orders = Vec::new();
        while let Some(wake) = self.pace.wake_in() {
            if self.clock + u64::from(wake) > end {
                break;
            }
            self.clock += u64::from(wake);
            let due = self.due();
            assert!(wake > 0 || !due.is_empty(), "a timer that only spins");
            orders.extend(due.into_iter().map(|order| (self.clock - began, order)));
        }
        self.clock = end;
        let due = self.due();
        orders.extend(due.into_iter().map(|order| (end - began, order)));
        orders
    }

    /// Fails until the stream is asked for again; gives back the wait.
    fn fail(&mut self) -> u64 {
        let began = self.clock;
        let mut orders = self.says(BROKE);
        while !orders.contains(&Open) {
            let wake = self.pace.wake_in().unwrap();
            self.clock += u64::from(wake);
            orders = self.due();
        }
        self.clock - began
    }

    fn stand(&mut self) {
        self.says(Opened);
        self.says(Heard);
        self.pass(5_000);
        self.says(Heard);
    }
}

#[test]
fn f45_a_stream_that_is_silent_for_40_seconds_is_dropped_and_opened_again() {
    let mut tab = Tab::leading();
    tab.stand();
    for _ in 0..10 {
        assert_eq!(tab.pass(15_000), []);
        assert_eq!(tab.says(Heard), []);
    }
    assert_eq!(tab.pass(41_000), [(40_000, Drop), (40_500, Open)]);
}

#[test]
fn f45_after_three_failures_the_portal_is_polled_every_15_seconds_until_a_stream_stands() {
    let mut tab = Tab::leading();
    tab.fail();
    tab.fail();
    assert_eq!(tab.says(BROKE), [Poll]);
    assert_eq!(tab.pass(2_000), [(2_000, Open)]);
    assert_eq!(tab.pass(14_000), [(13_000, Poll)]);
    assert_eq!(tab.says(Opened), [Resync]);
    assert_eq!(tab.says(Heard), []);
    assert_eq!(tab.pass(14_000), []);
    assert_eq!(tab.says(Heard), []);
    assert_eq!(tab.pass(39_000), []);
}

#[test]
fn f45_the_stream_is_tried_on_while_the_portal_is_polled() {
    let mut tab = Tab::leading();
    tab.random = 0.999;
    for _ in 0..8 {
        tab.fail();
    }
    tab.says(BROKE);
    let orders = tab.pass(31_000);
    let count = |wanted| orders.iter().filter(|(_, order)| *order == wanted).count();
    assert_eq!((count(Open), count(Poll)), (1, 2), "{orders:?}");
}

#[test]
fn f45_a_stream_that_breaks_within_5_seconds_is_a_failure() {
    let mut tab = Tab::leading();
    for _ in 0..2 {
        tab.says(Opened);
        tab.says(Heard);
        tab.pass(4_900);
        tab.fail();
    }
    tab.says(Opened);
    tab.says(Heard);
    tab.pass(4_900);
    assert_eq!(tab.says(BROKE), [Poll]);
}

#[test]
fn f45_a_stream_that_stood_forgets_the_failures_before_it() {
    let mut tab = Tab::leading();
    for _ in 0..20 {
        tab.fail();
        tab.fail();
        tab.stand();
        assert_eq!(tab.says(BROKE), []);
        assert_eq!(tab.pass(1_000), [(500, Open)]);
    }
}

#[test]
fn f48_a_proxy_that_passes_nothing_on_is_found_out_after_20_seconds() {
    let mut tab = Tab::leading();
    let mut polled = false;
    for _ in 0..3 {
        tab.says(Opened);
        assert_eq!(tab.pass(19_900), []);
        let orders = tab.pass(3_100);
        assert_eq!(orders[0], (100, Drop));
        polled = orders.contains(&(100, Poll));
    }
    assert!(polled);
}

#[test]
fn f48_a_proxy_that_passes_only_the_first_piece_on_is_found_out_too() {
    let mut tab = Tab::leading();
    for _ in 0..2 {
        tab.says(Opened);
        tab.says(Heard);
        assert_eq!(tab.pass(20_000), [(20_000, Drop)]);
        tab.pass(2_000);
        assert!(tab.pace.is_opening());
    }
    tab.says(Opened);
    tab.says(Heard);
    assert_eq!(tab.pass(20_000), [(20_000, Drop), (20_000, Poll)]);
    tab.pass(2_000);
    // A heartbeat takes the doubt back.
    tab.says(Opened);
    tab.says(Heard);
    tab.pass(15_000);
    tab.says(Heard);
    assert_eq!(tab.pass(39_000), []);
}

#[test]
fn f48_a_request_that_hangs_is_not_joined_by_a_second_one() {
    let mut tab = Tab::leading();
    assert_eq!(
        tab.pass(60_000),
        [(20_000, Poll), (35_000, Poll), (50_000, Poll)]
    );
    tab.says(Opened);
    tab.says(Heard);
    tab.pass(5_000);
    tab.says(Heard);
    assert_eq!(tab.pass(39_000), []);
}

#[test]
fn f45_waits_double_to_30_seconds_and_are_all_chance() {
    let mut tab = Tab::leading();
    tab.random = 0.999_999;
    let waits: Vec<u64> = (0..7).map(|_| tab.fail().div_ceil(1_000)).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
    tab.random = 0.0;
    // Never at once after the last try, though: that would be a storm of one.
    assert_eq!(tab.fail(), 1_000);
}

#[test]
fn f45_a_return_ends_the_wait_but_never_opens_twice_in_a_second() {
    let mut tab = Tab::leading();
    tab.random = 0.9;
    for _ in 0..6 {
        tab.fail();
    }
    tab.pass(300);
    tab.says(BROKE);
    assert!(!tab.says(Nudged).contains(&Open));
    assert_eq!(tab.pass(700), [(700, Open)]);
    // An open or opening stream has no wait to end.
    assert_eq!(tab.says(Nudged), []);
    tab.says(Opened);
    assert_eq!(tab.says(Nudged), []);
}

#[test]
fn f45_the_gateways_own_wait_is_kept_also_by_a_nudge() {
    let mut tab = Tab::leading();
    tab.says(StreamEvent::Broke {
        retry_after_ms: 9_000,
    });
    assert_eq!(tab.says(Nudged), []);
    assert_eq!(tab.pass(10_000), [(9_000, Open)]);
}

#[test]
fn f44_after_an_hour_of_sleep_the_stream_is_opened_again_and_everything_read() {
    let mut tab = Tab::leading();
    tab.stand();
    tab.clock += 3_600_000;
    assert_eq!(tab.due(), [Drop]);
    assert_eq!(tab.says(Nudged), [Open]);
    assert_eq!(tab.says(Opened), [Resync]);
}

#[test]
fn f44_a_page_that_is_put_away_reads_nothing_and_comes_back_with_a_full_read() {
    let mut tab = Tab::leading();
    tab.stand();
    assert_eq!(tab.says(Resting), []);
    assert!(tab.pace.is_resting());
    assert_eq!(tab.pass(3_600_000), []);
    // What was on its way is no longer wanted.
    assert_eq!(tab.says(Opened), []);
    assert_eq!(tab.says(BROKE), []);
    assert_eq!(tab.says(Leading), [Open]);
    assert_eq!(tab.says(Opened), [Resync]);
}

#[test]
fn f44_a_clock_that_is_set_back_makes_no_wait_longer() {
    let mut tab = Tab::leading();
    tab.stand();
    tab.clock -= 7_200_000;
    assert_eq!(tab.due(), []);
    assert_eq!(tab.pass(40_000), [(40_000, Drop)]);
}

#[test]
fn f48_the_first_tab_reads_nothing_twice_and_a_follower_that_takes_over_reads_everything() {
    let mut first = Tab::new();
    first.says(Following);
    first.clock += 200;
    assert_eq!(first.says(Leading), [Open]);
    assert_eq!(first.says(Opened), []);

    let mut next = Tab::new();
    next.says(Following);
    next.pass(30_000);
    assert_eq!(next.says(Leading), [Open]);
    assert_eq!(next.says(Opened), [Resync]);
}

#[test]
fn f48_a_follower_polls_only_while_the_leader_says_nothing() {
    let mut tab = Tab::new();
    assert_eq!(tab.says(Following), []);
    for _ in 0..10 {
        assert_eq!(tab.pass(15_000), []);
        assert_eq!(tab.says(Told), []);
    }
    assert_eq!(tab.pass(60_000), [(40_000, Poll), (55_000, Poll)]);
    assert_eq!(tab.says(Told), []);
    assert_eq!(tab.pass(39_000), []);
    // A follower has no stream to nudge, to hear or to break.
    for event in [Nudged, Heard, Opened, BROKE] {
        assert_eq!(tab.says(event), []);
    }
}

#[test]
fn when_the_session_is_over_nothing_is_tried_again() {
    let mut tab = Tab::leading();
    tab.fail();
    tab.fail();
    assert_eq!(tab.says(BROKE), [Poll]);
    for event in [Over, Nudged, Leading, Following, Resting, Leading] {
        assert_eq!(tab.says(event), []);
    }
    assert_eq!(tab.pace.wake_in(), None);
}

#[test]
fn the_same_news_twice_opens_one_stream() {
    let mut tab = Tab::leading();
    assert_eq!(tab.says(Leading), []);
    assert_eq!(tab.says(Following), []);
    tab.says(Opened);
    assert_eq!(tab.says(Opened), []);
    assert_eq!(tab.says(Leading), []);
}
