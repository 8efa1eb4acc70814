//! A start page without an opener: what it asks a person, and what a yes is good for. (T12)
//!
//! The opener's origin, which proves otherwise that the one who starts is the one who finishes, is not there to be
//! compared. What is left is the person: whoever was sent a stranger's attempt is asked about an app, a brand and a code
//! that no page of their own shows. So a yes is for a fresh attempt with which nobody was sent on, and for one time.

use std::sync::Arc;

use connect_contract::{AttemptId, AttemptQuestion, AttemptState, ProblemCode};

use super::log::{Seen, note};
use super::redeem::open;
use super::start::is_attempt_id;
use crate::auth::Origin;
use crate::clock::{self, MINUTE, Millis};
use crate::error::Error;
use crate::state::App;
use crate::store::attempts::AttemptRow;
use crate::store::sessions::Lookup;

/// Who has just clicked a card answers within this. A mailed attempt is mostly read later.
const ASK_LIFE: Millis = 3 * MINUTE;

/// What to ask about the attempt `id`. Only rows are read: a call that anybody can send must not make us ask Ayrshare.
pub async fn question(app: &App, id: &str) -> Result<AttemptQuestion, Error> {
    let row = find(app, id).await?;
    let origins = origins_to_ask_for(app, &row).await?;
    let now = clock::now();
    let is_late = row.expires_at <= now || row.created_at <= now - ASK_LIFE;
    if is_late || row.is_let_in || row.redeemed_at.is_some() {
        return Err(ProblemCode::NotFound.into());
    }
    let brand = app.store.find_brand(row.brand).await?;
    let brand = brand.ok_or_else(|| Error::internal("an attempt without a brand"))?;
    let hosts: Vec<_> = origins.iter().map(Origin::host).collect();
    Ok(AttemptQuestion {
        app: hosts.join(", "),
        brand: brand.name,
        network: row.network,
    })
}

/// Goes on after a yes: where to go next, and the brand.
pub(super) async fn confirm(
    app: &Arc<App>,
    id: &AttemptId,
    last_brand: Option<&str>,
) -> Result<(String, i64), Error> {
    let row = find(app, id.as_str()).await?;
    let origin = match admit(app, &row).await {
        Ok(origin) => origin,
        Err(error) => {
            let seen = Seen::redeem_refused(&error, "");
            note(app, row.brand, &row.id, seen).await;
            return Err(error);
        }
    };
    // Ayrshare's messages reach no page then, whatever origin they are for. The server tells how it ended.
    let answer = open(app, &row, Seen::Confirmed, origin.as_str(), last_brand).await;
    if answer.is_err() {
        app.store.release_confirmed(&row).await?;
    }
    Ok((answer?, row.brand))
}

async fn find(app: &App, id: &str) -> Result<AttemptRow, Error> {
    if !is_attempt_id(id) {
        return Err(ProblemCode::NotFound.into());
    }
    let row = app.store.first_attempt_of_id(id).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Where the card of an open attempt may have been clicked. The portal's start page needs no question: it has a cookie.
async fn origins_to_ask_for(app: &App, row: &AttemptRow) -> Result<Vec<Origin>, Error> {
    let Lookup::Live(session) = app.store.session_by_id(&row.session, clock::now()).await? else {
        return Err(ProblemCode::NotFound.into());
    };
    let origins = session
        .origins
        .iter()
        .filter_map(|text| Origin::parse(text));
    let listed: Vec<_> = origins.filter(|origin| app.lists_origin(origin)).collect();
    if listed.is_empty() {
        return Err(ProblemCode::NotFound.into());
    }
    if row.state != AttemptState::Open {
        return Err(ProblemCode::AttemptOver.into());
    }
    Ok(listed)
}

/// Uses the yes up, and says which page the link session is made for.
async fn admit(app: &App, row: &AttemptRow) -> Result<Origin, Error> {
    let origins = origins_to_ask_for(app, row).await?;
    let origin = origins.into_iter().next().ok_or(ProblemCode::NotFound)?;
    let now = clock::now();
    if app.store.let_in_confirmed(row, now - ASK_LIFE, now).await? {
        Ok(origin)
    } else {
        Err(ProblemCode::TicketUsed.into())
    }
}
