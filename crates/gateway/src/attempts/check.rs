//! Asks Ayrshare where an attempt stands, and moves it.

use std::sync::Arc;
use std::time::Duration;

use connect_contract::{AttemptState, LiveEvent, Problem};

use crate::accounts::Snapshot;
use crate::brands::Brand;
use crate::clock;
use crate::error::{Error, link_refusal};
use crate::random;
use crate::state::App;
use crate::store::attempts::AttemptRow;

/// How old an answer may be while nobody waits for a link.
const IDLE_AGE: Duration = Duration::from_secs(2);

/// What is linked, for a page of this brand. While somebody links, only the truth of this moment will do.
pub async fn read_for_page(app: &App, brand: &Brand) -> Result<Arc<Snapshot>, Error> {
    if app.store.open_attempts(Some(brand.id)).await?.is_empty() {
        app.accounts.read(brand, IDLE_AGE).await
    } else {
        app.accounts.read_now(brand).await
    }
}

/// Where the attempt stands now. If Ayrshare does not answer it stays open.
pub async fn check(app: &Arc<App>, brand: &Brand, row: AttemptRow) -> Result<AttemptRow, Error> {
    // A failure is told at once, but the person may still mend it in the same window.
    let may_move = matches!(row.state, AttemptState::Open | AttemptState::Failed { .. });
    let is_late = row.expires_at <= clock::now();
    if !may_move || (is_late && row.state != AttemptState::Open) {
        return Ok(row);
    }
    let outcome = match row.redeemed_at {
        Some(_) => ask(app, brand, &row).await,
        // Nobody was sent to Ayrshare with it yet.
        None => None,
    };
    match outcome {
        Some(state) if state != row.state => finish(app, row, state).await,
        None if is_late => finish(app, row, AttemptState::Expired).await,
        _ => Ok(row),
    }
}

async fn ask(app: &Arc<App>, brand: &Brand, row: &AttemptRow) -> Option<AttemptState> {
    let baseline = row.baseline.as_ref()?;
    let snapshot = app.accounts.read_now(brand).await.ok()?;
    let linked = snapshot.accounts.get(&row.network);
    if let Some(linked) = linked.filter(|linked| baseline.is_followed_by(linked)) {
        return Some(AttemptState::Linked {
            account: linked.account.clone(),
        });
    }
    let session = row
        .link_session
        .as_deref()
        .filter(|session| app.pace.may_ask(session))?;
    let status = brand
        .profile(&app.ayrshare)
        .link_status(session, &row.network)
        .await
        .ok()?;
    if let Some(linked) =
        linked.filter(|_| status.completed.iter().any(|id| id == row.network.as_str()))
    {
        // The very same account, linked again.
        return Some(AttemptState::Linked {
            account: linked.account.clone(),
        });
    }
    match (status.error, &row.state) {
        (Some(code), AttemptState::Open) => Some(failed(row, code)),
        _ => None,
    }
}

fn failed(row: &AttemptRow, code: i64) -> AttemptState {
    let support_id = random::base62(12).unwrap_or_default();
    tracing::info!(support_id, network = %row.network, code, "a network refused a link");
    AttemptState::Failed {
        problem: Problem::new(link_refusal(code), support_id),
    }
}

async fn finish(app: &Arc<App>, row: AttemptRow, state: AttemptState) -> Result<AttemptRow, Error> {
    if app.store.finish_attempt(&row, &state).await? {
        app.live.publish(
            row.brand,
            LiveEvent::Link {
                attempt: row.id.clone(),
                network: row.network.clone(),
            },
        );
        return Ok(AttemptRow { state, ..row });
    }
    // Somebody else moved it meanwhile.
    app.store
        .attempt(row.brand, &row.id)
        .await?
        .ok_or_else(|| Error::internal("an attempt vanished"))
}
