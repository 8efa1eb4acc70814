//! What was last seen on each network, and what Ayrshare said it dropped.

use std::collections::HashMap;

use connect_contract::{Account, NetworkId};
use sqlx::Row;

use super::{Store, saved};
use crate::clock::Millis;
use crate::error::Error;

/// A row of `known`.
pub struct Known {
    /// As it was last seen.
    pub account: Option<Account>,
    /// When Ayrshare said that it dropped it by itself.
    pub dropped_at: Option<Millis>,
}

impl Store {
    pub async fn known(&self, brand: i64) -> Result<HashMap<NetworkId, Known>, Error> {
        let rows = sqlx::query("SELECT network, account, dropped_at FROM known WHERE brand = ?1")
            .bind(brand)
            .fetch_all(&self.read)
            .await?;
        rows.into_iter()
            .map(|row| {
                let account = row.try_get::<Option<String>, _>("account")?;
                let known = Known {
                    account: account.as_deref().map(saved::load).transpose()?,
                    dropped_at: row.try_get("dropped_at")?,
                };
                Ok((NetworkId::new(row.try_get::<String, _>("network")?), known))
            })
            .collect()
    }

    /// An account is linked, whatever was said before.
    pub async fn remember_account(
        &self,
        brand: i64,
        network: &NetworkId,
        account: &Account,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO known (brand, network, account) VALUES (?1, ?2, ?3)
             ON CONFLICT (brand, network) DO UPDATE SET account = excluded.account, dropped_at = NULL",
        )
        .bind(brand)
        .bind(network.as_str())
        .bind(saved::save(account)?)
        .execute(&self.write)
        .await?;
        Ok(())
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
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// A person unlinked it: there is nothing to come back to.
    pub async fn forget_account(&self, brand: i64, network: &NetworkId) -> Result<(), Error> {
        sqlx::query("DELETE FROM known WHERE brand = ?1 AND network = ?2")
            .bind(brand)
            .bind(network.as_str())
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
