use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use connect_contract::{AccountId, Action, CONFIRM_HEADER, Impact, NetworkId, ProblemCode};
use percent_encoding::percent_decode_str;

use crate::accounts::standings;
use crate::auth::Caller;
use crate::error::Error;
use crate::sessions::Session;
use crate::state::App;

/// What a dialog shows may be as old as the grid behind it.
const DIALOG_AGE: Duration = Duration::from_secs(2);

/// `GET /accounts/{network}/impact`.
pub async fn impact(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(network): Path<String>,
) -> Result<Json<Impact>, Error> {
    let network = NetworkId::new(network);
    caller.session.require(Action::Read)?;
    require_covered(&caller, &network)?;
    let brand = app.brands.get(caller.session.brand).await?;
    let snapshot = app.accounts.read(&brand, DIALOG_AGE).await?;
    let linked = snapshot
        .accounts
        .get(&network)
        .ok_or(ProblemCode::NotFound)?;
    // Ayrshare's API does not tell how many posts are scheduled for one account.
    Ok(Json(Impact {
        account_id: linked.account.id.clone(),
        scheduled_posts: None,
    }))
}

/// `DELETE /accounts/{network}`.
pub async fn unlink(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(network): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    let network = NetworkId::new(network);
    caller.session.require(Action::Unlink)?;
    require_covered(&caller, &network)?;
    let meant = confirmed_account(&headers)?;
    // Whoever closes the page after confirming has confirmed all the same.
    tokio::spawn(async move { unlink_meant(&app, &caller.session, &network, &meant).await })
        .await
        .map_err(|_| Error::internal("an unlink broke off"))??;
    Ok(StatusCode::NO_CONTENT)
}

/// Unlinks the account that the person saw, and no other.
async fn unlink_meant(
    app: &App,
    session: &Session,
    network: &NetworkId,
    meant: &str,
) -> Result<(), Error> {
    let brand = app.brands.get(session.brand).await?;
    let snapshot = app.accounts.read_now(&brand).await?;
    let Some(linked) = snapshot.accounts.get(network) else {
        // Nothing is linked there now, which is what was asked for.
        return Ok(());
    };
    if linked.account.id.0 != meant {
        return Err(ProblemCode::AccountChanged.into());
    }
    let standing = standings(app, session, &snapshot).await?.of(network);
    if !standing.is_some_and(|standing| connect_core::can::unlink(&standing, &session.actions)) {
        return Err(ProblemCode::ScopeDenied.into());
    }
    app.accounts.unlink(&brand, network).await
}

/// `POST /accounts/{network}/keep`: an account that nobody linked with this product stays. (T12)
pub async fn keep(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(network): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    let network = NetworkId::new(network);
    caller.session.require(Action::Link)?;
    require_covered(&caller, &network)?;
    let meant = AccountId(confirmed_account(&headers)?);
    app.accounts
        .keep(caller.session.brand, &network, &meant)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn require_covered(caller: &Caller, network: &NetworkId) -> Result<(), Error> {
    if caller.session.covers(network) {
        Ok(())
    } else {
        Err(ProblemCode::ScopeDenied.into())
    }
}

/// The account that the person saw in the dialog.
fn confirmed_account(headers: &HeaderMap) -> Result<String, Error> {
    let value = headers
        .get(CONFIRM_HEADER)
        .and_then(|value| value.to_str().ok());
    let value = value.ok_or_else(|| {
        Error::invalid(format!(
            "{CONFIRM_HEADER} has to name the account, percent-encoded."
        ))
    })?;
    percent_decode_str(value)
        .decode_utf8()
        .map(|text| text.into_owned())
        .map_err(|_| Error::invalid(format!("{CONFIRM_HEADER} is not percent-encoded UTF-8.")))
}
