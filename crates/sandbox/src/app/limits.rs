use std::collections::HashMap;

use crate::clock::Millis;

/// Length of one window.
const WINDOW: Millis = 5 * 60 * 1000;
/// Length of the window in which refusals are counted.
const DAY: Millis = 24 * 60 * 60 * 1000;
/// Refusals in a day that suspend a profile.
const REFUSALS_THAT_SUSPEND: u32 = 1_000;
/// Profile deletions in one second.
const DELETIONS_PER_SECOND: u32 = 8;

/// Counts the calls of each profile.
#[derive(Debug)]
pub struct Limits {
    /// Calls in one window.
    pub max: u32,
    calls: HashMap<String, Count>,
    refusals: HashMap<String, Count>,
    deletions: Count,
}

#[derive(Debug, Default)]
struct Count {
    since: Millis,
    count: u32,
}

impl Count {
    fn add(&mut self, now: Millis, window: Millis) -> u32 {
        if now - self.since >= window {
            *self = Self {
                since: now,
                count: 0,
            };
        }
        self.count = self.count.saturating_add(1);
        self.count
    }
}

/// What the limit says to one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on; this many calls came in this window.
    Within(u32),
    /// 429.
    Over {
        /// Calls in this window.
        count: u32,
        /// The thousandth refusal in a day suspends the profile.
        suspends: bool,
    },
}

impl Limits {
    /// Nobody has called yet.
    pub fn new(max: u32) -> Self {
        Self {
            max,
            calls: HashMap::new(),
            refusals: HashMap::new(),
            deletions: Count::default(),
        }
    }

    /// Counts a call of a profile.
    pub fn count(&mut self, ref_id: &str, now: Millis) -> Verdict {
        let count = self
            .calls
            .entry(ref_id.to_owned())
            .or_default()
            .add(now, WINDOW);
        if count <= self.max {
            return Verdict::Within(count);
        }
        let refusals = self
            .refusals
            .entry(ref_id.to_owned())
            .or_default()
            .add(now, DAY);
        Verdict::Over {
            count,
            suspends: refusals >= REFUSALS_THAT_SUSPEND,
        }
    }

    /// Counts a deletion; false when there were too many in this second.
    pub fn may_delete(&mut self, now: Millis) -> bool {
        self.deletions.add(now, 1_000) <= DELETIONS_PER_SECOND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_window_starts_from_one() {
        let mut limits = Limits::new(2);
        assert_eq!(limits.count("a", 0), Verdict::Within(1));
        assert_eq!(limits.count("a", 1), Verdict::Within(2));
        assert_eq!(
            limits.count("a", 2),
            Verdict::Over {
                count: 3,
                suspends: false
            }
        );
        assert_eq!(limits.count("b", 2), Verdict::Within(1));
        assert_eq!(limits.count("a", WINDOW), Verdict::Within(1));
    }

    #[test]
    fn a_thousand_refusals_suspend() {
        let mut limits = Limits::new(0);
        let last = (0..1_000).map(|_| limits.count("a", 5)).last();
        assert_eq!(
            last,
            Some(Verdict::Over {
                count: 1_000,
                suspends: true
            })
        );
    }
}
