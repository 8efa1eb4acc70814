//! Two tabs, two attempts, every order in which things can happen: there is no bad end.

mod support;
#[path = "support/world.rs"]
mod world;

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use connect_core::{Face, Step as CardStep};
use world::{Act, Answer, Case, Pages, Play, Step, which};

/// Both tabs link the same network, where nothing is linked yet.
const CASE: Case = Case {
    home: [0, 1],
    net: [0, 0],
    linked: [None; 2],
    unlinks: None,
    gives_up: false,
    slow_start: false,
    stream: [false; 2],
    visits: false,
    shared: true,
};

/// Tries every order: with the live stream in the second tab, and without, where the person comes back to it instead. How many worlds there are.
fn explore(case: Case) -> usize {
    let stream = [false, true];
    search(&Case { stream, ..case })
        + search(&Case {
            visits: true,
            ..case
        })
}

/// Nearest worlds first, so that the first failure is a shortest one.
fn search(case: &Case) -> usize {
    let mut pages = Pages::default();
    let digest = RandomState::new();
    let first = Play::begin(case, &mut pages).world;
    let mut seen = HashSet::from([digest.hash_one(&first)]);
    let mut worlds = vec![(first, 0, None)];
    let mut next = 0;
    while let Some((world, ..)) = worlds.get(next) {
        let world = world.clone();
        let fail = |rule: &str, log: &[Step]| {
            let mut trace: Vec<_> = log.iter().rev().map(|step| format!("{step:?}")).collect();
            let mut at = next;
            while let (_, before, Some(step)) = worlds[at] {
                trace.push(format!("{step:?}"));
                at = before;
            }
            trace.reverse();
            let trace = trace.join("\n");
            panic!("{rule}, after {next} worlds of {case:?}:\n{trace}");
        };
        if let Some(rule) = world.broken {
            fail(rule, &[]);
        }
        let mut play = Play::of(case, &mut pages, &world);
        let steps = play.steps();
        if play.is_end()
            && let Err(rule) = end(&mut play)
        {
            fail(&rule, &play.log);
        }
        for step in steps {
            let mut play = Play::of(case, &mut pages, &world);
            play.take(step);
            if seen.insert(digest.hash_one(&play.world)) {
                worlds.push((play.world, next, Some(step)));
            }
        }
        next += 1;
    }
    worlds.len()
}

/// Lets time pass, and says which rule the end breaks.
fn end(play: &mut Play<'_>) -> Result<(), String> {
    play.pass();
    calm(play)?;
    play.expire();
    play.pass();
    calm(play)?;
    if let Some(rule) = play.world.broken {
        return Err(rule.into());
    }
    for tab in 0..2 {
        for (net, linked) in play.world.linked.into_iter().enumerate() {
            let card = &play.state(tab).cards[net];
            let shown = card.account().map(|account| account.id.0.clone());
            if shown != linked.map(|account| account.to_string()) {
                return Err(format!("tab {tab} shows what is not so: {card:?}"));
            }
            if linked.is_some() && card.face() != Face::Linked {
                return Err(format!("tab {tab} is not green: {card:?}"));
            }
        }
    }
    for attempt in 0..2 {
        let (bad, excused) = (play.world.bad[attempt], play.world.excused[attempt]);
        if play.did(attempt, Act::Saved) && bad && !excused {
            return Err(format!("attempt {attempt} was saved, and called lost"));
        }
        let told = play.world.outcomes[play.case.home[attempt]][attempt];
        if play.did(attempt, Act::Press) && told != 1 {
            return Err(format!("attempt {attempt} is over with {told} outcomes"));
        }
    }
    Ok(())
}

