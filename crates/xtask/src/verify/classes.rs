//! Which fault classes (F..) and threats (T..) were tested where: test names carry them.

use std::collections::BTreeMap;

/// Where a test ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Rules and servers, without a browser.
    Native,
    /// Components and wrappers in a page of their own.
    Web,
    /// Stories in Chromium.
    Chromium,
    /// Stories in Firefox.
    Firefox,
    /// Stories in WebKit.
    WebKit,
}

impl Place {
    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        PLACES
            .iter()
            .find(|(place, _)| *place == self)
            .map_or("?", |(_, name)| name)
    }
}

const PLACES: [(Place, &str); 5] = [
    (Place::Native, "native"),
    (Place::Web, "web"),
    (Place::Chromium, "chromium"),
    (Place::Firefox, "firefox"),
    (Place::WebKit, "webkit"),
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cell {
    passed: usize,
    failed: usize,
}

/// Cases by class and place.
#[derive(Debug, Default)]
pub struct Classes {
    rows: BTreeMap<(char, u32), BTreeMap<Place, Cell>>,
}

impl Classes {
    /// Takes in a line of a test runner: `test severed::f28_a_name ... ok`. A test that went through several cases says
    /// so in `cases`, by its name; one that says nothing is one case.
    pub fn see(&mut self, place: Place, line: &str, cases: impl Fn(&str) -> usize) {
        let Some((name, passed)) = outcome(line) else {
            return;
        };
        for id in ids(name) {
            let cell = self.rows.entry(id).or_default().entry(place).or_default();
            if passed {
                cell.passed += cases(name).max(1);
            } else {
                cell.failed += 1;
            }
        }
    }

    /// The table, class by place; empty if no class was tested.
    pub fn lines(&self) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut head = format!("{:<6}", "class");
        for (_, name) in PLACES {
            head.push_str(&format!("{name:>10}"));
        }
        let rows = self.rows.iter().map(|((kind, number), cells)| {
            let mut line = format!("{:<6}", format!("{kind}{number:02}"));
            for (place, _) in PLACES {
                let text = match cells.get(&place) {
                    None => String::new(),
                    Some(Cell { passed, failed: 0 }) => passed.to_string(),
                    Some(Cell { passed, failed }) => format!("{passed} !{failed}"),
                };
                line.push_str(&format!("{text:>10}"));
            }
            line.trim_end().to_owned()
        });
        std::iter::once(head).chain(rows).collect()
    }
}

/// The name of the test and whether it passed.
fn outcome(line: &str) -> Option<(&str, bool)> {
    let (_, rest) = line.split_once("test ")?;
    let (name, verdict) = rest.split_once(" ... ")?;
    match verdict.split_whitespace().next()? {
        "ok" => Some((name, true)),
        "FAILED" | "FAIL" => Some((name, false)),
        _ => None,
    }
}

/// `severed::f13_f14_a_name` is about F13 and F14.
fn ids(name: &str) -> impl Iterator<Item = (char, u32)> {
    let own = name.rsplit("::").next().unwrap_or(name);
    own.split('_').map_while(|word| {
        let (kind, number) = word.split_at_checked(1)?;
        let kind = match kind {
            "f" => 'F',
            "t" => 'T',
            _ => return None,
        };
        Some((kind, number.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_counts_for_every_class_in_its_name() {
        let mut classes = Classes::default();
        let one = |_: &str| 0;
        classes.see(Place::Native, "test f13_f14_html_is_not_json ... ok", one);
        classes.see(Place::WebKit, "test severed::f13_other ... FAILED", one);
        classes.see(Place::WebKit, "test severed::f13_more ... ok", |name| {
            assert_eq!(name, "severed::f13_more");
            12
        });
        classes.see(Place::Web, "test t4_no_token ... ok", one);
        classes.see(Place::Web, "test the_f13_in_the_middle ... ok", one);
        classes.see(Place::Web, "test result: ok. 3 passed", one);
        let lines = classes.lines();
        let words: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(words[1], ["F13", "1", "12", "!1"]);
        assert_eq!(words[2], ["F14", "1"]);
        assert_eq!(words[3], ["T04", "1"]);
        assert_eq!(words.len(), 4);
    }
}
