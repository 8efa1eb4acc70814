use std::collections::HashMap;

use connect_contract::{AttemptId, AttemptState, LinkAttempt, NetworkId, Problem};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row};

use super::sessions::{from_json, to_json};
use super::{Store, saved};
use crate::auth::Digest;
use crate::clock::Millis;
use crate::error::Error;

/// A row of `attempts`.
#[derive(Clone)]
pub struct AttemptRow {
    pub brand: i64,
    pub id: AttemptId,
    pub session: String,
    pub network: NetworkId,
    pub state: AttemptState,
    /// `None` while nobody could tell.
    pub baseline: Option<Baseline>,
    /// When somebody was sent to Ayrshare with it.
    pub redeemed_at: Option<Millis>,
    pub link_session: Option<String>,
    /// Whether a start page was let in with a ticket or a person's yes, also while Ayrshare is asked for its page.
    pub is_let_in: bool,
    pub created_at: Millis,
    pub expires_at: Millis,
}

/// What was linked when an attempt began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    Nothing,
    Account { id: String, created: Option<String> },
}

impl AttemptRow {
    /// As the contract says it.
    pub fn into_contract(self) -> LinkAttempt {
        LinkAttempt {
            attempt: self.id,
            network: self.network,
            state: self.state,
        }
    }
}

impl Store {
    /// Begins an attempt, in the place of older open ones of this session and network, which come back. `None` if it
    /// was begun before.
    pub async fn insert_attempt(&self, row: &AttemptRow) -> Result<Option<Vec<AttemptId>>, Error> {
        let mut connection = self.write().await?;
        let mut transaction = connection.begin().await?;
        let inserted = sqlx::query(
            "INSERT INTO attempts (brand, id, session, network, state, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6) ON CONFLICT DO NOTHING",
        )
        .bind(row.brand)
        .bind(row.id.as_str())
        .bind(&row.session)
        .bind(row.network.as_str())
        .bind(row.created_at)
        .bind(row.expires_at)
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 0 {
            return Ok(None);
        }
        let older = sqlx::query(
            "UPDATE attempts SET state = 'superseded', ended_at = ?5
             WHERE brand = ?1 AND network = ?2 AND session = ?3 AND state = 'open' AND id <> ?4 RETURNING id",
        )
        .bind(row.brand)
        .bind(row.network.as_str())
        .bind(&row.session)
        .bind(row.id.as_str())
        .bind(row.created_at)
        .fetch_all(&mut *transaction)
        .await?;
        transaction.commit().await?;
        let older = older
            .iter()
            .map(|row| Ok(AttemptId::new(row.try_get::<String, _>("id")?)));
        older.collect::<Result<_, Error>>().map(Some)
    }

