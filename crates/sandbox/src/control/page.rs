use axum::extract::State;
use maud::{Markup, html};
use serde_json::Value;

use super::api::seconds_ago;
use crate::app::{Shared, lock};
use crate::calls::Call;
use crate::clock;
use crate::networks::NETWORKS;
use crate::pages;
use crate::world::{Coop, Profile};

const ROUTES: [&str; 7] = [
    "GET /user",
    "POST /profiles/link-sessions",
    "GET /profiles/link-sessions/*",
    "DELETE /profiles/social",
    "POST /profiles",
    "GET /profiles",
    "*",
];
const FAULTS: [&str; 8] = [
    "slow",
    "hang",
    "status",
    "html",
    "truncated",
    "malformed",
    "empty",
    "rate_limited",
];
const COOP_VALUES: [&str; 5] = [
    "default",
    "none",
    "same-origin",
    "same-origin-allow-popups",
    "noopener-allow-popups",
];
const CALLS_SHOWN: usize = 30;

/// `GET /`: the page for people.
pub async fn page(State(app): State<Shared>) -> Markup {
    let (profiles, coop) = app.read(|world| {
        let profiles: Vec<Profile> = world.everybody().cloned().collect();
        let coop: Vec<(&str, Coop)> = NETWORKS
            .iter()
            .map(|network| (network.name, world.settings.coop_of(network)))
            .collect();
        (profiles, coop)
    });
    let main = html! {
        main.wide {
            h1 { "Sandbox" }
            p { "It answers at " code { (app.public_url) "/api" } " as Ayrshare would. Faults can also be typed: "
                "a name such as " code { "sim-322" } " at a sign-in, a title such as " code { "Acme sim-slow" } " on a profile." }
            h2 { "Profiles" }
            @for profile in &profiles { (profile_sheet(profile)) }
            h2 { "Let calls go wrong" }
            (faults(&app))
            h2 { "Windows" }
            (windows(&app, &coop))
            h2 { "Latest calls" }
            (calls(&app))
        }
    };
    pages::page("Sandbox", &main)
}

fn profile_sheet(profile: &Profile) -> Markup {
    let now = clock::now();
    html! {
        section.sheet {
            h2 { (profile.title) @if profile.is_suspended() { " " span.quiet { "(suspended)" } } }
            ul.networks {
                @for (platform, link) in profile.active(now) {
                    li {
                        span.grow {
                            strong { (platform) } " "
                            (link.account.get("displayName").and_then(Value::as_str).unwrap_or_default())
                        }
                        form method="post" action="/control/unlink" {
                            input type="hidden" name="title" value=(profile.title);
                            input type="hidden" name="platform" value=(platform);
                            button.plain type="submit" { "Drop " (platform) }
                        }
                    }
                }
            }
            @if profile.links.is_empty() { p.quiet { "Nothing is linked." } }
            form.row method="post" action="/control/link" {
                input type="hidden" name="title" value=(profile.title);
                label.field { "Network"
                    select name="platform" {
                        @for network in &NETWORKS { option value=(network.id) { (network.name) } }
                    }
                }
                button.plain type="submit" { "Link without a person" }
            }
        }
    }
}

fn faults(app: &Shared) -> Markup {
    let rules = lock(&app.faults).list().to_vec();
    html! {
        section.sheet {
            @if rules.is_empty() { p.quiet { "Every call goes well." } }
            ul {
                @for rule in &rules {
                    li {
                        code { (rule.route) } " " (serde_json::to_value(rule.fault).unwrap_or_default().as_str().unwrap_or_default())
                        @if let Some(times) = rule.times { ", " (times) " times" }
                    }
                }
            }
            form.row method="post" action="/control/fault" {
                (select("Call", "route", &ROUTES))
                (select("Fault", "fault", &FAULTS))
                label.field { "Status" input type="number" name="status" placeholder="503" min="200" max="599"; }
                label.field { "Seconds" input type="number" name="seconds" placeholder="3" min="0" step="0.1"; }
                label.field { "Times" input type="number" name="times" placeholder="always" min="1"; }
                button type="submit" { "Let it go wrong" }
            }
            form method="post" action="/control/clear" {
                div.actions { button.plain type="submit" { "Clear all faults" } }
            }
        }
    }
}

fn windows(app: &Shared, coop: &[(&str, Coop)]) -> Markup {
    html! {
        section.sheet {
            p.quiet { "Consent pages that cut their opener off: "
                @for (number, (name, _)) in coop.iter().filter(|(_, value)| *value == Coop::SameOrigin).enumerate() {
                    @if number > 0 { ", " } (name)
                } "." }
            form.row method="post" action="/control/coop" {
                label.field { "Network"
                    select name="network" {
                        option value="*" { "Every network" }
                        @for network in &NETWORKS { option value=(network.id) { (network.name) } }
                    }
                }
                (select("Cross-Origin-Opener-Policy", "value", &COOP_VALUES))
                button.plain type="submit" { "Set" }
            }
            form.row method="post" action="/control/link-life" {
                label.field { "Life of a linking URL in seconds"
                    input type="number" name="seconds" min="0" value=(app.link_life().as_secs()); }
                button.plain type="submit" { "Set" }
            }
        }
    }
}

fn select(label: &str, name: &str, values: &[&str]) -> Markup {
    html! {
        label.field { (label) select name=(name) { @for value in values { option value=(value) { (value) } } } }
    }
}

fn calls(app: &Shared) -> Markup {
    let calls: Vec<Call> = lock(&app.calls)
        .list()
        .rev()
        .take(CALLS_SHOWN)
        .cloned()
        .collect();
    html! {
        section.sheet.scroll {
            table {
                thead { tr { th { "Call" } th { "Profile" } th { "Status" } th { "Seconds ago" } } }
                tbody {
                    @for call in &calls {
                        tr {
                            td { code { (call.method) " " (call.path) } }
                            td { (call.profile.as_deref().unwrap_or_default()) }
                            td { @match call.status { Some(status) => (status), None => "open" } }
                            td { (seconds_ago(call.at_ms)) }
                        }
                    }
                }
            }
        }
    }
}
