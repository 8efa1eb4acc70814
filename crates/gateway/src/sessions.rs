//! Sessions: what a caller may do, for whom, and for how long.

use std::sync::Arc;

use connect_contract::{Action, NetworkId, ProblemCode, SessionScope};
use tokio::sync::broadcast;

use crate::auth::Origin;
use crate::clock::{self, HOUR, Millis, SECOND};
use crate::error::Error;
use crate::store::Store;

/// The longest life of a session, however much it is used.
pub const LONGEST: Millis = 8 * HOUR;

/// One session, as it stands in the database.
#[derive(Clone)]
pub struct Session {
    pub id: String,
    pub brand: i64,
    /// `None`: every network.
    pub networks: Option<Vec<NetworkId>>,
    pub actions: Vec<Action>,
    pub origins: Vec<String>,
    pub ttl: Millis,
    pub expires_at: Millis,
    /// The absolute end.
    pub ends_at: Millis,
}

impl Session {
    /// Whether a page of this origin may carry it.
    pub fn allows_origin(&self, origin: &Origin) -> bool {
        self.origins
            .iter()
            .any(|allowed| allowed == origin.as_str())
    }

    /// Whether it was minted with this network.
    pub fn covers(&self, network: &NetworkId) -> bool {
        self.networks
            .as_ref()
            .is_none_or(|networks| networks.contains(network))
    }

    /// Refuses what it was minted without.
    pub fn require(&self, action: Action) -> Result<(), Error> {
        if self.actions.contains(&action) {
            Ok(())
        } else {
            Err(ProblemCode::ScopeDenied.into())
        }
    }

    /// As the portal is told.
    pub fn scope(&self) -> SessionScope {
        SessionScope {
            actions: self.actions.clone(),
            expires_at: clock::format(self.expires_at),
        }
    }
}

/// Prolongs sessions that are used and tells streams of those that were ended.
pub struct Sessions {
    store: Arc<Store>,
    ended: broadcast::Sender<Arc<str>>,
}

impl Sessions {
    pub fn new(store: Arc<Store>) -> Self {
        Self {
            store,
            ended: broadcast::Sender::new(64),
        }
    }

    /// Prolongs a session that is being used.
    pub async fn used(&self, mut session: Session) -> Result<Session, Error> {
        let until = (clock::now() + session.ttl).min(session.ends_at);
        // Not at each call: a write for each read would be the most expensive part of it.
        if until - session.expires_at > (session.ttl / 20).max(SECOND) {
            self.store.prolong_session(&session.id, until).await?;
            session.expires_at = until;
        }
        Ok(session)
    }

    /// Ends one at once, its streams included.
    pub async fn end(&self, id: &str) -> Result<(), Error> {
        if !self.store.revoke_session(id, clock::now()).await? {
            return Err(ProblemCode::NotFound.into());
        }
        // Nobody listening is fine.
        let _ = self.ended.send(Arc::from(id));
        Ok(())
    }

    /// The ids of sessions that are ended from now on.
    pub fn endings(&self) -> broadcast::Receiver<Arc<str>> {
        self.ended.subscribe()
    }
}
