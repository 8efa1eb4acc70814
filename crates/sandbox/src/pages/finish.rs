use axum::response::Redirect;

use super::visit::Visit;
use crate::app::{LinkOrder, Shared};
use crate::clock;
use crate::faults::PersonFaults;
use crate::networks::{self, Chosen, Network, TargetKind};
use crate::world::{LinkingError, Outcome, OutcomeKind, XKeys};

/// How a person left the network's pages.
pub enum Ending<'a> {
    /// They gave up.
    Cancelled,
    /// They did not give everything.
    PermissionsMissing,
    /// They gave everything.
    Granted {
        /// Who signed in.
        sign_in: &'a str,
        /// What was chosen; empty where nothing is.
        page: &'a str,
    },
}

/// Ends an attempt and goes back to the linking page, which tells the opener.
pub fn finish(app: &Shared, visit: &Visit, network: &Network, ending: Ending<'_>) -> Redirect {
    let (kind, faults) = match ending {
        Ending::Cancelled => (OutcomeKind::Cancelled, PersonFaults::of("")),
        Ending::PermissionsMissing => {
            let message = "Not every permission was given. Link again and accept all.".to_owned();
            (
                OutcomeKind::Error {
                    code: None,
                    message,
                },
                PersonFaults::of(""),
            )
        }
        Ending::Granted { sign_in, page } => {
            let faults = PersonFaults::of(sign_in);
            match faults.error() {
                Some((code, message)) => (
                    OutcomeKind::Error {
                        code,
                        message: message.to_owned(),
                    },
                    faults,
                ),
                None => {
                    save(app, visit, network, sign_in, page);
                    (OutcomeKind::Success, faults)
                }
            }
        }
    };
    app.change(|world| {
        if let OutcomeKind::Error { code, .. } = &kind
            && let Some(profile) = world.profile_mut(&visit.profile.ref_id)
        {
            let (platform, code) = (network.id.to_owned(), *code);
            profile.linking_errors.push(LinkingError {
                platform,
                code,
                at: clock::now(),
            });
        }
        if let Some(session) = world.session_by_token_mut(&visit.session.token) {
            let (silent, stays_open) = (faults.is_silent(), faults.stays_open());
            session.outcome = Some(Outcome {
                network: network.id.to_owned(),
                kind,
                silent,
                stays_open,
            });
        }
    });
    Redirect::to(&visit.page_url())
}

/// Saves the account of a person who signed in. What they typed may ask for a fault.
pub fn save(app: &Shared, visit: &Visit, network: &Network, sign_in: &str, page: &str) {
    let targets = networks::targets(network, sign_in);
    let target = targets
        .iter()
        .find(|target| target.name == page)
        .or(targets.first());
    let (name, kind) = target.map_or((sign_in, TargetKind::Organization), |target| {
        (&*target.name, target.kind)
    });
    let chosen = Chosen {
        sign_in,
        name,
        kind,
    };
    let faults = PersonFaults::of(sign_in);
    let mut account = networks::fields(network, &chosen, &app.public_url, clock::now());
    faults.spoil(&mut account);
    app.link(LinkOrder {
        ref_id: &visit.profile.ref_id,
        network: network.id,
        account,
        late: faults.saves_late(),
        token: Some(&visit.session.token),
        byok: network.id == "twitter" && visit.session.x_keys == XKeys::Given,
    });
}
