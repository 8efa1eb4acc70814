//! Two tabs, two attempts, every order in which things can happen: there is no bad end.

mod support;
#[path = "support/world.rs"]
mod world;

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use connect_core::{Face, Step as CardStep};
use world::{Act, Answer, Case, Pages, Play, Step, World, which};

const LINKING: Case = Case {
    home: [0, 1],
    net: [0, 0],
    linked: [None; 2],
    unlinks: None,
    gives_up: false,
    slow_start: false,
};

/// Tries every order, nearest worlds first, so that the first failure is a shortest one. Wherever it stops, time may pass.
fn explore(name: &str, case: &Case) -> usize {
    let mut pages = Pages::default();
    let digest = RandomState::new();
    let first = Play::begin(case, &mut pages).world;
    let mut seen = HashSet::from([digest.hash_one(&first)]);
    let mut worlds: Vec<(World, usize, Option<Step>)> = vec![(first, 0, None)];
    let mut next = 0;
    while let Some((world, ..)) = worlds.get(next) {
        let world = world.clone();
        let fail = |rule: &str, lives: bool| {
            let mut trace = Vec::new();
            let mut at = next;
            while let (_, before, Some(step)) = &worlds[at] {
                trace.push(format!("{step:?}"));
                at = *before;
            }
            trace.reverse();
            panic!(
                "{name}: {rule} (stream lives: {lives})\n{}",
                trace.join("\n")
            );
        };
        if let Some(rule) = world.broken {
            fail(rule, true);
        }
        for lives in [false, true] {
            let world = world.clone();
            let mut play = Play {
                case,
                pages: &mut pages,
                world,
            };
            if let Err(rule) = end(&mut play, lives) {
                fail(&rule, lives);
            }
        }
        let steps = Play {
            case,
            pages: &mut pages,
            world: world.clone(),
        }
        .steps();
        for step in steps {
            let mut play = Play {
                case,
                pages: &mut pages,
                world: world.clone(),
            };
            play.take(step);
            let after = play.world;
            if seen.insert(digest.hash_one(&after)) {
                worlds.push((after, next, Some(step)));
            }
        }
        next += 1;
        if next > 400_000 {
            break;
        }
    }
    eprintln!("{name}: {} worlds", worlds.len());
    worlds.len()
}

/// Lets time pass, and says which rule the end breaks.
fn end(play: &mut Play<'_>, lives: bool) -> Result<(), String> {
    play.pass(lives);
    calm(play)?;
    play.expire();
    play.pass(lives);
    calm(play)?;
    if let Some(rule) = play.world.broken {
        return Err(rule.into());
    }
    for tab in 0..2 {
        for (net, linked) in play.world.linked.into_iter().enumerate() {
            let card = &play.state(tab).cards[net];
            let shown = card.account().map(|account| account.id.0.clone());
            if shown != linked.map(|acc| acc.to_string()) {
                return Err(format!("tab {tab} shows what is not linked: {card:?}"));
            }
            if linked.is_some() != (card.face() == Face::Linked)
                && (linked.is_some() || card.face() == Face::Linked)
            {
                return Err(format!("tab {tab} is not green: {card:?}"));
            }
        }
    }
    for attempt in 0..2 {
        if play.did(attempt, Act::Saved) && play.world.bad[attempt] && !play.world.excused[attempt]
        {
            return Err(format!(
                "attempt {attempt} was saved, and called failed or cancelled"
            ));
        }
        let told = play.world.outcomes[play.case.home[attempt]][attempt];
        if play.did(attempt, Act::Press) && told != 1 {
            return Err(format!("attempt {attempt} is over and has {told} outcomes"));
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
fn f28_f33_two_tabs_link_the_same_network() {
    let worlds = explore("f33", &LINKING);
    assert!(worlds > 1_000, "{worlds} worlds");
}

#[test]
fn f28_two_tabs_link_different_networks() {
    let worlds = explore(
        "different",
        &Case {
            net: [0, 1],
            ..LINKING
        },
    );
    assert!(worlds > 1_000, "{worlds} worlds");
}

#[test]
fn f35_one_tab_two_cards() {
    let worlds = explore(
        "f35",
        &Case {
            home: [0, 0],
            net: [0, 1],
            ..LINKING
        },
    );
    assert!(worlds > 1_000, "{worlds} worlds");
}

#[test]
fn f34_one_links_other_unlinks() {
    let worlds = explore(
        "f34",
        &Case {
            home: [0, 0],
            net: [0, 0],
            unlinks: Some((1, 0)),
            ..LINKING
        },
    );
    assert!(worlds > 1_000, "{worlds} worlds");
}

#[test]
fn f34_linked_before() {
    let worlds = explore(
        "f34b",
        &Case {
            home: [0, 0],
            net: [0, 1],
            linked: [Some(9), None],
            unlinks: Some((1, 0)),
            ..LINKING
        },
    );
    assert!(worlds > 1_000, "{worlds} worlds");
}

#[test]
fn gives_up() {
    let worlds = explore(
        "gives up",
        &Case {
            gives_up: true,
            ..LINKING
        },
    );
    assert!(worlds > 1_000, "{worlds} worlds");
}
