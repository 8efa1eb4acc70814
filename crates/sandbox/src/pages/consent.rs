use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use super::finish::{Ending, finish};
use super::layout::{network_page, page};
use super::paste;
use super::problem::PageProblem;
use super::visit::Visit;
use crate::app::Shared;
use crate::faults;
use crate::networks::{self, Network, SignIn};
use crate::world::XKeys;

/// What a page of the way knows: the link, and what was chosen so far.
#[derive(Debug, Deserialize)]
pub struct Step {
    session: String,
    #[serde(rename = "as", default)]
    sign_in: String,
    #[serde(default)]
    page: String,
}

/// `GET /networks/{network}/sign-in`: who signs in.
pub async fn sign_in(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Query(step): Query<Step>,
) -> Result<Markup, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &step.session, &network)?;
    if network.id == "twitter" && visit.session.x_keys == XKeys::Missing {
        return Ok(paste::x_keys_form(network, &step.session));
    }
    Ok(match network.sign_in {
        SignIn::AppPassword => paste::app_password_form(network, &step.session, None),
        SignIn::Bot => paste::bot_form(network, &step.session),
        SignIn::Consent => network_page(
            network,
            &html! {
                p.quiet { "Signed in on this device. Choose who links an account, or type any name." }
                form method="post" action=(format!("/networks/{}/sign-in", network.id)) {
                    (hidden("session", &step.session))
                    (radios(network, "account", "Sign in as", networks::sign_in_names(network).iter().map(|name| (*name, ""))))
                    (name_field())
                    (buttons("Continue"))
                }
            },
        ),
    })
}

/// A field for any name, with the names that make something go wrong.
pub fn name_field() -> Markup {
    html! {
        label.field { "Or type a name" input type="text" name="name" autocomplete="off"; }
        details {
            summary.quiet { "Names that make something go wrong" }
            ul.quiet {
                @for (name, what) in faults::PERSON_NAMES {
                    li { code { (name) } ": " (what) }
                }
            }
        }
    }
}

/// The form of the sign-in, and of the bot that stands in for one.
#[derive(Deserialize)]
pub struct SignInForm {
    pub session: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    pub decision: String,
}

impl SignInForm {
    /// Who links: the typed name, else the chosen one, else the first.
    pub fn chosen_name(&self, network: &Network) -> &str {
        let first = networks::sign_in_names(network)
            .first()
            .copied()
            .unwrap_or_default();
        [self.name.trim(), &self.account, first]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }
}

/// `POST /networks/{network}/sign-in`.
pub async fn signed_in(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Form(form): Form<SignInForm>,
) -> Result<Redirect, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &form.session, &network)?;
    if form.decision == "cancel" {
        return Ok(finish(&app, &visit, network, Ending::Cancelled));
    }
    let page = if network.choice.is_some() {
        "choose"
    } else {
        "allow"
    };
    let name = form.chosen_name(network);
    Ok(go_on(network, page, &form.session, name, ""))
}

/// `GET /networks/{network}/choose`: which Page, location, profile or channel.
pub async fn choose(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Query(step): Query<Step>,
) -> Result<Markup, PageProblem> {
    let (_, network) = Visit::on_the_way(&app, &step.session, &network)?;
    let choice = network.choice.ok_or(PageProblem::NO_PAGE)?;
    let targets = networks::targets(network, &step.sign_in);
    Ok(network_page(
        network,
        &html! {
            p.quiet { "Signed in as " strong { (step.sign_in) } }
            form method="post" action=(format!("/networks/{}/choose", network.id)) {
                (hidden("session", &step.session))
                (hidden("as", &step.sign_in))
                (radios(network, "page", choice.legend(), targets.iter().map(|target| (target.name.as_str(), target.detail))))
                (buttons("Continue"))
            }
        },
    ))
}

/// The form of the choice.
#[derive(Deserialize)]
pub struct ChoiceForm {
    session: String,
    #[serde(rename = "as")]
    sign_in: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    decision: String,
}

/// `POST /networks/{network}/choose`.
pub async fn chosen(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Form(form): Form<ChoiceForm>,
) -> Result<Redirect, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &form.session, &network)?;
    if form.decision == "cancel" {
        return Ok(finish(&app, &visit, network, Ending::Cancelled));
    }
    Ok(go_on(
        network,
        "allow",
        &form.session,
        &form.sign_in,
        &form.page,
    ))
}

/// `GET /networks/{network}/allow`: what it is asked for.
pub async fn allow(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Query(step): Query<Step>,
) -> Result<Markup, PageProblem> {
    let (_, network) = Visit::on_the_way(&app, &step.session, &network)?;
    let name = if step.page.is_empty() {
        &step.sign_in
    } else {
        &step.page
    };
    Ok(network_page(
        network,
        &html! {
            p { "Ayrshare (sandbox) wants to act for " strong { (name) } "." }
            @if faults::PersonFaults::of(&step.sign_in).moves_opener() { script src="/assets/opener.js" {} }
            form method="post" action=(format!("/networks/{}/allow", network.id)) {
                (hidden("session", &step.session))
                (hidden("as", &step.sign_in))
                (hidden("page", &step.page))
                fieldset {
                    legend { "It will be able to" }
                    @for (number, permission) in network.permissions.iter().enumerate() {
                        label.choice { input type="checkbox" name="permission" value=(number) checked; (permission) }
                    }
                }
                (buttons("Allow all"))
            }
        },
    ))
}

/// `POST /networks/{network}/allow`: the end of the way. A permission that was unticked is one too few.
pub async fn allowed(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response, PageProblem> {
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let (visit, network) = Visit::on_the_way(&app, field("session"), &network)?;
    let granted = form.iter().filter(|(key, _)| key == "permission").count();
    let ending = if field("decision") == "cancel" {
        Ending::Cancelled
    } else if granted < network.permissions.len() {
        Ending::PermissionsMissing
    } else {
        Ending::Granted {
            sign_in: field("as"),
            page: field("page"),
        }
    };
    Ok(finish(&app, &visit, network, ending).into_response())
}

/// `GET /networks/astray`: where `sim-opener-navigate` sends the page behind.
pub async fn astray() -> Markup {
    page(
        "Another page",
        &html! {
            main {
                section.sheet {
                    h1 { "Another page has taken this one’s place" }
                    p { "A network could ask for a password here. Go back: nothing of the link is lost." }
                }
            }
        },
    )
}

fn go_on(network: &Network, page: &str, session: &str, sign_in: &str, target: &str) -> Redirect {
    let mut query = Serializer::new(String::new());
    query
        .append_pair("session", session)
        .append_pair("as", sign_in);
    if !target.is_empty() {
        query.append_pair("page", target);
    }
    Redirect::to(&format!(
        "/networks/{}/{page}?{}",
        network.id,
        query.finish()
    ))
}

/// A hidden field.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A group of radio buttons, the first one chosen.
pub fn radios<'a>(
    network: &Network,
    name: &str,
    legend: &str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
) -> Markup {
    html! {
        fieldset {
            legend { (legend) }
            @for (number, (value, detail)) in options.enumerate() {
                label.choice {
                    input type="radio" name=(name) value=(value) checked[number == 0];
                    img.avatar src=(networks::picture(network, value)) alt="";
                    span { (value) @if !detail.is_empty() { small { (detail) } } }
                }
            }
        }
    }
}

/// The way on and the way out.
pub fn buttons(go_on: &str) -> Markup {
    html! {
        div.actions {
            button type="submit" { (go_on) }
            button.plain type="submit" name="decision" value="cancel" formnovalidate { "Cancel" }
        }
    }
}
