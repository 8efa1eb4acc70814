//! From what is linked to where each card stands.

use std::collections::HashMap;

use connect_contract::{
    AttemptId, NetworkId, NetworkStanding, OffReason, RelinkReason, Standing, well_known_networks,
};

use super::Snapshot;
use crate::ayrshare::LinkedAccount;
use crate::error::Error;
use crate::sessions::Session;
use crate::state::App;
use crate::store::known::Known;

/// Ayrshare warns 15 days ahead.
const RENEW_DAYS: i64 = 15;

/// Where the networks of one brand stand, as one session may see them.
pub struct Standings<'a> {
    snapshot: &'a Snapshot,
    known: HashMap<NetworkId, Known>,
    networks_off: &'a [NetworkId],
    session: &'a Session,
}

/// Reads what else decides, besides the snapshot.
pub async fn standings<'a>(
    app: &'a App,
    session: &'a Session,
    snapshot: &'a Snapshot,
) -> Result<Standings<'a>, Error> {
    let known = app.store.known(session.brand).await?;
    Ok(Standings {
        snapshot,
        known,
        networks_off: &app.settings.networks_off,
        session,
    })
}

impl Standings<'_> {
    /// Of one network; `None` for one that nobody knows.
    pub fn of(&self, network: &NetworkId) -> Option<Standing> {
        let linked = self.snapshot.accounts.get(network);
        if network.well_known().is_none() && linked.is_none() {
            return None;
        }
        if !self.session.covers(network) {
            return Some(Standing::Off {
                reason: OffReason::Session,
            });
        }
        // A network that was switched off later still shows what is linked there, so that it can be unlinked.
        let is_off = self.networks_off.contains(network);
        Some(match (linked, is_off) {
            (Some(linked), _) => linked_standing(linked),
            (None, true) => Standing::Off {
                reason: OffReason::Brand,
            },
            (None, false) => self.unlinked_standing(network),
        })
    }

    /// Of every network that can be shown: the thirteen in their order, then those that we do not know. `open` are the
    /// attempts that a page may take up.
    pub fn all(&self, mut open: HashMap<NetworkId, AttemptId>) -> Vec<NetworkStanding> {
        let well_known = well_known_networks()
            .iter()
            .map(|network| NetworkId::new(network.id));
        let others = self
            .snapshot
            .accounts
            .keys()
            .filter(|network| network.well_known().is_none())
            .cloned();
        well_known
            .chain(others)
            .filter_map(|network| {
                let standing = self.of(&network)?;
                Some(NetworkStanding {
                    name: network.display_name().to_owned(),
                    standing,
                    guide_url: network.well_known().map(|known| known.guide_url()),
                    open_attempt: open
                        .remove(&network)
                        .filter(|_| self.session.covers(&network)),
                    linked_outside: self.is_linked_outside(&network),
                    network,
                })
            })
            .collect()
    }

    fn is_linked_outside(&self, network: &NetworkId) -> bool {
        let linked = self.snapshot.accounts.get(network);
        let mark = self
            .known
            .get(network)
            .and_then(|known| known.outside.as_ref());
        let is_marked = linked.is_some_and(|linked| mark == Some(&linked.account.id));
        is_marked && self.session.covers(network)
    }

    fn unlinked_standing(&self, network: &NetworkId) -> Standing {
        match self.known.get(network) {
            Some(Known {
                account,
                dropped_at: Some(_),
                ..
            }) => Standing::RelinkNeeded {
                account: account.clone(),
                reason: RelinkReason::Dropped,
            },
            _ => Standing::Unlinked,
        }
    }
}

fn linked_standing(linked: &LinkedAccount) -> Standing {
    let account = linked.account.clone();
    match linked.days_left {
        Some(days) if days < 0 => Standing::RelinkNeeded {
            account: Some(account),
            reason: RelinkReason::Expired,
        },
        Some(days) if days <= RENEW_DAYS => Standing::RenewSoon {
            account,
            days: u32::try_from(days).unwrap_or(0),
        },
        _ => Standing::Linked { account },
    }
}
