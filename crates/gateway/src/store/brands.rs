use secrecy::SecretString;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Store;
use crate::clock::Millis;
use crate::error::Error;
use crate::vault::{Sealed, Vault};

/// A row of `brands`.
pub struct BrandRow {
    pub id: i64,
    pub user_id: String,
    pub name: String,
    pub ref_id: Option<String>,
    /// What Ayrshare calls it.
    pub title: String,
    /// When an earlier call to make the profile was sent that never had an answer.
    pub asked_at: Option<Millis>,
    /// `None` while its profile is being made.
    pub sealed: Option<Sealed>,
}

impl Store {
    /// Makes sure that there is a row for `user_id`, and reads it. `title` counts only for a new one.
    pub async fn brand_for_user(
        &self,
        user_id: &str,
        title: &str,
        now: Millis,
    ) -> Result<BrandRow, Error> {
        if let Some(row) = self.find_brand_of_user(user_id).await? {
            return Ok(row);
        }
        sqlx::query(
            "INSERT INTO brands (user_id, name, title, state, created_at) VALUES (?1, ?2, ?2, 'creating', ?3) ON CONFLICT DO NOTHING",
        )
        .bind(user_id)
        .bind(title)
        .bind(now)
        .execute(&mut *self.write().await?)
        .await?;
        self.find_brand_of_user(user_id)
            .await?
            .ok_or_else(|| Error::internal("a brand row vanished"))
    }

    async fn find_brand_of_user(&self, user_id: &str) -> Result<Option<BrandRow>, Error> {
        let row = sqlx::query("SELECT * FROM brands WHERE user_id = ?1")
            .bind(user_id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read_brand).transpose()
    }

    pub async fn find_brand(&self, id: i64) -> Result<Option<BrandRow>, Error> {
        let row = sqlx::query("SELECT * FROM brands WHERE id = ?1")
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read_brand).transpose()
    }

    pub async fn find_brand_by_ref(&self, ref_id: &str) -> Result<Option<i64>, Error> {
        let row = sqlx::query("SELECT id FROM brands WHERE ref_id = ?1")
            .bind(ref_id)
            .fetch_optional(&self.read)
            .await?;
        Ok(row.map(|row| row.try_get("id")).transpose()?)
    }

    /// Tries another title, before there is a profile.
    pub async fn retitle_brand(&self, id: i64, title: &str) -> Result<(), Error> {
        sqlx::query("UPDATE brands SET title = ?2, name = ?2 WHERE id = ?1 AND state = 'creating'")
            .bind(id)
            .bind(title)
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }

    /// The host calls it by another name now. Ayrshare's title stays.
    pub async fn rename_brand(&self, id: i64, name: &str) -> Result<(), Error> {
        sqlx::query("UPDATE brands SET name = ?2 WHERE id = ?1")
            .bind(id)
            .bind(name)
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }

    /// Notes that Ayrshare is being asked to make the profile, or that it gave an answer.
    pub async fn note_profile_asked(&self, id: i64, asked_at: Option<Millis>) -> Result<(), Error> {
        sqlx::query("UPDATE brands SET asked_at = ?2 WHERE id = ?1")
            .bind(id)
            .bind(asked_at)
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }

    /// Fills in the profile that Ayrshare made.
    pub async fn finish_brand(
        &self,
        row: &BrandRow,
        ref_id: Option<&str>,
        key: &SecretString,
        vault: &Vault,
    ) -> Result<(), Error> {
        let sealed = vault.seal(&row.user_id, key)?;
        sqlx::query("UPDATE brands SET state = 'ready', ref_id = ?2, key_id = ?3, profile_key = ?4, asked_at = NULL WHERE id = ?1")
            .bind(row.id)
            .bind(ref_id)
            .bind(&sealed.key_id)
            .bind(&sealed.bytes)
            .execute(&mut *self.write().await?)
            .await?;
        Ok(())
    }
}

fn read_brand(row: &SqliteRow) -> Result<BrandRow, Error> {
    let key_id = row.try_get::<Option<String>, _>("key_id")?;
    let bytes = row.try_get::<Option<Vec<u8>>, _>("profile_key")?;
    Ok(BrandRow {
        id: row.try_get("id")?,
        user_id: row.try_get("user_id")?,
        name: row.try_get("name")?,
        ref_id: row.try_get("ref_id")?,
        title: row.try_get("title")?,
        asked_at: row.try_get("asked_at")?,
        sealed: key_id
            .zip(bytes)
            .map(|(key_id, bytes)| Sealed { key_id, bytes }),
    })
}
