use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

use super::layout::{page, tile};
use super::problem::PageProblem;
use super::visit::Visit;
use crate::app::{Shared, Unlinking};
use crate::clock;
use crate::networks::{self, Network};
use crate::world::{Link, Mode, Outcome, OutcomeKind, Source, TokenKind, XKeys};

/// The query of a linking URL.
#[derive(Deserialize)]
pub struct Opened {
    session: Option<String>,
    jwt: Option<String>,
    #[serde(rename = "autoClose")]
    auto_close: Option<bool>,
    logout: Option<bool>,
}

/// `GET /social-accounts`: the hosted linking page.
pub async fn linking(
    State(app): State<Shared>,
    Query(opened): Query<Opened>,
) -> Result<Response, PageProblem> {
    // There is no browser session to end here: a URL always acts for its own profile.
    let _ = opened.logout;
    let visit = match (&opened.session, &opened.jwt) {
        (Some(token), _) => Visit::open(&app, token, TokenKind::Session)?,
        (None, Some(token)) => Visit::open(&app, token, TokenKind::Jwt)?,
        (None, None) => return Err(PageProblem::UNAUTHORIZED),
    };
    let outcome = note_opening(&app, &visit, opened.auto_close == Some(false));
    Ok(view(&app, &visit, outcome.as_ref()).into_response())
}

/// Writes down that the page was opened, and takes the outcome that it has to tell: each is told once.
fn note_opening(app: &Shared, visit: &Visit, keep_open: bool) -> Option<Outcome> {
    app.change(|world| {
        let session = world.session_by_token_mut(&visit.session.token)?;
        session.opened.get_or_insert_with(clock::now);
        session.keep_open |= keep_open;
        let needs_keys =
            session.network.as_deref() == Some("twitter") && session.x_keys == XKeys::Missing;
        let outcome = if needs_keys {
            Some(Outcome::x_keys_missing())
        } else {
            session.outcome.take()
        };
        outcome.map(|outcome| Outcome {
            stays_open: outcome.stays_open || session.keep_open,
            ..outcome
        })
    })
}

fn view(app: &Shared, visit: &Visit, outcome: Option<&Outcome>) -> Markup {
    let session = &visit.session;
    let only = session.only_network();
    let grid_closes = app.options.guesses.closes_after_one_network;
    let may_close = only.is_some() && (grid_closes || session.mode == Mode::Connect);
    let closes = may_close && outcome.is_some_and(Outcome::ends_the_page);
    let direct = session
        .network
        .as_deref()
        .filter(|_| session.mode == Mode::Connect)
        .and_then(networks::find);
    let next = direct
        .filter(|_| outcome.is_none())
        .map(|network| visit.sign_in_url(network));
    let profile = &visit.profile;
    let main = html! {
        main data-events=(events(only, outcome)) data-origin=[session.origin.as_deref()]
            data-redirect=[session.redirect.as_deref()] data-close=[closes.then_some("true")] data-next=[next.as_deref()]
        {
            @if !profile.hide_top_header {
                h1 { (profile.top_header.as_deref().unwrap_or("Link your social accounts")) }
            } @else {
                h1 { "Link your social accounts" }
            }
            @if !profile.hide_title {
                p.quiet { "for " strong { (profile.display_title.as_deref().unwrap_or(&profile.title)) } }
            }
            @if let Some(line) = &profile.sub_header { p { (line) } }
            @if let Some(outcome) = outcome { (notice(outcome, closes)) }
            @if let Some(next) = &next {
                p { a.button href=(next) { "Continue" } }
            } @else {
                (grid(app, visit))
            }
            form data-done method="get" action="/social-accounts/done" {
                input type="hidden" name="session" value=(session.token);
                button.plain type="submit" { "Done" }
            }
        }
        script type="module" src="/assets/linking.js" {}
    };
    page("Link your social accounts", &main)
}

