//! The table at the end.

use std::time::Duration;

use super::counts::Counts;
use crate::say;

/// What became of a part.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// It ran to its end.
    Ran(Counts, Duration),
    /// An earlier part had failed.
    NotRun,
}

/// Every part with its outcome.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<(&'static str, Outcome)>,
}

impl Report {
    /// Adds a part.
    pub fn add(&mut self, name: &'static str, outcome: Outcome) {
        self.rows.push((name, outcome));
    }

    /// All parts together.
    pub fn total(&self) -> Counts {
        self.rows
            .iter()
            .fold(Counts::default(), |sum, (_, outcome)| match outcome {
                Outcome::Ran(counts, _) => sum + *counts,
                Outcome::NotRun => sum,
            })
    }

    /// The table. Its last line stands alone and in a fixed form: CI reads it.
    pub fn lines(&self) -> Vec<String> {
        let row = |name: &str, time: &str, passed: &str, failed: &str| {
            format!("{name:<12} {time:>14} {passed:>7} {failed:>7}")
        };
        let mut lines = vec![row("part", "time", "passed", "failed")];
        let mut time = Duration::ZERO;
        for (name, outcome) in &self.rows {
            lines.push(match outcome {
                Outcome::Ran(counts, took) => {
                    time += *took;
                    let Counts { passed, failed } = counts;
                    row(
                        name,
                        &say::took(*took),
                        &passed.to_string(),
                        &failed.to_string(),
                    )
                }
                Outcome::NotRun => row(name, "not run", "", ""),
            });
        }
        let Counts { passed, failed } = self.total();
        lines.push(row(
            "all",
            &say::took(time),
            &passed.to_string(),
            &failed.to_string(),
        ));
        lines.push(format!("{passed} passed, {failed} failed"));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_has_the_form_that_ci_reads() {
        let mut report = Report::default();
        report.add(
            "fmt",
            Outcome::Ran(Counts::one_passed(), Duration::from_secs(1)),
        );
        report.add(
            "test",
            Outcome::Ran(
                Counts {
                    passed: 8,
                    failed: 2,
                },
                Duration::from_secs(80),
            ),
        );
        report.add("e2e", Outcome::NotRun);
        let lines = report.lines();
        assert_eq!(lines.last().map(String::as_str), Some("9 passed, 2 failed"));
        assert!(lines[3].starts_with("e2e") && lines[3].contains("not run"));
        assert!(lines[4].starts_with("all") && lines[4].contains("1 min 21 s"));
    }
}
