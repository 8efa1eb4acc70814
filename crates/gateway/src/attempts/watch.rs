//! Looks after open attempts by itself, for the browsers that cannot: a severed window, a closed tab. (F28, F30)

use std::sync::Arc;
use std::time::{Duration, Instant};

use connect_contract::{AttemptId, AttemptState, LogSource};

use super::check::{check, check_since};
use super::log::{Seen, note};
use crate::accounts::Priority;
use crate::clock;
use crate::error::Error;
use crate::state::App;
use crate::store::attempts::AttemptRow;

/// Seconds between two looks; the last one repeats.
const WAITS: [u64; 5] = [2, 3, 5, 8, 10];
/// No attempt is watched longer, whatever its row says.
const MOST_LOOKS: usize = 60;

/// Watches an attempt until it is over.
pub fn watch(app: &Arc<App>, row: &AttemptRow) {
    let (app, brand, id) = (Arc::clone(app), row.brand, row.id.clone());
    tokio::spawn(async move {
        for look in 0..MOST_LOOKS {
            let wait = Duration::from_secs(WAITS[look.min(WAITS.len() - 1)]);
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = app.stopped() => return,
            }
            match look_at(&app, brand, &id, LogSource::Gateway).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(?error, "an attempt could not be looked at"),
            }
        }
    });
}

/// Watches what was open when the gateway stopped.
pub async fn resume(app: &Arc<App>) -> Result<(), Error> {
    for row in app.store.open_attempts(None).await? {
        watch(app, &row);
    }
    Ok(())
}

/// Somebody asks for the return page of an attempt, so it may have moved: looks at it now. Whoever asks needs no
/// authority, since only Ayrshare's answer changes anything.
pub fn ring(app: &Arc<App>, id: String) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let rows = app.store.attempts_of_id(&id).await.unwrap_or_default();
        for row in rows {
            note(&app, row.brand, &row.id, Seen::ReturnPageOpened).await;
            if row.expires_at <= clock::now() {
                continue;
            }
            if let Err(error) = look_at(&app, row.brand, &row.id, LogSource::ReturnPage).await {
                tracing::warn!(?error, "an attempt could not be looked at");
            }
        }
    });
}

/// Ayrshare says that something changed for a brand.
pub fn ring_brand(app: &Arc<App>, brand: i64) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        if let Err(error) = look_at_brand(&app, brand).await {
            tracing::warn!(?error, "a brand could not be looked at");
        }
    });
}

async fn look_at_brand(app: &Arc<App>, brand: i64) -> Result<(), Error> {
    // One answer of Ayrshare's decides every attempt of the brand: a second one would have to wait its turn.
    let rung = Instant::now();
    let brand = app.brands.get(brand).await?;
    for row in app.store.open_attempts(Some(brand.id)).await? {
        note(app, brand.id, &row.id, Seen::WebhookReceived).await;
    }
    app.accounts
        .read_since(&brand, Priority::News, rung)
        .await?;
    for row in app.store.open_attempts(Some(brand.id)).await? {
        check_since(app, &brand, row, LogSource::Webhook, rung).await?;
    }
    Ok(())
}

/// Whether it is worth looking again.
async fn look_at(app: &Arc<App>, brand: i64, id: &AttemptId, by: LogSource) -> Result<bool, Error> {
    let Some(row) = app.store.attempt(brand, id).await? else {
        return Ok(false);
    };
    let brand = app.brands.get(brand).await?;
    let row = check(app, &brand, row, by).await?;
    let is_late = row.expires_at <= clock::now();
    match row.state {
        AttemptState::Open => Ok(true),
        AttemptState::Failed { .. } => Ok(!is_late),
        // The person may finish it all the same; then the account turns up, and that is published.
        AttemptState::Stopped | AttemptState::Superseded
            if row.redeemed_at.is_some() && !is_late =>
        {
            let snapshot = app.accounts.read(&brand, Duration::from_secs(2)).await?;
            let appeared = row.baseline.as_ref().is_some_and(|before| {
                let linked = snapshot.accounts.get(&row.network);
                linked.is_some_and(|linked| before.is_followed_by(linked))
            });
            if appeared {
                note(app, brand.id, id, Seen::AccountAppeared { by }).await;
            }
            Ok(true)
        }
        _ => Ok(false),
    }
}
