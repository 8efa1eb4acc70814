use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use connect_contract::NetworkId;

use crate::ayrshare::{LinkedAccount, ProfileLimits};
use crate::clock::Millis;
use crate::error::Error;

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
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    snapshot: Option<Arc<Snapshot>>,
    /// An unlink made the snapshot's age meaningless.
    is_stale: bool,
    failure: Option<(Instant, Error)>,
    /// When Ayrshare was last asked, whatever came of it.
    asked_at: Option<Instant>,
}

impl Slot {
    /// The last answer, if Ayrshare was asked for it since `since`.
    pub(super) fn fresh(&self, since: Instant) -> Option<Arc<Snapshot>> {
        let last = self.last();
        last.snapshot
            .clone()
            .filter(|snapshot| !last.is_stale && snapshot.asked_at >= since)
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
        self.last().asked_at = Some(now);
    }

    /// How long until Ayrshare may be asked again, at a pace of one call in `gap`.
    pub(super) fn wait_for(&self, gap: Duration) -> Duration {
        self.last()
            .asked_at
            .map_or(Duration::ZERO, |asked| gap.saturating_sub(asked.elapsed()))
    }

    /// Stores an answer; the one before it comes back.
    pub(super) fn store(&self, snapshot: Arc<Snapshot>) -> Option<Arc<Snapshot>> {
        let mut last = self.last();
        last.is_stale = false;
        last.failure = None;
        last.snapshot.replace(snapshot)
    }

    pub(super) fn store_failure(&self, error: Error) {
        self.last().failure = Some((Instant::now(), error));
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
