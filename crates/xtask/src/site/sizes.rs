//! What the site weighs in brotli, and what it may weigh.

use std::path::Path;

use anyhow::{Context, Result};

use super::manifest::MANIFEST;
use super::pack;
use crate::files;

/// What one thing may weigh.
#[derive(Clone, Copy, Debug)]
struct Budget {
    name: &'static str,
    /// Bytes in brotli, quality 11. More fails.
    limit: usize,
    /// What it should come down to.
    goal: usize,
    covers: fn(&str) -> bool,
}

/// A KB is 1,000 bytes.
const BUDGETS: &[Budget] = &[
    Budget {
        name: "full page, first visit",
        limit: 125_000,
        goal: 125_000,
        covers: is_of_page,
    },
    Budget {
        name: "widget",
        limit: 95_000,
        goal: 95_000,
        covers: is_of_widget,
    },
    Budget {
        name: "help, when asked for",
        limit: 76_000,
        goal: 76_000,
        covers: is_of_help,
    },
    Budget {
        name: "go.html",
        limit: 3_000,
        goal: 3_000,
        covers: |path| path == "go.html",
    },
    Budget {
        name: "connect-accounts.js",
        limit: 3_000,
        goal: 3_000,
        covers: |path| path == "connect-accounts.js",
    },
    Budget {
        name: "connect-accounts-frame.js",
        limit: 2_000,
        goal: 2_000,
        covers: |path| path == "connect-accounts-frame.js",
    },
];

/// Only the widget loads these. The page has the style sheets inline.
fn is_widgets_own(path: &str) -> bool {
    path == "connect-accounts.js"
        || ["widget-", "program-", "session-"]
            .iter()
            .any(|start| path.starts_with(start))
}

/// Only loaded where the widget's program does not run, or by hosts with a look of their own.
fn is_seldom(path: &str) -> bool {
    path.starts_with("plain-") || path.starts_with("theme-")
}

/// Only the page loads these: whatever Trunk named by its content, and the document.
fn is_pages_own(path: &str) -> bool {
    path == "index.html" || path.starts_with("page-")
}

/// Only whoever asks for help needs these; the page fetches them when it has long been there.
fn is_helps_own(path: &str) -> bool {
    path.starts_with("help") || path.contains("-help-")
}

fn is_of_help(path: &str) -> bool {
    is_helps_own(path) && !is_another_language(path)
}

/// Documents of the small window.
fn is_of_window(path: &str) -> bool {
    path.starts_with("go.") || path.starts_with("done.")
}

/// The frame's document and the host's side of it.
fn is_of_frame(path: &str) -> bool {
    path.starts_with("embed.") || path == "connect-accounts-frame.js"
}

/// A reader loads one language. English stands for all: it is the source, and about as long as any.
fn is_another_language(path: &str) -> bool {
    path.starts_with("words/") && !path.starts_with("words/en-")
}

/// No page loads the list of the widget's files, nor the element's own file under both of its names.
fn is_for_hosts(path: &str) -> bool {
    path == MANIFEST || (path.starts_with("connect-accounts-") && !is_of_frame(path))
}

/// What neither the page nor the widget loads to begin with.
fn is_apart(path: &str) -> bool {
    is_helps_own(path)
        || is_of_window(path)
        || is_seldom(path)
        || is_of_frame(path)
        || is_another_language(path)
}

fn is_of_page(path: &str) -> bool {
    !is_widgets_own(path) && !is_apart(path)
}

fn is_of_widget(path: &str) -> bool {
    !is_pages_own(path) && !is_apart(path)
}

/// The measured site.
#[derive(Debug)]
pub struct Check {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: String,
    raw: usize,
    brotli: usize,
}

/// Measures every file below `dist`.
pub fn check(dist: &Path) -> Result<Check> {
    let mut files = measure(dist)?;
    files.sort_by(|one, other| {
        other
            .brotli
            .cmp(&one.brotli)
            .then(one.path.cmp(&other.path))
    });
    Ok(Check { files })
}

impl Check {
    /// How many budgets are kept, and how many are not.
    pub fn counts(&self) -> (usize, usize) {
        let over = BUDGETS.iter().filter(|budget| !self.keeps(budget)).count();
        (BUDGETS.len() - over, over)
    }

