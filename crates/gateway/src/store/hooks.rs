use super::Store;
use crate::clock::Millis;
use crate::error::Error;

impl Store {
    /// Remembers a delivery; whether it is the first of its id. (T25)
    pub async fn first_delivery(&self, hook_id: &str, now: Millis) -> Result<bool, Error> {
        let done = sqlx::query(
            "INSERT INTO hooks (hook_id, received_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )
        .bind(hook_id)
        .bind(now)
        .execute(&self.write)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
