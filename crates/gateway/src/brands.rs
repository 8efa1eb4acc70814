//! The host's users and their profiles at Ayrshare: made once, by the first session. (T11)

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use connect_contract::ProblemCode;

use crate::accounts::Slot;
use crate::ayrshare::{Ayrshare, AyrshareError, NewProfile, ProfileClient, ProfileKey};
use crate::clock::{self, MINUTE};
use crate::error::Error;
use crate::store::Store;
use crate::store::brands::BrandRow;
use crate::vault::Vault;

/// Ayrshare's code for a title that is taken.
const TITLE_TAKEN: i64 = 146;

/// One user or brand of the host, with the key of its profile.
#[derive(Clone)]
pub struct Brand {
    pub id: i64,
    /// What the host calls it.
    pub name: String,
    pub ref_id: Option<String>,
    key: ProfileKey,
    /// What this process remembers of it.
    pub slot: Arc<Slot>,
}

impl Brand {
    /// The calls of its profile.
    pub fn profile<'a>(&'a self, ayrshare: &'a Ayrshare) -> ProfileClient<'a> {
        ayrshare.for_profile(&self.key, &self.slot.limits)
    }
}

/// Finds brands, and makes them.
#[derive(Clone)]
pub struct Brands {
    store: Arc<Store>,
    ayrshare: Arc<Ayrshare>,
    vault: Vault,
    slots: Arc<Mutex<HashMap<i64, Arc<Slot>>>>,
}

impl Brands {
    pub fn new(store: Arc<Store>, ayrshare: Arc<Ayrshare>, vault: Vault) -> Self {
        Self {
            store,
            ayrshare,
            vault,
            slots: Arc::default(),
        }
    }

    /// The brand of a session.
    pub async fn get(&self, id: i64) -> Result<Brand, Error> {
        let row = self
            .store
            .find_brand(id)
            .await?
            .ok_or_else(|| Error::internal("a session without a brand"))?;
        self.ready(row)?
            .ok_or_else(|| Error::internal("a session of a brand without a profile"))
    }

    /// The brand of a user of the host; makes its profile if this is the first session.
    pub async fn for_user(
        &self,
        user_id: &str,
        display_name: Option<&str>,
    ) -> Result<Brand, Error> {
        let title = display_name.unwrap_or(user_id);
        let row = self
            .store
            .brand_for_user(user_id, title, clock::now())
            .await?;
        if row.sealed.is_some() {
            if let Some(name) = display_name.filter(|name| *name != row.name) {
                self.store.rename_brand(row.id, name).await?;
            }
            let renamed = BrandRow {
                name: display_name.unwrap_or(&row.name).to_owned(),
                ..row
            };
            return self
                .ready(renamed)?
                .ok_or_else(|| Error::internal("a brand lost its profile"));
        }
        // A task of its own: the key is told once, and must be stored even if the host hangs up meanwhile.
        let (brands, title) = (self.clone(), title.to_owned());
        let making = tokio::spawn(async move { brands.make(row.id, &title).await });
        making
            .await
            .map_err(|_| Error::internal("making a profile was cut off"))?
    }

    async fn make(&self, id: i64, title: &str) -> Result<Brand, Error> {
        let slot = self.slot(id);
        let _turn = slot.making.lock().await;
        // Whoever was first made it while we waited for our turn.
        let row = self
            .store
            .find_brand(id)
            .await?
            .ok_or_else(|| Error::internal("a brand row vanished"))?;
        if row.sealed.is_some() {
            return self
                .ready(row)?
                .ok_or_else(|| Error::internal("a brand lost its profile"));
        }
        if row.title != title {
            self.store.retitle_brand(id, title).await?;
        }
        let profile = self.make_profile(&row, title).await?;
        self.store
            .finish_brand(
                &row,
                profile.ref_id.as_deref(),
                profile.key.secret(),
                &self.vault,
            )
            .await?;
        tracing::info!(brand = id, "made a profile at Ayrshare");
        self.get(id).await
    }

    async fn make_profile(&self, row: &BrandRow, title: &str) -> Result<NewProfile, Error> {
        // Only a call about the same title may have left a profile of that title behind.
        let lost_since = row.asked_at.filter(|_| row.title == title);
        if lost_since.is_none() {
            self.store
                .note_profile_asked(row.id, Some(clock::now()))
                .await?;
        }
        let mut answer = self.ayrshare.create_profile(title).await;
        if let (Err(error), Some(asked_at)) = (&answer, lost_since)
            && error.code() == Some(TITLE_TAKEN)
            && self.remove_lost_profile(title, asked_at).await?
        {
            answer = self.ayrshare.create_profile(title).await;
        }
        match answer {
            Ok(profile) => Ok(profile),
            Err(error) => {
                // A refusal made nothing. Anything else may have.
                if matches!(
                    error,
                    AyrshareError::Refused { .. } | AyrshareError::RateLimited { .. }
                ) && lost_since.is_none()
                {
                    self.store.note_profile_asked(row.id, None).await?;
                }
                Err(taken_or(error))
            }
        }
    }

    /// Removes the profile that an earlier call made whose answer, and with it the key, never arrived. Only if it is
    /// young enough to be that one and nobody has linked anything to it.
    async fn remove_lost_profile(
        &self,
        title: &str,
        asked_at: clock::Millis,
    ) -> Result<bool, Error> {
        let Some(found) = self.ayrshare.find_profile(title).await? else {
            return Ok(false);
        };
        let is_ours = found
            .created_at
            .is_some_and(|created| created >= asked_at - MINUTE);
        if !is_ours || found.has_accounts {
            return Ok(false);
        }
        tracing::warn!("a profile was made whose key never arrived: making it anew");
        self.ayrshare.delete_lost_profile(title).await?;
        Ok(true)
    }

    fn ready(&self, row: BrandRow) -> Result<Option<Brand>, Error> {
        let Some(sealed) = &row.sealed else {
            return Ok(None);
        };
        let key = ProfileKey::new(self.vault.open(&row.user_id, sealed)?);
        Ok(Some(Brand {
            id: row.id,
            name: row.name,
            ref_id: row.ref_id,
            key,
            slot: self.slot(row.id),
        }))
    }

    fn slot(&self, id: i64) -> Arc<Slot> {
        Arc::clone(
            self.slots
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(id)
                .or_default(),
        )
    }
}

/// The title is somebody else's: never renamed in silence.
fn taken_or(error: AyrshareError) -> Error {
    let is_taken = error.code() == Some(TITLE_TAKEN);
    let error = Error::from(error);
    if is_taken {
        Error {
            code: ProblemCode::DuplicatedBrand,
            ..error
        }
    } else {
        error
    }
}