    pub async fn attempt(&self, brand: i64, id: &AttemptId) -> Result<Option<AttemptRow>, Error> {
        let row = sqlx::query("SELECT * FROM attempts WHERE brand = ?1 AND id = ?2")
            .bind(brand)
            .bind(id.as_str())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read_attempt).transpose()
    }

    /// The attempts of this id. Ids are random, so it is one; but they are made by callers.
    pub async fn attempts_of_id(&self, id: &str) -> Result<Vec<AttemptRow>, Error> {
        let rows = sqlx::query("SELECT * FROM attempts WHERE id = ?1 LIMIT 4")
            .bind(id)
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(read_attempt).collect()
    }

    /// The attempt of this id, whoever's it is. Ids are made by callers: the first one to use it counts, so that nobody who
    /// sees an id can speak for it.
    pub async fn first_attempt_of_id(&self, id: &str) -> Result<Option<AttemptRow>, Error> {
        let row = sqlx::query("SELECT * FROM attempts WHERE id = ?1 ORDER BY rowid LIMIT 1")
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read_attempt).transpose()
    }

    /// Every open attempt, or those of one brand.
    pub async fn open_attempts(&self, brand: Option<i64>) -> Result<Vec<AttemptRow>, Error> {
        let rows = sqlx::query(
            "SELECT * FROM attempts WHERE state = 'open' AND (?1 IS NULL OR brand = ?1)",
        )
        .bind(brand)
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(read_attempt).collect()
    }

    /// By network, the attempt of a brand with which somebody was sent to Ayrshare and is in time: the last one, where two
    /// sessions link the same network.
    pub async fn attempts_at_ayrshare(
        &self,
        brand: i64,
        now: Millis,
    ) -> Result<HashMap<NetworkId, AttemptId>, Error> {
        let rows = sqlx::query(
            "SELECT network, id FROM attempts
             WHERE brand = ?1 AND state = 'open' AND redeemed_at IS NOT NULL AND expires_at > ?2
             ORDER BY redeemed_at, rowid",
        )
        .bind(brand)
        .bind(now)
        .fetch_all(&self.read)
        .await?;
        let attempts = rows.iter().map(|row| {
            let network = NetworkId::new(row.try_get::<String, _>("network")?);
            Ok((network, AttemptId::new(row.try_get::<String, _>("id")?)))
        });
        attempts.collect()
    }

    /// Notes what was linked when it began, unless that is known.
    pub async fn set_baseline(&self, row: &AttemptRow, baseline: &Baseline) -> Result<(), Error> {
        sqlx::query(
            "UPDATE attempts SET baseline = ?3 WHERE brand = ?1 AND id = ?2 AND baseline IS NULL",
        )
        .bind(row.brand)
        .bind(row.id.as_str())
        .bind(to_json(baseline)?)
        .execute(&mut *self.write().await?)
        .await?;
        Ok(())
    }

    /// Gives it a new ticket; an older one is void from now on.
    pub async fn set_ticket(
        &self,
        row: &AttemptRow,
        ticket: &Digest,
        ends_at: Millis,
    ) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE attempts SET ticket = ?3, ticket_ends_at = ?4, ticket_used_at = NULL WHERE brand = ?1 AND id = ?2 AND state = 'open'",
        )
        .bind(row.brand)
        .bind(row.id.as_str())
        .bind(ticket.as_bytes())
        .bind(ends_at)
        .execute(&mut *self.write().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    pub async fn attempt_of_ticket(&self, ticket: &Digest) -> Result<Option<AttemptRow>, Error> {
        let row = sqlx::query("SELECT * FROM attempts WHERE ticket = ?1")
            .bind(ticket.as_bytes())
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read_attempt).transpose()
    }

    /// Uses a ticket up: true for exactly one of all who try, and for none after a person's yes. (T13)
    pub async fn use_ticket(&self, ticket: &Digest, now: Millis) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE attempts SET ticket_used_at = ?2, let_in_by = 'ticket'
             WHERE ticket = ?1 AND ticket_used_at IS NULL AND ticket_ends_at > ?2 AND state = 'open'
               AND let_in_by IS NOT 'confirmed'",
        )
        .bind(ticket.as_bytes())
        .bind(now)
        .execute(&mut *self.write().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes the use back, because nothing was handed out for it.
    pub async fn release_ticket(&self, ticket: &Digest) -> Result<(), Error> {
        sqlx::query(
            "UPDATE attempts SET ticket_used_at = NULL, let_in_by = NULL WHERE ticket = ?1",
        )
        .bind(ticket.as_bytes())
        .execute(&mut *self.write().await?)
        .await?;
        Ok(())
    }

    /// Somebody is sent to Ayrshare with it.
    pub async fn note_redeemed(
        &self,
        row: &AttemptRow,
        link_session: Option<&str>,
        now: Millis,
        expires_at: Millis,
    ) -> Result<(), Error> {
        sqlx::query("UPDATE attempts SET redeemed_at = ?3, link_session = ?4, expires_at = ?5 WHERE brand = ?1 AND id = ?2")
            .bind(row.brand)
            .bind(row.id.as_str())
            .bind(now)
            .bind(link_session)
            .bind(expires_at)
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }

    /// Ends an attempt; false if something else ended it before. A late success replaces a failure.
    pub async fn finish_attempt(
        &self,
        row: &AttemptRow,
        state: &AttemptState,
        now: Millis,
    ) -> Result<bool, Error> {
        let (name, outcome) = write_state(state)?;
        let done = sqlx::query(
            "UPDATE attempts SET state = ?3, outcome = ?4, ended_at = ?5
             WHERE brand = ?1 AND id = ?2 AND (state = 'open' OR (state = 'failed' AND ?3 = 'linked'))",
        )
        .bind(row.brand)
        .bind(row.id.as_str())
        .bind(name)
        .bind(outcome)
        .bind(now)
        .execute(&mut *self.write_soon().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}

fn write_state(state: &AttemptState) -> Result<(&'static str, Option<String>), Error> {
    Ok(match state {
        AttemptState::Open | AttemptState::Unknown => ("open", None),
        AttemptState::Linked { account } => ("linked", Some(saved::save(account)?)),
        AttemptState::Failed { problem } => ("failed", Some(to_json(problem)?)),
        AttemptState::Stopped => ("stopped", None),
        AttemptState::Superseded => ("superseded", None),
        AttemptState::Expired => ("expired", None),
    })
}

fn read_attempt(row: &SqliteRow) -> Result<AttemptRow, Error> {
    let outcome = row
        .try_get::<Option<String>, _>("outcome")?
        .unwrap_or_default();
    let state = match row.try_get::<String, _>("state")?.as_str() {
        "open" => AttemptState::Open,
        "linked" => AttemptState::Linked {
            account: saved::load(&outcome)?,
        },
        "failed" => AttemptState::Failed {
            problem: from_json::<Problem>(&outcome)?,
        },
        "stopped" => AttemptState::Stopped,
        "superseded" => AttemptState::Superseded,
        _ => AttemptState::Expired,
    };
    Ok(AttemptRow {
        brand: row.try_get("brand")?,
        id: AttemptId::new(row.try_get::<String, _>("id")?),
        session: row.try_get("session")?,
        network: NetworkId::new(row.try_get::<String, _>("network")?),
        state,
        baseline: row
            .try_get::<Option<String>, _>("baseline")?
            .as_deref()
            .map(from_json)
            .transpose()?,
        redeemed_at: row.try_get("redeemed_at")?,
        link_session: row.try_get("link_session")?,
        is_let_in: row.try_get::<Option<&str>, _>("let_in_by")?.is_some(),
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