fn grid(app: &Shared, visit: &Visit) -> Markup {
    let now = clock::now();
    html! {
        section.sheet {
            ul.networks {
                @for network in visit.networks() {
                    @let link = visit.profile.links.get(network.id).filter(|link| link.visible_at <= now);
                    li { (entry(app, visit, network, link)) }
                }
            }
            @if visit.networks().next().is_none() { p { "There is no network that could be linked here." } }
        }
    }
}

fn entry(app: &Shared, visit: &Visit, network: &Network, link: Option<&Link>) -> Markup {
    html! {
        (tile(network))
        @match link {
            None => {
                span.grow { (network.name) }
                a.button href=(visit.sign_in_url(network)) { "Link " (network.name) }
            }
            Some(link) => {
                @if let Some(path) = picture_of(app, link) { img.avatar src=(path) alt=""; }
                span.grow {
                    strong { (network.name) } " " span.pill { "Linked" }
                    br;
                    span.quiet { (link.account.get("displayName").and_then(Value::as_str).unwrap_or_default()) }
                }
                div.pair {
                    a.button.plain href=(visit.sign_in_url(network)) { "Relink " (network.name) }
                    form method="post" action="/social-accounts/unlink" {
                        input type="hidden" name="session" value=(visit.session.token);
                        input type="hidden" name="network" value=(network.id);
                        button.plain type="submit" { "Unlink " (network.name) }
                    }
                }
            }
        }
    }
}

/// The picture of a linked account, if it is one that this sandbox draws: the page shows nothing of strangers.
fn picture_of<'a>(app: &Shared, link: &'a Link) -> Option<&'a str> {
    let picture = link.account.get("userImage")?.as_str()?;
    picture
        .strip_prefix(&app.public_url)
        .filter(|path| path.starts_with("/avatars/"))
}

fn notice(outcome: &Outcome, closes: bool) -> Markup {
    let name =
        networks::find(&outcome.network).map_or(outcome.network.as_str(), |network| network.name);
    html! {
        @match &outcome.kind {
            OutcomeKind::Success => p.notice.good role="status" {
                (name) " is linked." @if closes { " You can close this window." }
            },
            OutcomeKind::Cancelled => p.notice role="status" { "Linking " (name) " was cancelled." },
            OutcomeKind::Error { code, message } => p.notice.bad role="alert" {
                (name) " could not be linked. " (message) @if let Some(code) = code { " (code " (code) ")" }
            },
        }
    }
}

/// The messages to the opener. A page that shows a single network names it.
fn events(only: Option<&str>, outcome: Option<&Outcome>) -> String {
    let events: Vec<Value> = match outcome {
        None => vec![match only {
            Some(network) => json!({"event": "connect:ready", "network": network}),
            None => json!({"event": "connect:ready"}),
        }],
        Some(outcome) if outcome.silent => Vec::new(),
        Some(outcome) => vec![outcome.message()],
    };
    Value::Array(events).to_string()
}

/// The form of "Unlink ...".
#[derive(Deserialize)]
pub struct UnlinkForm {
    session: String,
    network: String,
}

/// `POST /social-accounts/unlink`.
pub async fn unlink(
    State(app): State<Shared>,
    Form(form): Form<UnlinkForm>,
) -> Result<Redirect, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &form.session, &form.network)?;
    app.unlink(Unlinking {
        ref_id: &visit.profile.ref_id,
        network: network.id,
        source: Source::User,
        details: None,
    });
    Ok(Redirect::to(&visit.page_url()))
}

/// The form of "Done".
#[derive(Deserialize)]
pub struct DoneForm {
    session: String,
}

/// `GET /social-accounts/done`: on to where the link session wants it, or a last word.
pub async fn done(State(app): State<Shared>, Query(form): Query<DoneForm>) -> Response {
    let redirect = app.read(|world| {
        world
            .session_by_token(&form.session)
            .and_then(|session| session.redirect.clone())
    });
    match redirect {
        Some(redirect) => Redirect::to(&redirect).into_response(),
        None => {
            let main = html! { main { section.sheet { h1 { "All done" } p { "You can close this window." } } } };
            page("All done", &main).into_response()
        }
    }
}
