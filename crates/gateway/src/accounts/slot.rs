use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use connect_contract::NetworkId;

use crate::ayrshare::{LinkedAccount, ProfileLimits};
use crate::clock::Millis;
use crate::error::Error;

/// A storm of readers is slowed down to so many calls in [`BURST_TIME`].
const BURST: usize = 4;
const BURST_TIME: Duration = Duration::from_millis(1_200);

/// Why Ayrshare is to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A page wants to show what is linked, or it is time to look again.
    Routine,
    /// A signal says that an account was just saved. One call of a burst is kept for it, whatever was read just before: a
    /// person looks at the card.
    News,
}

/// What Ayrshare said was linked, at one moment.
pub struct Snapshot {
    /// When Ayrshare was asked: what happened later may be missing.
    pub asked_at: Instant,
    /// The same on the wall clock.
    pub as_of: Millis,
    pub accounts: BTreeMap<NetworkId, LinkedAccount>,
}

/// What this process remembers of one brand. Gone after a restart, and nothing is lost by that.
#[derive(Default)]
pub struct Slot {
    pub limits: Arc<ProfileLimits>,
    /// Held while its profile is made.
    pub making: tokio::sync::Mutex<()>,
    /// Held by the one call that reads or changes what is linked.
    pub(super) flight: tokio::sync::Mutex<()>,
    /// Rung at each answer, for those who wait until they may ask themselves.
    pub(super) answered: tokio::sync::Notify,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    snapshot: Option<Arc<Snapshot>>,
    /// An unlink made the snapshot's age meaningless.
    is_stale: bool,
    failure: Option<(Instant, Error)>,
    /// When Ayrshare was asked the last few times, oldest first, whatever came of it.
    asked: VecDeque<Instant>,
}

impl Slot {
    /// The last answer, if nothing has happened since that it does not know of, and if it is `enough`.
    pub(super) fn last_answer(&self, enough: impl Fn(&Snapshot) -> bool) -> Option<Arc<Snapshot>> {
        let last = self.last();
        last.snapshot
            .clone()
            .filter(|snapshot| !last.is_stale && enough(snapshot))
    }

    /// The last answer that is younger than `age`, whatever came after it.
    pub fn younger_than(&self, age: Duration) -> Option<Arc<Snapshot>> {
        self.last()
            .snapshot
            .clone()
            .filter(|snapshot| snapshot.asked_at.elapsed() < age)
    }

    /// The failure of a call that ended since `since`: those who waited for it share it.
    pub(super) fn failure(&self, since: Instant) -> Option<Error> {
        self.last()
            .failure
            .clone()
            .filter(|(ended, _)| *ended >= since)
            .map(|(_, error)| error)
    }

    /// Ayrshare is being asked now.
    pub(super) fn note_asked(&self, now: Instant) {
        let mut last = self.last();
        if last.asked.len() == BURST {
            last.asked.pop_front();
        }
        last.asked.push_back(now);
    }

    /// How long until Ayrshare may be asked again: no more than [`BURST`] calls in [`BURST_TIME`].
    pub(super) fn wait(&self, priority: Priority) -> Duration {
        let most = match priority {
            Priority::News => BURST,
            Priority::Routine => BURST - 1,
        };
        let last = self.last();
        last.asked
            .iter()
            .nth_back(most - 1)
            .map_or(Duration::ZERO, |first| {
                BURST_TIME.saturating_sub(first.elapsed())
            })
    }

    /// Stores an answer; the one before it comes back.
    pub(super) fn store(&self, snapshot: Arc<Snapshot>) -> Option<Arc<Snapshot>> {
        let mut last = self.last();
        last.is_stale = false;
        last.failure = None;
        self.answered.notify_waiters();
        last.snapshot.replace(snapshot)
    }

    pub(super) fn store_failure(&self, error: Error) {
        self.last().failure = Some((Instant::now(), error));
        self.answered.notify_waiters();
    }

    /// A network was unlinked: the next reader has to ask, and will not see the change as news.
    pub(super) fn remove(&self, network: &NetworkId) {
        let mut last = self.last();
        last.is_stale = true;
        last.snapshot = last.snapshot.take().map(|old| {
            let mut accounts = old.accounts.clone();
            accounts.remove(network);
            Arc::new(Snapshot { accounts, ..*old })
        });
    }

    /// The next reader has to ask.
    pub(super) fn expire(&self) {
        self.last().is_stale = true;
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t27_a_few_calls_in_a_row_need_not_wait_and_a_storm_has_to() {
        let slot = Slot::default();
        let now = Instant::now();
        for _ in 0..BURST {
            assert_eq!(slot.wait(Priority::News), Duration::ZERO);
            slot.note_asked(now);
        }
        let wait = slot.wait(Priority::News);
        assert!(wait > BURST_TIME / 2 && wait <= BURST_TIME, "{wait:?}");
        slot.note_asked(now);
        slot.note_asked(now);
        assert_eq!(slot.last().asked.len(), BURST);
    }

    #[test]
    fn news_need_not_wait_for_what_was_read_just_before() {
        let slot = Slot::default();
        let mut routine = 0;
        while slot.wait(Priority::Routine).is_zero() {
            slot.note_asked(Instant::now());
            routine += 1;
        }
        assert_eq!(routine, BURST - 1);
        assert_eq!(slot.wait(Priority::News), Duration::ZERO);
        slot.note_asked(Instant::now());
        assert!(slot.wait(Priority::News) > Duration::ZERO);
    }
}
