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

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
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
            // A webhook that was acknowledged and a ticket that was used survive a power cut.
            .synchronous(SqliteSynchronous::Full)
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

    /// Whether it can be written now.
    pub async fn probe_writing(&self) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE hooks SET received_at = received_at WHERE hook_id = ''")
            .execute(&self.write)
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
                .execute(&self.write)
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