/// Nothing waits for what nobody will say.
fn calm(play: &Play<'_>) -> Result<(), String> {
    for tab in 0..2 {
        for card in &play.state(tab).cards {
            let Some(linking) = card.linking() else {
                continue;
            };
            if matches!(linking.step, CardStep::Opening | CardStep::Checking(_)) {
                return Err(format!("tab {tab} is stuck: {card:?}"));
            }
            if play.stands(which(&linking.attempt)) != Answer::Open {
                return Err(format!("tab {tab} waits for what is over: {card:?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn f28_f33_two_tabs_link_the_same_network_in_any_order() {
    let worlds = explore(CASE);
    assert!(worlds > 80_000, "{worlds} worlds");
}

#[test]
fn f28_two_tabs_link_different_networks_in_any_order() {
    let (net, shared) = ([0, 1], false);
    let case = Case {
        net,
        shared,
        ..CASE
    };
    let worlds = explore(case);
    assert!(worlds > 30_000, "{worlds} worlds");
}

#[test]
fn f28_f35_another_card_of_the_tab_takes_the_window_in_any_order() {
    let (home, net) = ([0, 0], [0, 1]);
    let worlds = explore(Case { home, net, ..CASE });
    assert!(worlds > 200_000, "{worlds} worlds");
}

#[test]
fn f34_one_tab_unlinks_what_the_other_links_in_any_order() {
    let (home, unlinks) = ([0, 0], Some((1, 0)));
    let case = Case {
        home,
        unlinks,
        ..CASE
    };
    let worlds = explore(case);
    assert!(worlds > 9_000, "{worlds} worlds");
}

#[test]
fn f34_one_tab_unlinks_an_older_account_while_the_other_links_in_any_order() {
    let (home, net, unlinks) = ([0, 0], [0, 1], Some((1, 0)));
    let linked = [Some(9), None];
    let case = Case {
        home,
        net,
        linked,
        unlinks,
        ..CASE
    };
    let worlds = explore(case);
    assert!(worlds > 20_000, "{worlds} worlds");
}

#[test]
fn f28_what_the_other_tab_hears_makes_no_attempt_its_own_in_any_order() {
    let net = [0, 1];
    let worlds = explore(Case { net, ..CASE });
    assert!(worlds > 30_000, "{worlds} worlds");
}

#[test]
fn f33_giving_up_at_ayrshare_is_one_outcome_in_any_order() {
    let worlds = explore(Case {
        gives_up: true,
        ..CASE
    });
    assert!(worlds > 80_000, "{worlds} worlds");
}

#[test]
fn f28_a_slow_call_to_begin_an_attempt_ends_none_in_any_order() {
    let case = Case {
        slow_start: true,
        net: [0, 1],
        ..CASE
    };
    let worlds = search(&case);
    assert!(worlds > 1_000, "{worlds} worlds");
}

/// Worlds that are too many to try all: two attempts, an unlink, late calls, and a person who gives up, by chance.
#[test]
fn f34_links_and_an_unlink_race_by_chance() {
    let mut unlinks = 0;
    for seed in 1..=200_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let case = Case {
            home: [dice.throw(2), dice.throw(2)],
            net: [0, dice.throw(2)],
            linked: [[None, Some(9)][dice.throw(2)], None],
            unlinks: Some((dice.throw(2), dice.throw(2))),
            gives_up: dice.throw(2) == 0,
            slow_start: false,
            stream: [true; 2],
            visits: dice.throw(2) == 0,
            shared: dice.throw(2) == 0,
        };
        let mut pages = Pages::default();
        let mut play = Play::begin(&case, &mut pages);
        let mut trace = Vec::new();
        for _ in 0..60 {
            let steps = play.steps();
            if steps.is_empty() {
                break;
            }
            let step = steps[dice.throw(steps.len())];
            play.take(step);
            trace.push(step);
        }
        if let Err(rule) = end(&mut play) {
            panic!("{rule}, by seed {seed} of {case:?}:\n{trace:#?}");
        }
        unlinks += usize::from(trace.iter().any(|step| matches!(step, Step::Confirm)));
        cases::case(&format!("seed {seed}"));
    }
    assert!(unlinks > 100, "{unlinks} of 200 races had an unlink");
}

/// The same throws for the same seed.
struct Dice(u64);

impl Dice {
    /// Xorshift64.
    fn throw(&mut self, sides: usize) -> usize {
        for shift in [13, 7, 17] {
            self.0 ^= match shift {
                7 => self.0 >> shift,
                _ => self.0 << shift,
            };
        }
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}
