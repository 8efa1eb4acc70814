use super::Store;
use super::attempts::AttemptRow;
use crate::clock::Millis;
use crate::error::Error;

impl Store {
    /// Lets a start page in with a person's yes: true for exactly one of all who try, and for none after a ticket. The
    /// attempt has to be younger than `begun_after`. (T13)
    pub async fn let_in_confirmed(
        &self,
        row: &AttemptRow,
        begun_after: Millis,
        now: Millis,
    ) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE attempts SET let_in_by = 'confirmed'
             WHERE brand = ?1 AND id = ?2 AND state = 'open' AND let_in_by IS NULL AND redeemed_at IS NULL
               AND created_at > ?3 AND expires_at > ?4",
        )
        .bind(row.brand)
        .bind(row.id.as_str())
        .bind(begun_after)
        .bind(now)
        .execute(&mut *self.write().await?)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes it back, because nobody was sent anywhere.
    pub async fn release_confirmed(&self, row: &AttemptRow) -> Result<(), Error> {
        sqlx::query("UPDATE attempts SET let_in_by = NULL WHERE brand = ?1 AND id = ?2 AND let_in_by = 'confirmed'")
            .bind(row.brand)
            .bind(row.id.as_str())
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }
}
