use sqlx::{Connection, Row};

use super::Store;
use crate::auth::{Digest, TokenKind};
use crate::clock::Millis;
use crate::error::Error;

impl Store {
    /// Uses a portal code up and puts a cookie token in its place; false if the code is used or too old. (T12: once)
    pub async fn exchange_code(
        &self,
        code: &Digest,
        cookie: &Digest,
        now: Millis,
    ) -> Result<bool, Error> {
        let mut connection = self.write().await?;
        let mut transaction = connection.begin().await?;
        let used = sqlx::query(
            "UPDATE codes SET used_at = ?2 WHERE digest = ?1 AND used_at IS NULL AND expires_at > ?2
               AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = session AND s.revoked_at IS NULL AND s.expires_at > ?2)
             RETURNING session",
        )
        .bind(code.as_bytes())
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = used else { return Ok(false) };
        sqlx::query("INSERT INTO tokens (digest, kind, session) VALUES (?1, ?2, ?3)")
            .bind(cookie.as_bytes())
            .bind(TokenKind::Cookie.name())
            .bind(row.try_get::<String, _>("session")?)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}
