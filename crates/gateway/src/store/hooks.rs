use super::Store;
use crate::clock::Millis;
use crate::error::Error;

impl Store {
    /// Whether this delivery has had its effect. (T25)
    pub async fn was_delivered(&self, hook_id: &str) -> Result<bool, Error> {
        let row = sqlx::query("SELECT 1 FROM hooks WHERE hook_id = ?1")
            .bind(hook_id)
            .fetch_optional(&self.read)
            .await?;
        Ok(row.is_some())
    }

    /// Remembers that it has. If a power cut takes that back, a replay makes us look once more.
    pub async fn remember_delivery(&self, hook_id: &str, now: Millis) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO hooks (hook_id, received_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )
        .bind(hook_id)
        .bind(now)
        .execute(&mut *self.write_soon().await?)
        .await?;
        Ok(())
    }
}
