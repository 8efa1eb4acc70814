use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row};

use super::Store;
use crate::auth::{Digest, TokenKind};
use crate::clock::Millis;
use crate::error::Error;
use crate::sessions::Session;

/// What a token led to.
pub enum Lookup {
    Live(Box<Session>),
    /// It ended by time.
    Expired,
    /// It was never there, or was ended.
    Missing,
}

impl Store {
    /// Stores a session with what carries it.
    pub async fn insert_session(
        &self,
        session: &Session,
        bearer: &Digest,
        code: &Digest,
        now: Millis,
        code_ends: Millis,
    ) -> Result<(), Error> {
        let mut connection = self.write().await?;
        let mut transaction = connection.begin().await?;
        sqlx::query(
            "INSERT INTO sessions (id, brand, networks, actions, origins, ttl, created_at, expires_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .bind(&session.id)
        .bind(session.brand)
        .bind(session.networks.as_ref().map(to_json).transpose()?)
        .bind(to_json(&session.actions)?)
        .bind(to_json(&session.origins)?)
        .bind(session.ttl)
        .bind(now)
        .bind(session.expires_at)
        .bind(session.ends_at)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("INSERT INTO tokens (digest, kind, session) VALUES (?1, ?2, ?3)")
            .bind(bearer.as_bytes())
            .bind(TokenKind::Bearer.name())
            .bind(&session.id)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO codes (digest, session, expires_at) VALUES (?1, ?2, ?3)")
            .bind(code.as_bytes())
            .bind(&session.id)
            .bind(code_ends)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Finds the session that a token carries.
    pub async fn session_by_token(
        &self,
        kind: TokenKind,
        digest: &Digest,
        now: Millis,
    ) -> Result<Lookup, Error> {
        let row = sqlx::query("SELECT s.* FROM tokens t JOIN sessions s ON s.id = t.session WHERE t.digest = ?1 AND t.kind = ?2")
            .bind(digest.as_bytes())
            .bind(kind.name())
            .fetch_optional(&self.read)
            .await?;
        read_lookup(row, now)
    }

    /// Finds a session by its name.
    pub async fn session_by_id(&self, id: &str, now: Millis) -> Result<Lookup, Error> {
        let row = sqlx::query("SELECT * FROM sessions WHERE id = ?1")
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        read_lookup(row, now)
    }

    /// Moves the end of a session that is used.
    pub async fn prolong_session(&self, id: &str, until: Millis) -> Result<(), Error> {
        sqlx::query("UPDATE sessions SET expires_at = max(expires_at, ?2) WHERE id = ?1 AND revoked_at IS NULL")
            .bind(id)
            .bind(until)
            .execute(&mut *self.write_soon().await?)
            .await?;
        Ok(())
    }

    /// Ends a session; whether there is such a one. Ending it again is harmless.
    pub async fn revoke_session(&self, id: &str, now: Millis) -> Result<bool, Error> {
        let done =
            sqlx::query("UPDATE sessions SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1")
                .bind(id)
                .bind(now)
                .execute(&mut *self.write().await?)
                .await?;
        Ok(done.rows_affected() > 0)
    }
}

fn read_lookup(row: Option<SqliteRow>, now: Millis) -> Result<Lookup, Error> {
    let Some(row) = row else {
        return Ok(Lookup::Missing);
    };
    if row.try_get::<Option<Millis>, _>("revoked_at")?.is_some() {
        return Ok(Lookup::Missing);
    }
    let session = read_session(&row)?;
    if session.expires_at <= now || session.ends_at <= now {
        return Ok(Lookup::Expired);
    }
    Ok(Lookup::Live(Box::new(session)))
}

fn read_session(row: &SqliteRow) -> Result<Session, Error> {
    Ok(Session {
        id: row.try_get("id")?,
        brand: row.try_get("brand")?,
        networks: row
            .try_get::<Option<String>, _>("networks")?
            .as_deref()
            .map(from_json)
            .transpose()?,
        actions: from_json(row.try_get("actions")?)?,
        origins: from_json(row.try_get("origins")?)?,
        ttl: row.try_get("ttl")?,
        expires_at: row.try_get("expires_at")?,
        ends_at: row.try_get("ends_at")?,
    })
}

pub(super) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::internal("a value could not be stored"))
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::internal("a stored value cannot be read"))
}
