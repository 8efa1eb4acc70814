//! Times that the stories measure on their way, held against their limits.

use std::collections::BTreeMap;

use super::classes::Place;

/// Measurements by name and place.
#[derive(Debug, Default)]
pub struct Figures {
    rows: BTreeMap<(String, Place), Row>,
}

#[derive(Debug, Default)]
struct Row {
    limit_ms: i64,
    took_ms: Vec<i64>,
}

impl Row {
    /// The time that this share of all measurements stayed within.
    fn within(&self, percent: usize) -> i64 {
        let rank = (self.took_ms.len() * percent).div_ceil(100);
        self.took_ms
            .get(rank.saturating_sub(1))
            .copied()
            .unwrap_or(0)
    }

    fn is_over(&self) -> bool {
        self.within(99) > self.limit_ms
    }
}

impl Figures {
    /// Takes in what was written during a part: name, limit and time in milliseconds, with tabs between. Returns how many
    /// of its figures are over their limits.
    pub fn see(&mut self, place: Place, text: &str) -> usize {
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [name, limit, took] = fields.as_slice() else {
                continue;
            };
            let (Ok(limit_ms), Ok(took)) = (limit.parse(), took.parse()) else {
                continue;
            };
            let row = self.rows.entry(((*name).to_owned(), place)).or_default();
            row.limit_ms = limit_ms;
            row.took_ms.push(took);
            row.took_ms.sort_unstable();
        }
        self.rows
            .iter()
            .filter(|((_, at), row)| *at == place && row.is_over())
            .count()
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
        let rows = self.rows.iter().map(|((name, place), row)| {
            let verdict = if row.is_over() { "  OVER" } else { "" };
            format!(
                "{name:<52}{:<10}{:>6}{:>6} ms{:>6} ms{:>6} ms{verdict}",
                place.name(),
                row.took_ms.len(),
                row.within(50),
                row.within(99),
                row.limit_ms
            )
        });
        std::iter::once(head).chain(rows).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_judged_by_its_slowest_hundredth() {
        let mut figures = Figures::default();
        let quick: String = (1..=99).map(|ms| format!("green\t300\t{ms}\n")).collect();
        assert_eq!(
            figures.see(
                Place::WebKit,
                &format!("{quick}green\t300\t900\nnot a line\n")
            ),
            0
        );
        assert_eq!(figures.see(Place::WebKit, "green\t300\t901\n"), 1);
        assert_eq!(figures.see(Place::Firefox, "green\t300\t30\n"), 0);
        let lines = figures.lines();
        assert!(lines.iter().any(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words[..4] == ["green", "webkit", "101", "51"] && line.ends_with("OVER")
        }));
    }
}
