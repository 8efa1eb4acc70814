//! Times, and what else the stories measure on their way, held against their limits.

use std::collections::BTreeMap;

use super::classes::Place;

/// Of fewer measurements, the slowest one is the slowest hundredth.
const ENOUGH: usize = 100;

/// Measurements by name and place.
#[derive(Debug, Default)]
pub struct Figures {
    rows: BTreeMap<(String, Place), Row>,
}

#[derive(Debug, Default)]
struct Row {
    limit: i64,
    measured: Vec<i64>,
    /// Line by line, what was seen of those over the limit.
    slow: Vec<String>,
}

impl Row {
    /// The time that this share of all measurements stayed within.
    fn within(&self, percent: usize) -> i64 {
        let rank = (self.measured.len() * percent).div_ceil(100);
        self.measured
            .get(rank.saturating_sub(1))
            .copied()
            .unwrap_or(0)
    }

    fn is_over(&self) -> bool {
        self.within(99) > self.limit
    }
}

impl Figures {
    /// Takes in what was written: name, limit and measurement, and the lines of what was seen of a slow one, with
    /// tabs between.
    pub fn see(&mut self, place: Place, text: &str) {
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [name, limit, took, seen @ ..] = fields.as_slice() else {
                continue;
            };
            let (Ok(limit), Ok(took)) = (limit.parse(), took.parse()) else {
                continue;
            };
            let row = self.rows.entry(((*name).to_owned(), place)).or_default();
            row.limit = limit;
            row.measured.push(took);
            row.measured.sort_unstable();
            row.slow.extend(seen.iter().map(|line| (*line).to_owned()));
        }
    }

    /// How many figures of a place are over their limits.
    pub fn over(&self, place: Place) -> usize {
        self.at(place).filter(|row| row.is_over()).count()
    }

    /// Whether a figure of this place is over its limit by fewer measurements than it takes to tell.
    pub fn need_more(&self, place: Place) -> bool {
        self.at(place)
            .any(|row| row.is_over() && row.measured.len() < ENOUGH)
    }

    fn at(&self, place: Place) -> impl Iterator<Item = &Row> {
        let here = self.rows.iter().filter(move |((_, at), _)| *at == place);
        here.map(|(_, row)| row)
    }

    /// The table; empty if nothing was measured.
    pub fn lines(&self) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let head = format!(
            "{:<52}{:<10}{:>6}{:>9}{:>9}{:>9}",
            "figure", "place", "times", "median", "p99", "limit"
        );
        let rows = self.rows.iter().flat_map(|((name, place), row)| {
            let verdict = if row.is_over() { "  OVER" } else { "" };
            let (name, unit) = unit_of(name);
            let line = format!(
                "{name:<52}{:<10}{:>6}{:>6} {unit}{:>6} {unit}{:>6} {unit}{verdict}",
                place.name(),
                row.measured.len(),
                row.within(50),
                row.within(99),
                row.limit
            );
            let slow = row.slow.iter().map(|line| format!("    {line}"));
            std::iter::once(line).chain(slow)
        });
        std::iter::once(head).chain(rows).collect()
    }
}

/// `heap (KB)` is in KB; a name that says nothing is of a time in milliseconds.
fn unit_of(name: &str) -> (&str, &str) {
    let named = name.strip_suffix(')');
    named
        .and_then(|name| name.rsplit_once(" ("))
        .unwrap_or((name, "ms"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_the_unit_that_its_name_says() {
        assert_eq!(unit_of("green"), ("green", "ms"));
        assert_eq!(unit_of("heap (KB)"), ("heap", "KB"));
    }

    #[test]
    fn a_figure_is_judged_by_its_slowest_hundredth() {
        let mut figures = Figures::default();
        let quick: String = (1..=99).map(|ms| format!("green\t300\t{ms}\n")).collect();
        figures.see(
            Place::WebKit,
            &format!("{quick}green\t300\t900\nnot a line\n"),
        );
        assert_eq!(figures.over(Place::WebKit), 0);
        figures.see(Place::WebKit, "green\t300\t901\n");
        figures.see(Place::Firefox, "green\t300\t30\n");
        assert_eq!(figures.over(Place::WebKit), 1);
        assert_eq!(figures.over(Place::Firefox), 0);
        let lines = figures.lines();
        assert!(lines.iter().any(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words[..4] == ["green", "webkit", "101", "51"] && line.ends_with("OVER")
        }));
    }

    #[test]
    fn one_slow_case_of_a_few_asks_for_more_of_them_and_says_what_was_seen() {
        let mut figures = Figures::default();
        let place = Place::Chromium;
        figures.see(place, "green\t300\t20\n");
        assert!(!figures.need_more(place));
        figures.see(place, "green\t300\t900\tasked\tlinked\n");
        assert!(figures.need_more(place) && !figures.need_more(Place::WebKit));
        assert_eq!(figures.lines()[2..], ["    asked", "    linked"]);
        figures.see(place, &"green\t300\t20\n".repeat(98));
        assert!(!figures.need_more(place));
        assert_eq!(figures.over(place), 0);
        figures.see(place, &"green\t300\t901\n".repeat(2));
        assert!(!figures.need_more(place));
        assert_eq!(figures.over(place), 1);
    }
}
