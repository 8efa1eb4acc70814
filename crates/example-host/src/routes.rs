use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Query, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use maud::Markup;
use serde::Deserialize;

use crate::gateway::{Gateway, NoSession, Use};
use crate::policy::Policy;
use crate::reports::Reports;
use crate::surroundings::{Sandbox, Surroundings, Wasm};
use crate::{pages, policy, problem, react_app};

/// What every request can use.
#[derive(Debug)]
pub struct App {
    /// Where sessions come from.
    pub gateway: Gateway,
    /// This host's own origin.
    pub origin: String,
    /// What the demo user's brand is called.
    pub brand: String,
    /// The same server by a name that browsers take for another site.
    pub other_site: String,
    /// The same app in React, built.
    pub react_app: Option<PathBuf>,
    /// The Content-Security-Policy of all pages but the one with the frame.
    pub policy: String,
    /// That one's.
    pub frame_policy: String,
    /// What browsers refused by it.
    pub reports: Reports,
}

/// All addresses of the app.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(dashboard))
        .route("/framed", get(framed))
        .route("/frame", get(frame))
        .route("/reports", get(reports))
        .route("/settings", get(settings))
        .route("/plain", get(plain))
        .route("/strict", get(strict))
        .route("/connect", get(connect))
        .route("/connect-session", post(connect_session))
        .route("/host.css", get(style))
        .route("/host.js", get(script))
        .route("/hostile.css", get(hostile_style))
        .route("/hostile.js", get(hostile_script))
        .route("/without.js", get(without_script))
        .route(policy::REPORTS, get(reports_kept).post(report))
        .route("/react", get(|| async { Redirect::permanent("/react/") }))
        .route("/react/", get(react_app::page))
        .route("/react/config.json", get(react_app::config))
        .route("/react/{*path}", get(react_app::file))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(not_found)
        .layer(middleware::from_fn_with_state(app.clone(), secure))
        .with_state(app)
}

async fn dashboard(
    State(app): State<Arc<App>>,
    Query(surroundings): Query<Surroundings>,
) -> Response {
    let gateway = &app.gateway.origin;
    let mut page = pages::dashboard(&app.brand, gateway, surroundings).into_string();
    let mut policy = app.policy.clone();
    if let Some(asked) = surroundings.policy {
        let nonce = policy::nonce();
        policy = asked.of(&policy, gateway, &nonce);
        if asked == Policy::Nonce {
            page = page.replace("<script ", &format!("<script nonce=\"{nonce}\" "));
        }
    }
    let mut response = Html(page).into_response();
    surroundings.set(response.headers_mut());
    if surroundings.framed {
        let framed = format!("frame-ancestors {}", app.other_site);
        policy = policy.replace("frame-ancestors 'none'", &framed);
    }
    if surroundings.wasm == Some(Wasm::Refused) {
        policy = policy.replace(" 'wasm-unsafe-eval'", "");
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The dashboard with the portal in a frame of the gateway's site.
async fn framed(State(app): State<Arc<App>>, Query(surroundings): Query<Surroundings>) -> Response {
    let mut response = pages::framed(&app.brand, &app.gateway.origin).into_response();
    surroundings.set(response.headers_mut());
    if let Ok(policy) = HeaderValue::from_str(&app.frame_policy) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The dashboard in a frame of another site: this same server under its other name.
async fn frame(State(app): State<Arc<App>>, Query(surroundings): Query<Surroundings>) -> Response {
    let inner = format!("{}/?framed=true", app.origin);
    let sandbox = surroundings.sandbox.map(Sandbox::words);
    let mut response = pages::frame(&app.brand, &inner, sandbox).into_response();
    surroundings.set(response.headers_mut());
    let policy = format!(
        "default-src 'none'; style-src 'self'; frame-src {}; base-uri 'none'",
        app.origin
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

async fn reports(State(app): State<Arc<App>>) -> Markup {
    pages::reports(&app.brand)
}

async fn settings(State(app): State<Arc<App>>) -> Markup {
    pages::settings(&app.brand)
}

/// A page without anything of a host in it.
async fn plain(State(app): State<Arc<App>>) -> impl IntoResponse {
    let page = include_str!("../site/plain.html").replace("{{gateway}}", &app.gateway.origin);
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page)
}

/// The dashboard where scripts may write no markup either, as in an app around a browser.
async fn strict(State(app): State<Arc<App>>) -> Response {
    let page = pages::dashboard(&app.brand, &app.gateway.origin, Surroundings::default());
    let mut response = page.into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy::strict(&app.policy)) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

async fn report(State(app): State<Arc<App>>, report: String) -> StatusCode {
    app.reports.keep(report);
    StatusCode::NO_CONTENT
}

async fn reports_kept(State(app): State<Arc<App>>) -> Json<Vec<String>> {
    Json(app.reports.all())
}

async fn not_found(State(app): State<Arc<App>>) -> (StatusCode, Markup) {
    let page = pages::message(
        &app.brand,
        "There is no such page",
        "The address may be misspelt.",
    );
    (StatusCode::NOT_FOUND, page)
}

/// Which user's session.
#[derive(Deserialize)]
struct Asked {
    user: Option<u8>,
}

/// A session for the widget. A real host checks here who is signed in and asks for a session of that user.
async fn connect_session(
    State(app): State<Arc<App>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    // Another site's page cannot read the answer; it need not make us work either.
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if !matches!(site, None | Some(b"same-origin" | b"none")) {
        return problem::problem(
            StatusCode::FORBIDDEN,
            "cross_site_request",
            "The call does not come from this app.",
        );
    }
    match app
        .gateway
        .session(Use::Widget {
            origin: &app.origin,
            user: asked.user,
        })
        .await
    {
        Ok(session) => {
            let headers = [
                (CONTENT_TYPE, "application/json"),
                (CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::CREATED, headers, session).into_response()
        }
        Err(no_session) => no_session.into_response(),
    }
}

/// The way into the portal page: its address works once, so it is made when somebody wants to go there.
async fn connect(State(app): State<Arc<App>>) -> Result<Response, Response> {
    let portal_url = app
        .gateway
        .portal_url()
        .await
        .map_err(|problem| no_portal(&app, &problem))?;
    Ok(([(CACHE_CONTROL, "no-store")], Redirect::to(&portal_url)).into_response())
}

fn no_portal(app: &App, problem: &NoSession) -> Response {
    tracing::warn!("no way to the portal: {problem}");
    let (status, sentence) = problem.told();
    let heading = "Your accounts cannot be shown right now";
    (status, pages::message(&app.brand, heading, &sentence)).into_response()
}

async fn style() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../site/host.css"),
    )
}

async fn script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("../site/host.js"),
    )
}

async fn hostile_style() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../site/hostile.css"),
    )
}

async fn hostile_script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("../site/hostile.js"),
    )
}

async fn without_script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("../site/without.js"),
    )
}

/// No `Cross-Origin-Opener-Policy` among these: it would cut the window that people link their accounts in off. Who wants
/// to see that asks for it: `/?coop=same-origin`.
async fn secure(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&app.policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    response
}
