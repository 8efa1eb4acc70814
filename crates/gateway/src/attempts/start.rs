use std::sync::Arc;
use std::time::Duration;

use connect_contract::{
    Action, AttemptId, AttemptState, LiveEvent, LogSource, NetworkId, OffReason, ProblemCode,
    Standing,
};

use super::log::{Seen, note};
use crate::accounts::{Snapshot, standings};
use crate::attempts::watch;
use crate::auth::{NewToken, TokenKind};
use crate::brands::Brand;
use crate::clock::{self, MINUTE, Millis, SECOND};
use crate::error::Error;
use crate::sessions::Session;
use crate::state::App;
use crate::store::attempts::{AttemptRow, Baseline};

/// Ayrshare's link life, and a minute for a person who is in the middle of it.
const LIFE: Millis = 6 * MINUTE;
const TICKET_LIFE: Millis = 60 * SECOND;
/// What the page just showed is what the person clicked on.
const START_AGE: Duration = Duration::from_secs(2);

/// An attempt with the right to redeem it.
pub struct Started {
    pub row: AttemptRow,
    pub ticket: NewToken,
}

/// Begins an attempt, or begins it again: the same id is harmless, and gets a new ticket.
pub async fn start(
    app: &Arc<App>,
    session: &Session,
    id: &AttemptId,
    network: &NetworkId,
) -> Result<Started, Error> {
    let row = ensure(app, session, id, network, LogSource::Page).await?;
    let ticket = NewToken::make(TokenKind::Ticket)?;
    if !app
        .store
        .set_ticket(&row, &ticket.digest, clock::now() + TICKET_LIFE)
        .await?
    {
        return Err(ProblemCode::AttemptOver.into());
    }
    note(app, row.brand, id, Seen::TicketGiven).await;
    Ok(Started { row, ticket })
}

/// The attempt `id`, begun if it was not. `by` is who wants it.
pub async fn ensure(
    app: &Arc<App>,
    session: &Session,
    id: &AttemptId,
    network: &NetworkId,
    by: LogSource,
) -> Result<AttemptRow, Error> {
    if !is_attempt_id(id.as_str()) {
        return Err(Error::invalid("An attempt is named by a UUID, version 4."));
    }
    session.require(Action::Link)?;
    let brand = app.brands.get(session.brand).await?;
    if let Some(row) = app.store.attempt(brand.id, id).await? {
        return continued(row, network);
    }
    // Without an answer of Ayrshare it may still begin: the start page asks again before it sends anybody on.
    let snapshot = app.accounts.read(&brand, START_AGE).await.ok();
    allow(app, session, network, snapshot.as_deref()).await?;
    let now = clock::now();
    let row = AttemptRow {
        brand: brand.id,
        id: id.clone(),
        session: session.id.clone(),
        network: network.clone(),
        state: AttemptState::Open,
        baseline: None,
        redeemed_at: None,
        link_session: None,
        is_let_in: false,
        created_at: now,
        expires_at: now + LIFE,
    };
    // The page and the start page may both begin it; the first one does.
    let begun = app.store.insert_attempt(&row).await?;
    if let Some(snapshot) = snapshot {
        app.store
            .set_baseline(&row, &Baseline::of(snapshot.accounts.get(network)))
            .await?;
    }
    if begun.is_some() {
        note(app, brand.id, id, Seen::Begun { by }).await;
        watch(app, &row);
    }
    for attempt in begun.unwrap_or_default() {
        let newer = id.clone();
        note(app, brand.id, &attempt, Seen::Superseded { by, newer }).await;
        app.live.publish(
            brand.id,
            LiveEvent::Link {
                attempt,
                network: network.clone(),
            },
        );
    }
    let row = app
        .store
        .attempt(brand.id, id)
        .await?
        .ok_or_else(|| Error::internal("an attempt vanished"))?;
    continued(row, network)
}

/// Whether the id is a UUID of version 4, as a browser makes it.
pub fn is_attempt_id(id: &str) -> bool {
    id.len() == 36
        && id.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

/// Makes sure that it is known what was linked when the attempt began.
pub async fn ensure_baseline(app: &App, brand: &Brand, row: &AttemptRow) -> Result<(), Error> {
    if row.baseline.is_none() {
        let snapshot = app.accounts.read(brand, START_AGE).await?;
        app.store
            .set_baseline(row, &Baseline::of(snapshot.accounts.get(&row.network)))
            .await?;
    }
    Ok(())
}

fn continued(row: AttemptRow, network: &NetworkId) -> Result<AttemptRow, Error> {
    if row.network != *network {
        return Err(Error::invalid("The attempt belongs to another network."));
    }
    if row.state != AttemptState::Open || row.expires_at <= clock::now() {
        return Err(ProblemCode::AttemptOver.into());
    }
    Ok(row)
}

async fn allow(
    app: &App,
    session: &Session,
    network: &NetworkId,
    snapshot: Option<&Snapshot>,
) -> Result<(), Error> {
    if network.well_known().is_none() {
        return Err(Error::new(ProblemCode::NotFound).titled("No such network can be linked here."));
    }
    if !session.covers(network) {
        return Err(ProblemCode::ScopeDenied.into());
    }
    if app.settings.networks_off.contains(network) {
        return Err(ProblemCode::NetworkOff.into());
    }
    let Some(snapshot) = snapshot else {
        return Ok(());
    };
    let standing = standings(app, session, snapshot)
        .await?
        .of(network)
        .unwrap_or(Standing::Unlinked);
    if connect_core::can::link(&standing, &session.actions) {
        return Ok(());
    }
    Err(match standing {
        Standing::Off {
            reason: OffReason::Session,
        } => ProblemCode::ScopeDenied,
        Standing::Off { .. } => ProblemCode::NetworkOff,
        _ => ProblemCode::AccountChanged,
    }
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_uuid_of_version_4_names_an_attempt() {
        assert!(is_attempt_id("f47ac10b-58cc-4372-a567-0e02b2c3d479"));
        for bad in [
            "",
            "f47ac10b-58cc-1372-a567-0e02b2c3d479",
            "F47AC10B-58CC-4372-A567-0E02B2C3D479",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479 ",
            "../../../../../etc/passwd/aaaaaaaaaaaa",
        ] {
            assert!(!is_attempt_id(bad), "{bad}");
        }
    }
}
