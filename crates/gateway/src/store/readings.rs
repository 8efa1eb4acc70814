//! What a reading of Ayrshare's list leaves behind.

use std::collections::{BTreeMap, HashMap, HashSet};

use connect_contract::{Account, AccountId, NetworkId};
use sqlx::{Connection, Row, SqliteConnection};

use super::known::{ALL_OF_BRAND, read_known};
use super::{Store, saved};
use crate::accounts::{Arrival, Circumstances, FINISHES_LATE};
use crate::ayrshare::LinkedAccount;
use crate::clock::Millis;
use crate::error::Error;

impl Store {
    /// Whether there was a reading for this brand before.
    pub async fn was_read(&self, brand: i64) -> Result<bool, Error> {
        let row = sqlx::query("SELECT first_read_at FROM brands WHERE id = ?1")
            .bind(brand)
            .fetch_one(&self.read)
            .await?;
        Ok(row.try_get::<Option<Millis>, _>("first_read_at")?.is_some())
    }

    /// Writes down what a reading found, and marks what was linked outside, which comes back.
    ///
    /// One transaction of the only writer: of two readings at once the second sees what the first one wrote, and whether
    /// a person kept it meanwhile.
    pub async fn remember_reading(
        &self,
        brand: i64,
        found: &BTreeMap<NetworkId, LinkedAccount>,
        as_of: Millis,
    ) -> Result<Vec<NetworkId>, Error> {
        let mut connection = self.write_soon().await?;
        let mut transaction = connection.begin().await?;
        let first = sqlx::query(
            "UPDATE brands SET first_read_at = ?2 WHERE id = ?1 AND first_read_at IS NULL",
        )
        .bind(brand)
        .bind(as_of)
        .execute(&mut *transaction)
        .await?;
        let known = sqlx::query(ALL_OF_BRAND)
            .bind(brand)
            .fetch_all(&mut *transaction)
            .await?;
        let known: HashMap<_, _> = known.iter().map(read_known).collect::<Result<_, _>>()?;
        let sent = networks_sent(&mut transaction, brand, as_of - FINISHES_LATE).await?;
        let mut marked = Vec::new();
        for (network, LinkedAccount { account, .. }) in found {
            let circumstances = Circumstances {
                is_first_reading: first.rows_affected() > 0,
                was_sent: sent.contains(network),
                as_of,
            };
            let known = known.get(network);
            let outside = match Arrival::of(account, known, &circumstances) {
                Arrival::Settled => continue,
                // The mark follows its account where Ayrshare names it anew.
                Arrival::Again => known
                    .and_then(|known| known.outside.as_ref())
                    .map(|_| &account.id),
                Arrival::Ours => None,
                Arrival::Outside => {
                    marked.push(network.clone());
                    Some(&account.id)
                }
            };
            remember(&mut transaction, brand, network, account, outside).await?;
        }
        transaction.commit().await?;
        Ok(marked)
    }
}

/// The networks for which somebody of this brand was sent to Ayrshare and may still be there, or was until `since`.
async fn networks_sent(
    connection: &mut SqliteConnection,
    brand: i64,
    since: Millis,
) -> Result<HashSet<NetworkId>, Error> {
    let rows = sqlx::query(
        "SELECT DISTINCT network FROM attempts WHERE brand = ?1 AND redeemed_at IS NOT NULL
         AND (state = 'open' OR COALESCE(ended_at, expires_at) > ?2)",
    )
    .bind(brand)
    .bind(since)
    .fetch_all(connection)
    .await?;
    let networks = rows
        .iter()
        .map(|row| Ok(NetworkId::new(row.try_get::<String, _>("network")?)));
    networks.collect()
}

async fn remember(
    connection: &mut SqliteConnection,
    brand: i64,
    network: &NetworkId,
    account: &Account,
    outside: Option<&AccountId>,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO known (brand, network, account, outside) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (brand, network) DO UPDATE
         SET account = excluded.account, outside = excluded.outside, dropped_at = NULL",
    )
    .bind(brand)
    .bind(network.as_str())
    .bind(saved::save(account)?)
    .bind(outside.map(|id| id.0.as_str()))
    .execute(connection)
    .await?;
    Ok(())
}
