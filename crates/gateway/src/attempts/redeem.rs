//! The start page's call: from a ticket, the portal's cookie, or a person's yes, to Ayrshare's linking page.

use std::sync::Arc;

use connect_contract::{AttemptId, ProblemCode};

use super::confirm::confirm;
use super::log::{Seen, note};
use super::start::ensure_baseline;
use crate::auth::{Digest, Origin, TokenKind};
use crate::ayrshare::LinkRequest;
use crate::clock::{self, MINUTE};
use crate::error::Error;
use crate::state::App;
use crate::store::attempts::AttemptRow;
use crate::store::sessions::Lookup;

/// What the start page brought.
pub enum Way<'a> {
    /// In an embed: the ticket, and the opener's origin as the browser gave it.
    Ticket {
        ticket: &'a str,
        opener_origin: &'a str,
    },
    /// In the portal: the attempt, which its cookie may act on.
    Portal(&'a AttemptRow),
    /// In an embed, without an opener: a person's yes.
    Confirmed(&'a AttemptId),
}

/// Where to go next. `last_brand` is the brand whose linking page this browser opened last, if any.
pub async fn redeem(
    app: &Arc<App>,
    way: Way<'_>,
    last_brand: Option<&str>,
) -> Result<(String, i64), Error> {
    match way {
        Way::Portal(row) => {
            let origin = app.own_origin.as_str();
            let url = open(app, row, redeemed(origin), origin, last_brand).await?;
            Ok((url, row.brand))
        }
        Way::Confirmed(id) => confirm(app, id, last_brand).await,
        Way::Ticket {
            ticket,
            opener_origin,
        } => {
            let digest =
                Digest::of_kind(TokenKind::Ticket, ticket).ok_or(ProblemCode::TicketUsed)?;
            let row = app
                .store
                .attempt_of_ticket(&digest)
                .await?
                .ok_or(ProblemCode::TicketUsed)?;
            if let Err(error) = admit(app, &row, &digest, opener_origin).await {
                let seen = Seen::redeem_refused(&error, opener_origin);
                note(app, row.brand, &row.id, seen).await;
                return Err(error);
            }
            let seen = redeemed(opener_origin);
            let answer = open(app, &row, seen, opener_origin, last_brand).await;
            if answer.is_err() {
                // Nobody was sent anywhere with it, so the start page may try again.
                app.store.release_ticket(&digest).await?;
            }
            Ok((answer?, row.brand))
        }
    }
}

/// Uses the ticket up, for a start page that may have it.
async fn admit(
    app: &App,
    row: &AttemptRow,
    ticket: &Digest,
    opener_origin: &str,
) -> Result<(), Error> {
    require_opener(app, row, opener_origin).await?;
    if app.store.use_ticket(ticket, clock::now()).await? {
        Ok(())
    } else {
        Err(ProblemCode::TicketUsed.into())
    }
}

/// Only a page that the session was minted for may have opened the window: a stranger who sends a victim his own ticket
/// would land the victim's account in his own brand. (T12)
async fn require_opener(app: &App, row: &AttemptRow, opener_origin: &str) -> Result<(), Error> {
    let Lookup::Live(session) = app.store.session_by_id(&row.session, clock::now()).await? else {
        return Err(ProblemCode::SessionMissing.into());
    };
    let is_allowed = Origin::parse(opener_origin).is_some_and(|origin| {
        let allows = |origin: &Origin| session.allows_origin(origin) && app.lists_origin(origin);
        // Our own frame has a session only in the page of a listed host, which the browser sees to, and a session of the
        // portal page is none of a host's.
        let in_frame = origin == app.own_origin && app.settings.allowed_origins.iter().any(allows);
        in_frame || allows(&origin)
    });
    if is_allowed {
        Ok(())
    } else {
        Err(ProblemCode::OriginNotAllowed.into())
    }
}

fn redeemed(origin: &str) -> Seen {
    Seen::Redeemed {
        opener_origin: origin.to_owned(),
    }
}

/// Asks Ayrshare for the linking page of a start page that was let in, as `let_in` says.
pub(super) async fn open(
    app: &App,
    row: &AttemptRow,
    let_in: Seen,
    origin: &str,
    last_brand: Option<&str>,
) -> Result<String, Error> {
    note(app, row.brand, &row.id, let_in).await;
    let answer = open_link(app, row, origin, last_brand).await;
    let seen = match &answer {
        Ok(_) => Seen::LinkSessionMade,
        Err(error) => Seen::link_session_failed(error),
    };
    note(app, row.brand, &row.id, seen).await;
    answer
}

async fn open_link(
    app: &App,
    row: &AttemptRow,
    origin: &str,
    last_brand: Option<&str>,
) -> Result<String, Error> {
    let brand = app.brands.get(row.brand).await?;
    ensure_baseline(app, &brand, row).await?;
    let redirect = app.address(&format!("/done.html?a={}", row.id.as_str()));
    let wanted = LinkRequest {
        network: &row.network,
        origin,
        redirect: &redirect,
        logout: last_brand.is_some_and(|last| last != brand_mark(row.brand)),
    };
    let link = brand.profile(&app.ayrshare).open_link(&wanted).await?;
    let now = clock::now();
    // A person in the middle of it has a minute more than the link.
    let expires_at = link.expires_at.map_or(row.expires_at, |end| {
        (end + MINUTE).clamp(now, now + 6 * MINUTE)
    });
    app.store
        .note_redeemed(row, link.session.as_deref(), now, expires_at)
        .await?;
    Ok(link.url)
}

/// Tells brands apart in a browser's cookie, and nothing else.
pub fn brand_mark(brand: i64) -> String {
    hex::encode(&Digest::of(&format!("brand {brand}")).as_bytes()[..8])
}
