//! How many checks passed and failed, read from what the test runners print.

use std::ops::Add;

/// Counts of a part, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Checks that passed.
    pub passed: usize,
    /// Checks that failed.
    pub failed: usize,
}

impl Counts {
    /// A check without tests of its own counts as one.
    pub const fn one_passed() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    /// The same, failed.
    pub const fn one_failed() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// Adds what a line of a test runner tells: `test result: ok. 3 passed; 0 failed; ...`.
    pub fn see(&mut self, line: &str) {
        if let Some(seen) = read(line) {
            *self = *self + seen;
        }
    }

    /// The same, knowing how the runner ended: one that failed without a failed test could not even be built or run.
    pub fn after(self, success: bool) -> Self {
        match (success, self.failed) {
            (false, 0) => self + Self::one_failed(),
            _ => self,
        }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

fn read(line: &str) -> Option<Counts> {
    let (_, result) = line.split_once("test result: ")?;
    let number = |word: &str| {
        let (before, _) = result.split_once(&format!(" {word};"))?;
        before
            .rsplit(|letter: char| !letter.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    };
    Some(Counts {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_many_test_binaries_add_up() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test something_is_passed; ... ok",
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out",
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.30s",
        ] {
            counts.see(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 20,
                failed: 2
            }
        );
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let mut counts = Counts::default();
        counts.see("\u{1b}[1mtest result: \u{1b}[32mok\u{1b}[0m. 7 passed; 0 failed; 0 ignored");
        assert_eq!(counts.passed, 7);
    }

    #[test]
    fn a_runner_that_fails_without_a_failed_test_is_one_failure() {
        let passed = Counts {
            passed: 3,
            failed: 0,
        };
        assert_eq!(passed.after(true), passed);
        assert_eq!(
            passed.after(false),
            Counts {
                passed: 3,
                failed: 1
            }
        );
        assert_eq!(
            Counts {
                passed: 3,
                failed: 2
            }
            .after(false)
            .failed,
            2
        );
    }
}
