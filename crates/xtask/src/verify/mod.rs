//! `cargo verify`: every check that a change has to pass, in the order that fails fastest.

mod browsers;
mod cases;
mod classes;
mod counts;
mod figures;
mod parts;
mod report;

use std::time::Instant;

use anyhow::Result;
use clap::builder::PossibleValuesParser;

use crate::say;
use classes::Classes;
use counts::Counts;
use figures::Figures;
use parts::{PARTS, Run};
use report::{Outcome, Report};

/// Run every check that a change has to pass, the same here and in CI.
///
/// Stops at the first part that fails. Tools that are missing are installed into a cache, the browsers from the
/// distribution's packages. One browser: `--only firefox`. One fault class in every place: `--class F28`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Only this part (may be repeated, or a list with commas)
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = names())]
    only: Vec<String>,

    /// Only tests of this fault class or threat, as F28 or T12 (may be repeated, or a list with commas)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    class: Vec<String>,

    /// Run the tests so often in a row: one that fails now and then is found out
    #[arg(long, value_name = "N", default_value_t = 1)]
    times: usize,

    /// Run the other parts although one failed
    #[arg(long)]
    keep_going: bool,

    /// List the parts and run none
    #[arg(long)]
    list: bool,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(PARTS.iter().map(|part| part.name))
}

/// Runs the task; whether everything passed.
pub fn run(args: &Args) -> Result<bool> {
    if args.list {
        for part in PARTS {
            say::line(format_args!("{:<12} {}", part.name, part.title));
        }
        return Ok(true);
    }
    let chosen: Vec<_> = PARTS
        .iter()
        .filter(|part| args.only.is_empty() || args.only.iter().any(|name| name == part.name))
        .filter(|part| args.class.is_empty() || part.has_tests)
        .collect();
    let filters: Vec<String> = args
        .class
        .iter()
        .map(|id| format!("{}_", id.to_lowercase()))
        .collect();
    let mut classes = Classes::default();
    let mut figures = Figures::default();
    let mut report = Report::default();
    let mut stopped = false;
    for (place, part) in chosen.iter().enumerate() {
        if stopped {
            report.add(part.name, Outcome::NotRun);
            continue;
        }
        say::title(format_args!(
            "{}/{} {}: {}",
            place + 1,
            chosen.len(),
            part.name,
            part.title
        ));
        let begun = Instant::now();
        let mut run = Run {
            filters: &filters,
            classes: &mut classes,
            figures: &mut figures,
            times: args.times,
        };
        let counts = (part.run)(&mut run).unwrap_or_else(|problem| {
            say::problem(&problem);
            Counts::one_failed()
        });
        let verdict = if counts.failed == 0 { "ok" } else { "FAILED" };
        say::line(format_args!(
            "--- {}: {verdict} after {}",
            part.name,
            say::took(begun.elapsed())
        ));
        stopped = counts.failed > 0 && !args.keep_going;
        report.add(part.name, Outcome::Ran(counts, begun.elapsed()));
    }
    let table = classes.lines();
    if !table.is_empty() {
        say::title("cases passed, by fault class (F) and threat (T); !n: failed");
        table.iter().for_each(say::line);
    }
    let table = figures.lines();
    if !table.is_empty() {
        say::title("measured on the way");
        table.iter().for_each(say::line);
    }
    say::title("summary");
    report.lines().iter().for_each(say::line);
    Ok(report.total().failed == 0)
}