    /// The table of files and budgets, as lines.
    pub fn table(&self) -> Vec<String> {
        let head = format!("{:<40} {:>10} {:>10}", "file", "bytes", "brotli");
        let files = self
            .files
            .iter()
            .map(|file| format!("{:<40} {:>10} {:>10}", file.path, file.raw, file.brotli));
        let budgets = BUDGETS.iter().map(|budget| {
            let weight = self.weight(budget);
            let verdict = match (self.keeps(budget), weight.saturating_sub(budget.goal)) {
                (false, _) => "OVER".to_owned(),
                (true, 0) => "ok".to_owned(),
                (true, over) => format!("ok, but {over} over the goal of {}", budget.goal),
            };
            format!(
                "{:<40} {weight:>10} of {:>7}  {verdict}",
                budget.name, budget.limit
            )
        });
        std::iter::once(head)
            .chain(files)
            .chain(std::iter::once(String::new()))
            .chain(budgets)
            .collect()
    }

    fn weight(&self, budget: &Budget) -> usize {
        self.files
            .iter()
            .filter(|file| (budget.covers)(&file.path))
            .map(|file| file.brotli)
            .sum()
    }

    /// A budget of something that is not there is not kept: it would measure nothing for ever after a rename.
    fn keeps(&self, budget: &Budget) -> bool {
        (1..=budget.limit).contains(&self.weight(budget))
    }
}

fn measure(dist: &Path) -> Result<Vec<File>> {
    let left_out = |path: &str| path.ends_with(pack::ENDING) || is_for_hosts(path);
    let paths = files::below(dist, &left_out)
        .with_context(|| format!("{} cannot be read", dist.display()))?;
    let measured = paths.into_iter().map(|path| {
        let content = files::bytes(&dist.join(&path))?;
        let brotli = match std::fs::metadata(pack::packed_name(&dist.join(&path))) {
            Ok(packed) => usize::try_from(packed.len()).unwrap_or(usize::MAX),
            Err(_) => pack::brotli(&content)?.len(),
        };
        Ok(File {
            path,
            raw: content.len(),
            brotli,
        })
    });
    measured.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, usize)]) -> Check {
        let file = |(path, brotli): &(&str, usize)| File {
            path: (*path).to_owned(),
            raw: *brotli,
            brotli: *brotli,
        };
        Check {
            files: files.iter().map(file).collect(),
        }
    }

    const SMALL: &[(&str, usize)] = &[
        ("index.html", 2_000),
        ("page-00_bg.wasm", 100_000),
        ("page-00.js", 5_000),
        ("widget-00_bg.wasm", 80_000),
        ("widget-00.js", 5_000),
        ("connect-accounts.js", 2_000),
        ("connect-accounts-frame.js", 1_900),
        ("embed.html", 1_500),
        ("help-00_bg.wasm", 70_000),
        ("words/en-help-00.txt", 1_000),
        ("go.html", 1_000),
        ("done.html", 500),
        ("plain-00.js", 1_000),
        ("widget-00.css", 3_000),
        ("networks.svg", 300),
    ];

    #[test]
    fn what_both_load_counts_for_both_and_the_windows_documents_and_the_help_for_none() {
        let site = site(SMALL);
        assert_eq!(site.weight(&BUDGETS[0]), 107_300);
        assert_eq!(site.weight(&BUDGETS[1]), 90_300);
        assert_eq!(site.weight(&BUDGETS[2]), 71_000);
        assert_eq!(site.counts(), (6, 0));
    }

    #[test]
    fn one_byte_too_many_is_over() {
        let mut files = SMALL.to_vec();
        files[10].1 = 3_000;
        assert_eq!(site(&files).counts(), (6, 0));
        files[10].1 = 3_001;
        let site = site(&files);
        assert_eq!(site.counts(), (5, 1));
        assert!(
            site.table()
                .iter()
                .any(|line| line.starts_with("go.html") && line.ends_with("OVER"))
        );
    }

    #[test]
    fn a_file_with_a_budget_that_is_not_there_is_a_failure() {
        assert_eq!(site(&SMALL[..10]).counts(), (5, 1));
    }
}
