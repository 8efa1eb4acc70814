//! What was last seen on each network, and what Ayrshare said it dropped.

use std::collections::HashMap;

use connect_contract::{Account, AccountId, NetworkId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Store, saved};
use crate::clock::Millis;
use crate::error::Error;

/// A row of `known`.
pub struct Known {
    /// As it was last seen.
    pub account: Option<Account>,
    /// When Ayrshare said that it dropped it by itself.
    pub dropped_at: Option<Millis>,
    /// The account, if nobody linked it with this product and no person has decided about it. (T12)
    pub outside: Option<AccountId>,
}

pub(super) const ALL_OF_BRAND: &str = "SELECT * FROM known WHERE brand = ?1";

pub(super) fn read_known(row: &SqliteRow) -> Result<(NetworkId, Known), Error> {
    let account = row.try_get::<Option<String>, _>("account")?;
    let known = Known {
        account: account.as_deref().map(saved::load).transpose()?,
        dropped_at: row.try_get("dropped_at")?,
        outside: row.try_get::<Option<String>, _>("outside")?.map(AccountId),
    };
    Ok((NetworkId::new(row.try_get::<String, _>("network")?), known))
}

impl Store {
    pub async fn known(&self, brand: i64) -> Result<HashMap<NetworkId, Known>, Error> {
        let rows = sqlx::query(ALL_OF_BRAND)
            .bind(brand)
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(read_known).collect()
    }

    /// A person keeps this account. Whether there was a mark to take away.
    pub async fn keep_account(
        &self,
        brand: i64,
        network: &NetworkId,
        account: &AccountId,
    ) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE known SET outside = NULL WHERE brand = ?1 AND network = ?2 AND outside = ?3",
        )
        .bind(brand)
        .bind(network.as_str())
        .bind(&account.0)
        .execute(&mut *self.write().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ayrshare dropped it by itself.
    pub async fn remember_drop(
        &self,
        brand: i64,
        network: &NetworkId,
        now: Millis,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO known (brand, network, dropped_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (brand, network) DO UPDATE SET dropped_at = excluded.dropped_at",
        )
        .bind(brand)
        .bind(network.as_str())
        .bind(now)
        .execute(&mut *self.write().await?)
        .await?;
        Ok(())
    }

    /// A person unlinked it: there is nothing to come back to.
    pub async fn forget_account(&self, brand: i64, network: &NetworkId) -> Result<(), Error> {
        sqlx::query("DELETE FROM known WHERE brand = ?1 AND network = ?2")
            .bind(brand)
            .bind(network.as_str())
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }
}
