use connect_contract::AttemptId;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, Row};

use super::Store;
use super::sessions::{from_json, to_json};
use crate::attempts::Seen;
use crate::clock::Millis;
use crate::error::Error;

/// Entries that a log has at most.
const MOST: i64 = 60;
/// How many of the first and of the last entries a full log keeps, whatever they are.
const HALF: i64 = MOST / 2;

/// A row of `attempt_log`.
pub struct LogLine {
    /// Its number among all that were ever written for the attempt.
    pub seq: i64,
    pub seen: Seen,
    pub at: Millis,
    /// How often in a row it was seen.
    pub count: u32,
    pub last_at: Millis,
}

impl Store {
    /// Writes down what was seen of an attempt that began. The same again is counted, and a full log loses an entry from
    /// its middle.
    pub async fn note_seen(
        &self,
        brand: i64,
        attempt: &AttemptId,
        seen: &Seen,
        now: Millis,
    ) -> Result<(), Error> {
        let line = to_json(seen)?;
        let mut connection = self.write_soon().await?;
        let mut transaction = connection.begin().await?;
        let repeated = sqlx::query(
            "UPDATE attempt_log SET count = count + 1, last_at = ?4
             WHERE brand = ?1 AND attempt = ?2 AND seen = ?3
               AND seq = (SELECT MAX(seq) FROM attempt_log WHERE brand = ?1 AND attempt = ?2)",
        )
        .bind(brand)
        .bind(attempt.as_str())
        .bind(&line)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if repeated.rows_affected() == 0 {
            sqlx::query(
                "INSERT INTO attempt_log (brand, attempt, seq, seen, is_ask, at, last_at)
                 SELECT brand, id, 1 + COALESCE((SELECT MAX(seq) FROM attempt_log WHERE brand = ?1 AND attempt = ?2), 0),
                        ?3, ?4, ?5, ?5
                 FROM attempts WHERE brand = ?1 AND id = ?2",
            )
            .bind(brand)
            .bind(attempt.as_str())
            .bind(&line)
            .bind(matches!(seen, Seen::Asked { .. }))
            .bind(now)
            .execute(&mut *transaction)
            .await?;
            // What a page asked is missed least.
            sqlx::query(
                "DELETE FROM attempt_log WHERE brand = ?1 AND attempt = ?2
                   AND (SELECT COUNT(*) FROM attempt_log WHERE brand = ?1 AND attempt = ?2) > ?3
                   AND seq = (SELECT seq FROM (SELECT seq, is_ask FROM attempt_log WHERE brand = ?1 AND attempt = ?2
                                               ORDER BY seq LIMIT ?3 - ?4 OFFSET ?4)
                              ORDER BY is_ask DESC, seq LIMIT 1)",
            )
            .bind(brand)
            .bind(attempt.as_str())
            .bind(MOST)
            .bind(HALF)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// What was seen of an attempt, in order.
    pub async fn seen(&self, brand: i64, attempt: &AttemptId) -> Result<Vec<LogLine>, Error> {
        let rows =
            sqlx::query("SELECT * FROM attempt_log WHERE brand = ?1 AND attempt = ?2 ORDER BY seq")
                .bind(brand)
                .bind(attempt.as_str())
                .fetch_all(&self.read)
                .await?;
        rows.iter().map(read_line).collect()
    }
}

fn read_line(row: &SqliteRow) -> Result<LogLine, Error> {
    Ok(LogLine {
        seq: row.try_get("seq")?,
        seen: from_json(row.try_get("seen")?)?,
        at: row.try_get("at")?,
        count: row.try_get("count")?,
        last_at: row.try_get("last_at")?,
    })
}
