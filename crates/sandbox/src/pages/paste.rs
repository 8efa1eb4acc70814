//! The forms of Ayrshare's own page for networks that a person does not sign in to: keys, passwords, codes.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::consent::{SignInForm, buttons, hidden, name_field, radios};
use super::finish::{Ending, finish, save};
use super::layout::network_page;
use super::problem::PageProblem;
use super::visit::Visit;
use crate::app::Shared;
use crate::ids;
use crate::networks::{self, Network, SignIn};
use crate::world::XKeys;

/// Asks for the customer's own X app keys.
pub fn x_keys_form(network: &Network, session: &str) -> Markup {
    network_page(
        network,
        &html! {
            p { "X asks for the keys of your own X app." }
            form method="post" action="/networks/twitter/keys" {
                (hidden("session", session))
                label.field { "Consumer Key" input type="text" name="key" autocomplete="off" required; }
                label.field { "Consumer Secret" input type="text" name="secret" autocomplete="off" required; }
                (buttons("Continue"))
            }
        },
    )
}

/// The form of the X app keys.
#[derive(Deserialize)]
pub struct KeysForm {
    session: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    decision: String,
}

/// `POST /networks/twitter/keys`. The keys are not kept, only that they came.
pub async fn x_keys(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Form(form): Form<KeysForm>,
) -> Result<Redirect, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &form.session, &network)?;
    if network.id != "twitter" {
        return Err(PageProblem::NO_PAGE);
    }
    if form.decision == "cancel" {
        return Ok(finish(&app, &visit, network, Ending::Cancelled));
    }
    if !form.key.trim().is_empty() && !form.secret.trim().is_empty() {
        app.change(|world| {
            if let Some(session) = world.session_by_token_mut(&form.session) {
                session.x_keys = XKeys::Given;
            }
        });
    }
    Ok(Redirect::to(&visit.sign_in_url(network)))
}

/// Asks for a handle and an app password.
pub fn app_password_form(network: &Network, session: &str, wrong: Option<&str>) -> Markup {
    network_page(
        network,
        &html! {
            p { "Make an app password in the settings of " (network.name) ", not your own password." }
            p.quiet { "Here any handle will do, and an app password such as " code { "abcd-efgh-ijkl-mnop" } "." }
            @if let Some(wrong) = wrong { p.notice.bad role="alert" { (wrong) } }
            form method="post" action=(format!("/networks/{}/password", network.id)) {
                (hidden("session", session))
                label.field { "Handle"
                    input type="text" name="handle" placeholder="quillfern.example" list="handles" autocomplete="off" required;
                }
                datalist id="handles" {
                    option value="quillfern.example" {}
                    option value="brightwater.example" {}
                    option value="mapletide.example" {}
                }
                label.field { "App password"
                    input type="password" name="password" placeholder="xxxx-xxxx-xxxx-xxxx" autocomplete="off" required;
                }
                (buttons("Link account"))
            }
        },
    )
}

/// The form of the app password.
#[derive(Deserialize)]
pub struct PasswordForm {
    session: String,
    #[serde(default)]
    handle: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    decision: String,
}

/// `POST /networks/bluesky/password`.
pub async fn app_password(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &form.session, &network)?;
    if network.sign_in != SignIn::AppPassword {
        return Err(PageProblem::NO_PAGE);
    }
    if form.decision == "cancel" {
        return Ok(finish(&app, &visit, network, Ending::Cancelled).into_response());
    }
    let handle = form.handle.trim().trim_start_matches('@');
    let wrong = if handle.is_empty() {
        Some("Type the handle.")
    } else if !is_app_password(form.password.trim()) {
        Some("An app password looks like xxxx-xxxx-xxxx-xxxx.")
    } else {
        None
    };
    Ok(match wrong {
        Some(wrong) => app_password_form(network, &form.session, Some(wrong)).into_response(),
        None => finish(
            &app,
            &visit,
            network,
            Ending::Granted {
                sign_in: handle,
                page: "",
            },
        )
        .into_response(),
    })
}

fn is_app_password(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_group = |group: &&str| {
        group.len() == 4 && group.bytes().all(|letter| letter.is_ascii_alphanumeric())
    };
    groups.len() == 4 && groups.iter().all(is_group)
}

/// Shows the code for the bot. The button stands in for the bot, which a sandbox has not.
pub fn bot_form(network: &Network, session: &str) -> Markup {
    let code = ids::telegram_code();
    network_page(
        network,
        &html! {
            p { "Make " strong { "@AyrshareBot" } " an administrator of your channel or group and post this code there:" }
            p.code { (code) }
            form method="post" action=(format!("/networks/{}/bot", network.id)) {
                (hidden("session", session))
                (radios(network, "account", "Channel or group", networks::sign_in_names(network).iter().map(|name| (*name, ""))))
                (name_field())
                (buttons("I added the bot"))
            }
        },
    )
}

/// `POST /networks/telegram/bot`: the account is linked, and nobody tells the opener, because the real bot
/// finishes outside of this window.
pub async fn bot_added(
    State(app): State<Shared>,
    Path(network): Path<String>,
    Form(form): Form<SignInForm>,
) -> Result<Response, PageProblem> {
    let (visit, network) = Visit::on_the_way(&app, &form.session, &network)?;
    if network.sign_in != SignIn::Bot {
        return Err(PageProblem::NO_PAGE);
    }
    if form.decision == "cancel" {
        return Ok(finish(&app, &visit, network, Ending::Cancelled).into_response());
    }
    let name = form.chosen_name(network);
    save(&app, &visit, network, name, "");
    let body = html! {
        p.notice.good role="status" { "The bot is in " strong { (name) } ". You can close this window." }
        p { a href=(visit.page_url()) { "Back to the linking page" } }
    };
    Ok(network_page(network, &body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_password_has_four_groups_of_four() {
        assert!(is_app_password("abcd-efgh-ijkl-mnop"));
        assert!(!is_app_password("correct horse"));
        assert!(!is_app_password("abcd-efgh-ijkl"));
    }
}
