//! Asks Ayrshare where an attempt stands, and moves it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use connect_contract::{AttemptState, LiveEvent, LogSource, Problem};

use super::log::{Seen, note};
use crate::accounts::{Priority, Snapshot};
use crate::ayrshare::LinkedAccount;
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

/// What an attempt comes to, and what its log is told of that.
struct Outcome {
    state: AttemptState,
    seen: Seen,
}

/// Where the attempt stands now; `by` is what made us look. If Ayrshare does not answer it stays open.
pub async fn check(
    app: &Arc<App>,
    brand: &Brand,
    row: AttemptRow,
    by: LogSource,
) -> Result<AttemptRow, Error> {
    check_since(app, brand, row, by, Instant::now()).await
}

/// The same, where an answer of Ayrshare's that is as new as `since` will do: what made us look came then.
pub async fn check_since(
    app: &Arc<App>,
    brand: &Brand,
    row: AttemptRow,
    by: LogSource,
    since: Instant,
) -> Result<AttemptRow, Error> {
    // A failure is told at once, but the person may still mend it in the same window.
    let may_move = matches!(row.state, AttemptState::Open | AttemptState::Failed { .. });
    let is_late = row.expires_at <= clock::now();
    if !may_move || (is_late && row.state != AttemptState::Open) {
        return Ok(row);
    }
    let outcome = match row.redeemed_at {
        Some(_) => ask(app, brand, &row, by, since).await,
        // Nobody was sent to Ayrshare with it yet.
        None => None,
    };
    match outcome {
        Some(outcome) if outcome.state != row.state => finish(app, row, outcome).await,
        None if is_late => {
            let (state, seen) = (AttemptState::Expired, Seen::Expired { by });
            finish(app, row, Outcome { state, seen }).await
        }
        _ => Ok(row),
    }
}

async fn ask(
    app: &Arc<App>,
    brand: &Brand,
    row: &AttemptRow,
    by: LogSource,
    since: Instant,
) -> Option<Outcome> {
    let baseline = row.baseline.as_ref()?;
    let is_new = |linked: &&LinkedAccount| baseline.is_followed_by(linked);
    // What has turned up since the window left needs no newer answer: those who ask next to each other get it at once.
    let turned_up = |snapshot: &Snapshot| {
        row.redeemed_at.is_some_and(|at| snapshot.as_of > at)
            && snapshot.accounts.get(&row.network).filter(is_new).is_some()
    };
    let enough = |snapshot: &Snapshot| snapshot.asked_at >= since || turned_up(snapshot);
    let reading = app.accounts.read_until(brand, priority(by), enough);
    let snapshot = reading.await.ok()?;
    let linked = snapshot.accounts.get(&row.network);
    if let Some(linked) = linked.filter(is_new) {
        return Some(linked_by(by, linked));
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
        return Some(linked_by(by, linked));
    }
    match (status.error, &row.state) {
        (Some(code), AttemptState::Open) => Some(failed_by(by, row, code)),
        _ => None,
    }
}

/// What says that an account was saved, rather than that it may be time to look.
fn priority(by: LogSource) -> Priority {
    match by {
        LogSource::Message | LogSource::Done | LogSource::ReturnPage | LogSource::Webhook => {
            Priority::News
        }
        _ => Priority::Routine,
    }
}

fn linked_by(by: LogSource, linked: &LinkedAccount) -> Outcome {
    Outcome {
        state: AttemptState::Linked {
            account: linked.account.clone(),
        },
        seen: Seen::Linked { by },
    }
}

fn failed_by(by: LogSource, row: &AttemptRow, code: i64) -> Outcome {
    let support_id = random::base62(12).unwrap_or_default();
    tracing::info!(support_id, network = %row.network, code, "a network refused a link");
    let problem = link_refusal(code);
    Outcome {
        state: AttemptState::Failed {
            problem: Problem::new(problem, support_id),
        },
        seen: Seen::Failed {
            by,
            problem,
            ayrshare_code: Some(code),
        },
    }
}

async fn finish(app: &Arc<App>, row: AttemptRow, outcome: Outcome) -> Result<AttemptRow, Error> {
    let Outcome { state, seen } = outcome;
    if app.store.finish_attempt(&row, &state, clock::now()).await? {
        note(app, row.brand, &row.id, seen).await;
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
