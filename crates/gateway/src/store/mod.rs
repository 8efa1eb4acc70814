//! The database. SQL stays in this folder; parameters are always bound.

pub mod attempt_log;
pub mod attempts;
pub mod brands;
pub mod codes;
mod confirmed;
pub mod hooks;
pub mod known;
pub mod readings;
mod saved;
pub mod sessions;

use std::path::Path;
use std::time::Duration;

use sqlx::Sqlite;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sqlx::{SqlSafeStr, SqlitePool};

use crate::clock::{HOUR, Millis};

/// The SQLite file: many readers, one writer. SQLite has one writer anyway; queueing for it here is fair, its lock is not.
pub struct Store {
    read: SqlitePool,
    write: SqlitePool,
}

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("it cannot be made: {0}")]
    Folder(std::io::Error),
    #[error("the database in it cannot be opened for writing: {0}")]
    Open(sqlx::Error),
    #[error("the database in it cannot be brought up to date: {0}")]
    Migrate(sqlx::migrate::MigrateError),
}

impl Store {
    /// Opens the database in `folder`, and makes both if they are not there.
    pub async fn open(folder: &Path) -> Result<Self, OpenError> {
        std::fs::create_dir_all(folder).map_err(OpenError::Folder)?;
        let options = SqliteConnectOptions::new()
            .filename(folder.join("connect.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        let pool = |connections| {
            SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(Duration::from_secs(5))
                .test_before_acquire(false)
        };
        let write = pool(1)
            .connect_with(options.clone())
            .await
            .map_err(OpenError::Open)?;
        migrator().run(&write).await.map_err(OpenError::Migrate)?;
        let read = pool(4)
            .connect_with(options)
            .await
            .map_err(OpenError::Open)?;
        let store = Self { read, write };
        store.probe_writing().await.map_err(OpenError::Open)?;
        Ok(store)
    }

    /// The only writer. What it commits survives a power cut: what an acknowledged webhook said, a ticket that was used,
    /// the key of a profile.
    async fn write(&self) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        self.writer("PRAGMA synchronous = FULL").await
    }

    /// The same writer, which waits for no disk: a busy one took half a second for what comes between a saved link and its
    /// green card. A power cut may take the last of it back, so this is for what is found out again from Ayrshare's list,
    /// and for the log. The end of the process takes nothing back.
    async fn write_soon(&self) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        self.writer("PRAGMA synchronous = NORMAL").await
    }

    async fn writer(&self, mode: &'static str) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        let mut connection = self.write.acquire().await?;
        sqlx::query(mode).execute(&mut *connection).await?;
        Ok(connection)
    }

    /// Whether it can be written now.
    pub async fn probe_writing(&self) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE hooks SET received_at = received_at WHERE hook_id = ''")
            .execute(&mut *self.write().await?)
            .await
            .map(drop)
    }

    /// Forgets what nobody asks for any more. Logs stay longer than what they are about, for whoever looks into a report.
    pub async fn prune(&self, now: Millis) -> Result<(), sqlx::Error> {
        const DAY: Millis = 24 * HOUR;
        for (statement, before) in [
            ("DELETE FROM hooks WHERE received_at < ?1", now - 30 * DAY),
            ("DELETE FROM sessions WHERE ends_at < ?1", now - DAY),
            ("DELETE FROM attempts WHERE expires_at < ?1", now - 7 * DAY),
            ("DELETE FROM attempt_log WHERE at < ?1", now - 30 * DAY),
        ] {
            sqlx::query(statement)
                .bind(before)
                .execute(&mut *self.write().await?)
                .await?;
        }
        Ok(())
    }

    /// Writes what is left and lets go of the file.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

fn migrator() -> Migrator {
    let start = include_str!("../../migrations/0001_start.sql");
    let attempt_log = include_str!("../../migrations/0002_attempt_log.sql");
    let linked_outside = include_str!("../../migrations/0003_linked_outside.sql");
    let let_in_by = include_str!("../../migrations/0004_let_in_by.sql");
    Migrator::with_migrations(vec![
        migration(1, "start", start),
        migration(2, "attempt log", attempt_log),
        migration(3, "linked outside", linked_outside),
        migration(4, "let in by", let_in_by),
    ])
}

fn migration(version: i64, what: &'static str, sql: &'static str) -> Migration {
    let sql = sql.into_sql_str();
    Migration::new(version, what.into(), MigrationType::Simple, sql, false)
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;

    #[tokio::test]
    async fn what_must_survive_a_power_cut_waits_for_the_disk_and_what_need_not_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mode = async |mut connection: PoolConnection<Sqlite>| {
            let row = sqlx::query("PRAGMA synchronous")
                .fetch_one(&mut *connection)
                .await
                .unwrap();
            row.get::<i64, _>(0)
        };
        const NORMAL: i64 = 1;
        const FULL: i64 = 2;
        // One after the other, because the mode stays with the connection.
        for _ in 0..2 {
            assert_eq!(mode(store.write().await.unwrap()).await, FULL);
            assert_eq!(mode(store.write_soon().await.unwrap()).await, NORMAL);
        }
        store.close().await;
    }
}
