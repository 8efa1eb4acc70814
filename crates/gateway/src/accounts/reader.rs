use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use connect_contract::{AccountId, LiveEvent, NetworkId, ProblemCode};

use super::{Arrival, Circumstances, Priority, Snapshot};
use crate::ayrshare::{Ayrshare, AyrshareError, LinkedAccount};
use crate::brands::Brand;
use crate::clock;
use crate::error::Error;
use crate::live::Live;
use crate::store::Store;

/// Reads what is linked, remembers it, and publishes what changed.
pub struct Accounts {
    store: Arc<Store>,
    ayrshare: Arc<Ayrshare>,
    live: Arc<Live>,
}

impl Accounts {
    pub fn new(store: Arc<Store>, ayrshare: Arc<Ayrshare>, live: Arc<Live>) -> Self {
        Self {
            store,
            ayrshare,
            live,
        }
    }

    /// What is linked, as Ayrshare said no longer than `max_age` ago. However many ask, one call is under way.
    pub async fn read(&self, brand: &Brand, max_age: Duration) -> Result<Arc<Snapshot>, Error> {
        let now = Instant::now();
        let since = now.checked_sub(max_age).unwrap_or(now);
        self.read_since(brand, Priority::Routine, since).await
    }

    /// What is linked now: Ayrshare is asked after this was called, though at a measured pace.
    pub async fn read_now(&self, brand: &Brand) -> Result<Arc<Snapshot>, Error> {
        self.read_since(brand, Priority::Routine, Instant::now())
            .await
    }

    /// What is linked, as Ayrshare said in answer to a call made after `since`.
    pub async fn read_since(
        &self,
        brand: &Brand,
        priority: Priority,
        since: Instant,
    ) -> Result<Arc<Snapshot>, Error> {
        self.read_until(brand, priority, |snapshot| snapshot.asked_at >= since)
            .await
    }

    /// The last answer if it is `enough`, else one that Ayrshare gives now. However many wait, one call is under way, and
    /// whoever waited for it looks at its answer first.
    pub async fn read_until(
        &self,
        brand: &Brand,
        priority: Priority,
        enough: impl Fn(&Snapshot) -> bool,
    ) -> Result<Arc<Snapshot>, Error> {
        let begun = Instant::now();
        loop {
            if let Some(snapshot) = brand.slot.last_answer(&enough) {
                return Ok(snapshot);
            }
            let turn = brand.slot.flight.lock().await;
            if let Some(snapshot) = brand.slot.last_answer(&enough) {
                return Ok(snapshot);
            }
            if let Some(error) = brand.slot.failure(begun) {
                return Err(error);
            }
            let wait = brand.slot.wait(priority);
            if wait.is_zero() {
                let answer = self.ask(brand).await;
                if let Err(error) = &answer {
                    brand.slot.store_failure(error.clone());
                }
                return answer;
            }
            // Whoever may ask sooner goes first, and its answer is for all.
            let answered = brand.slot.answered.notified();
            drop(turn);
            let _ = tokio::time::timeout(wait, answered).await;
        }
    }

    /// Unlinks `network` unless something else than `account` is linked there. Whether there was anything to unlink.
    ///
    /// No reading of the list is under way meanwhile: an answer from before would bring the account back.
    pub async fn unlink(&self, brand: &Brand, network: &NetworkId) -> Result<(), Error> {
        let _turn = brand.slot.flight.lock().await;
        match brand.profile(&self.ayrshare).unlink(network.as_str()).await {
            Ok(()) => {}
            Err(error) => {
                // It may have happened all the same.
                brand.slot.expire();
                return Err(error.into());
            }
        }
        brand.slot.remove(network);
        self.store.forget_account(brand.id, network).await?;
        self.live.publish(
            brand.id,
            LiveEvent::Account {
                network: network.clone(),
            },
        );
        Ok(())
    }

    /// A person keeps an account that was linked outside. Ayrshare is not asked: if something else is linked there by now,
    /// the next reading finds and marks it.
    pub async fn keep(
        &self,
        brand: i64,
        network: &NetworkId,
        account: &AccountId,
    ) -> Result<(), Error> {
        if self.store.keep_account(brand, network, account).await? {
            let network = network.clone();
            self.live.publish(brand, LiveEvent::Account { network });
            return Ok(());
        }
        // There may have been no mark, or it was taken away before.
        let known = self.store.known(brand).await?;
        let account_now = known.get(network).and_then(|known| known.account.as_ref());
        if account_now.is_some_and(|now| now.id == *account) {
            Ok(())
        } else {
            Err(ProblemCode::AccountChanged.into())
        }
    }

    async fn ask(&self, brand: &Brand) -> Result<Arc<Snapshot>, Error> {
        let (asked_at, as_of) = (Instant::now(), clock::now());
        brand.slot.note_asked(asked_at);
        let user = brand.profile(&self.ayrshare).user().await?;
        if brand.ref_id.is_some() && user.ref_id.is_some() && brand.ref_id != user.ref_id {
            return Err(AyrshareError::Malformed("it describes another profile").into());
        }
        if user.suspended {
            return Err(AyrshareError::Refused {
                status: 200,
                code: None,
            }
            .into());
        }
        let snapshot = Arc::new(Snapshot {
            asked_at,
            as_of,
            accounts: user.accounts,
        });
        let mut news: BTreeSet<NetworkId> =
            self.remember(brand, &snapshot).await?.into_iter().collect();
        if let Some(before) = brand.slot.store(Arc::clone(&snapshot)) {
            news.extend(changes(&before, &snapshot));
        }
        for network in news {
            self.live.publish(brand.id, LiveEvent::Account { network });
        }
        Ok(snapshot)
    }

    /// Writes down what is new; those networks come back whose account was linked outside. Most readings are of what is
    /// known, and write nothing.
    async fn remember(&self, brand: &Brand, snapshot: &Snapshot) -> Result<Vec<NetworkId>, Error> {
        let Snapshot {
            accounts, as_of, ..
        } = snapshot;
        let known = self.store.known(brand.id).await?;
        // What is settled is so whoever was sent there.
        let at = Circumstances {
            is_first_reading: false,
            was_sent: false,
            as_of: *as_of,
        };
        let is_settled = |(network, linked): (&NetworkId, &LinkedAccount)| {
            Arrival::of(&linked.account, known.get(network), &at) == Arrival::Settled
        };
        if self.store.was_read(brand.id).await? && accounts.iter().all(is_settled) {
            return Ok(Vec::new());
        }
        self.store
            .remember_reading(brand.id, accounts, *as_of)
            .await
    }
}

fn changes(before: &Snapshot, after: &Snapshot) -> Vec<NetworkId> {
    let differs =
        |network: &&NetworkId| before.accounts.get(*network) != after.accounts.get(*network);
    let gone = before
        .accounts
        .keys()
        .filter(|network| !after.accounts.contains_key(*network));
    after
        .accounts
        .keys()
        .chain(gone)
        .filter(differs)
        .cloned()
        .collect()
}
