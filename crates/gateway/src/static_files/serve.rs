use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use connect_contract::ProblemCode;

use super::asset::Asset;
use crate::attempts::{is_attempt_id, ring};
use crate::auth::read_cookie;
use crate::error::Error;
use crate::state::App;

/// A route of the page itself: always `index.html`, which finds its own way.
pub async fn spa(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response {
    // Only the doors of the portal ask for a session; help is for everybody, and `/enter` brings one.
    let needs_session = matches!(uri.path(), "/" | "/accounts" | "/portal");
    if let Some(sign_in) = app
        .settings
        .sign_in_url
        .as_deref()
        .filter(|_| needs_session)
        && read_cookie(&headers, app.cookies.session_name()).is_none()
    {
        return redirect(sign_in);
    }
    answer(app.site.find("/index.html"), &headers)
}

/// The completion page. That it was asked for is a sign that the attempt it names moved: it is looked at, and only what
/// Ayrshare says counts.
pub async fn done(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let attempt = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "a");
    if let Some((_, id)) = attempt.filter(|(_, id)| is_attempt_id(id)) {
        ring(&app, id.into_owned());
    }
    in_language("done", languages(&headers), &app, &headers)
}

/// The frame's document, in the language that the frame's address asks for, or else in the browser's.
pub async fn embed(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let asked = asked.and_then(|(_, tag)| language(&tag));
    let tags = asked.into_iter().chain(languages(&headers));
    in_language("embed", tags, &app, &headers)
}

/// The document `name` in the first of these languages that it is there in, or else in English.
fn in_language(
    name: &str,
    mut tags: impl Iterator<Item = String>,
    app: &App,
    headers: &HeaderMap,
) -> Response {
    let english = app.site.find(&format!("/{name}.html"));
    let page = tags.find_map(|tag| match tag.as_str() {
        "en" => english,
        tag => app.site.find(&format!("/{name}.{tag}.html")),
    });
    let mut response = answer(page.or(english), headers);
    let vary = HeaderValue::from_static("accept-language");
    response.headers_mut().append(header::VARY, vary);
    response
}

/// The languages that the browser asks for, the best first, as browsers write them. The page that opened the window may speak
/// another one; nobody can tell it to this page, which comes back from the network.
fn languages(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let asked = headers.get(header::ACCEPT_LANGUAGE);
    let asked = asked.and_then(|value| value.to_str().ok());
    asked.unwrap_or_default().split(',').filter_map(language)
}

/// The language of `de-AT;q=0.8`.
fn language(item: &str) -> Option<String> {
    let tag = item.split([';', '-']).next()?.trim();
    let is_tag = (2..=3).contains(&tag.len()) && tag.bytes().all(|c| c.is_ascii_alphabetic());
    is_tag.then(|| tag.to_ascii_lowercase())
}

/// Marks an answer that pages of other origins may put into a frame: its policy says which ones.
#[derive(Clone, Copy)]
pub struct Framed;

/// Any other file.
pub async fn asset(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let found = app.site.find(uri.path());
    if found.is_some() && !matches!(method, Method::GET | Method::HEAD) {
        return Error::from(ProblemCode::MethodNotAllowed).into_response();
    }
    answer(found, &headers)
}

fn answer(found: Option<&Arc<Asset>>, asked: &HeaderMap) -> Response {
    let Some(asset) = found else {
        return Error::from(ProblemCode::NotFound).into_response();
    };
    let encoded = asset.encoded(asked);
    let etag = format!("\"{}-{}\"", asset.etag, encoded.name.unwrap_or("id"));
    let mut headers = HeaderMap::new();
    let cache = if asset.is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.content_type),
    );
    if let Some(name) = encoded.name {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    match &asset.policy {
        Some(policy) => set(&mut headers, header::CONTENT_SECURITY_POLICY, policy),
        None => let_embeds_load(&mut headers),
    }
    set(&mut headers, header::ETAG, &etag);
    let is_known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    if is_known.is_some_and(|known| {
        known
            .split(',')
            .any(|item| item.trim().trim_start_matches("W/") == etag)
    }) {
        return marked((StatusCode::NOT_MODIFIED, headers).into_response(), asset);
    }
    marked((headers, encoded.bytes).into_response(), asset)
}

fn marked(mut response: Response, asset: &Asset) -> Response {
    if asset.is_framed {
        response.extensions_mut().insert(Framed);
    }
    response
}

/// The widget's files are loaded by pages of other sites. They are the same for everybody.
fn let_embeds_load(headers: &mut HeaderMap) {
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn redirect(address: &str) -> Response {
    let mut headers = HeaderMap::new();
    set(&mut headers, header::LOCATION, address);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (StatusCode::FOUND, headers).into_response()
}
