use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use connect_contract::{Action, Brand, Portal, Support};

use crate::accounts::standings;
use crate::attempts::read_for_page;
use crate::auth::Caller;
use crate::clock;
use crate::error::Error;
use crate::state::App;

/// A page that reads again at once gets what it just had, whatever Ayrshare does meanwhile.
const STILL_GOOD: Duration = Duration::from_secs(2);

/// `GET /portal`.
pub async fn show(caller: Caller, State(app): State<Arc<App>>) -> Result<Json<Portal>, Error> {
    let session = &caller.session;
    session.require(Action::Read)?;
    let brand = app.brands.get(session.brand).await?;
    let snapshot = match read_for_page(&app, &brand).await {
        Ok(snapshot) => snapshot,
        Err(error) => brand.slot.younger_than(STILL_GOOD).ok_or(error)?,
    };
    let open = app
        .store
        .attempts_at_ayrshare(brand.id, clock::now())
        .await?;
    let networks = standings(&app, session, &snapshot).await?.all(open);
    Ok(Json(Portal {
        brand: Brand { name: brand.name },
        networks,
        session: session.scope(),
        support: Support {
            url: app.settings.support_url.clone(),
        },
        as_of: clock::format(snapshot.as_of),
    }))
}
