//! What a browser says about a request, which a page cannot forge: `Origin` and Fetch Metadata.

use axum::http::HeaderMap;
use connect_contract::{CLIENT_HEADER, ProblemCode};

use super::Origin;
use crate::error::Error;

const FETCH_SITE: &str = "sec-fetch-site";

/// Whether the browser says that a page of another origin, or none that can be named, makes this call.
pub fn sends_from_elsewhere(headers: &HeaderMap, own: &Origin) -> bool {
    let by_origin = match Origin::of_request(headers) {
        Some(Ok(origin)) => origin != *own,
        Some(Err(())) => true,
        None => false,
    };
    by_origin || fetch_site(headers).is_some_and(|site| site != "same-origin")
}

/// Refuses a state-changing call that does not prove to come from a script of our own page.
///
/// A form or an image of another site cannot add the header, a script of another site is named by the browser. (T32)
pub fn require_own_page(headers: &HeaderMap, own: &Origin) -> Result<(), Error> {
    if !headers.contains_key(CLIENT_HEADER) || sends_from_elsewhere(headers, own) {
        return Err(ProblemCode::CrossSiteRequest.into());
    }
    Ok(())
}

/// What the browser says about the page that makes the call, if it is a browser that says so.
pub fn fetch_site(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(FETCH_SITE)
        .map(|value| value.to_str().unwrap_or("cross-site"))
}
