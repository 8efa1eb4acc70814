//! The pages of "Acme Coffee Studio". Ordinary links and full page loads: a host need not be a single-page app, and the
//! widget must not get in the way of its links.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::policy::{LOADER, Policy};
use crate::surroundings::{Hostile, Surroundings};

const NAV: [(&str, &str); 4] = [
    ("/", "Dashboard"),
    ("/framed", "In a frame"),
    ("/reports", "Reports"),
    ("/settings", "Settings"),
];

/// The page with the widget.
pub fn dashboard(brand: &str, gateway: &str, surroundings: Surroundings) -> Markup {
    let widgets = html! {
        @match surroundings.count() {
            1 => connect-accounts gateway=(gateway) session-endpoint="/connect-session" { (without_scripts()) },
            count => @for place in 1..=count {
                @let user = if surroundings.same_user { 1 } else { place };
                h3 { (brand) " " (user) }
                connect-accounts gateway=(gateway) session-endpoint={ "/connect-session?user=" (user) }
                    theme=(if place % 2 == 0 { "dark" } else { "light" }) {}
            }
        }
    };
    let first = html! {
        @match surroundings.hostile {
            Some(Hostile::Styles) => link rel="stylesheet" href="/hostile.css";,
            Some(Hostile::Globals) => script src="/hostile.js" {},
            None => {}
        }
        @if surroundings.takes_away() { script src="/without.js" {} }
    };
    let element = format!("{gateway}/connect-accounts.js");
    let scripts = match surroundings.policy {
        Some(Policy::StrictDynamic) => html! {
            script data-load={ (element) " /host.js" } { (PreEscaped(LOADER)) }
        },
        _ => modules(&[&element, "/host.js"]),
    };
    studio(
        brand,
        "/",
        "Dashboard",
        html! { (first) (scripts) },
        widgets,
    )
}

/// What a reader without scripts has in the widget's place. It is never drawn where scripts run.
fn without_scripts() -> Markup {
    html! {
        noscript {
            p {
                "Your accounts are shown here with JavaScript only. Switch it on for this site, or "
                a href="/connect" { "manage them on a page of their own" } "."
            }
        }
    }
}

fn modules(addresses: &[&str]) -> Markup {
    html! {
        @for address in addresses { script type="module" src=(address) {} }
    }
}

/// The same page with the portal in a frame of the gateway's site.
pub fn framed(brand: &str, gateway: &str) -> Markup {
    let element = format!("{gateway}/connect-accounts-frame.js");
    let scripts = modules(&[&element, "/host.js"]);
    let frame = html! {
        connect-accounts-frame gateway=(gateway) session-endpoint="/connect-session" title="Social accounts" {}
    };
    studio(brand, "/framed", "In a frame", scripts, frame)
}

fn studio(brand: &str, path: &str, title: &str, scripts: Markup, accounts: Markup) -> Markup {
    layout(
        brand,
        path,
        title,
        scripts,
        html! {
            h1 { "Good morning" }
            p .lead {
                "Twelve people picked up a pour-over before eight. See "
                a href="/reports" { "last week’s reports" } "."
            }
            ul .tiles {
                li { strong { "148" } " orders today" }
                li { strong { "€ 612" } " till now" }
                li { strong { "4.8" } " from 31 reviews" }
            }
            section aria-labelledby="accounts" {
                h2 #accounts { "Where your posts go" }
                p { "Connect the accounts that " (brand) " posts from. You can also "
                    a href="/connect" { "manage them on a page of their own" } "." }
                (accounts)
            }
            section aria-labelledby="log" {
                h2 #log { "What the widget told this page" }
                p .quiet { "A host listens to these events, for example to enable its “Publish” button." }
                ol #events {}
                p #no-events .quiet { "Nothing yet." }
            }
        },
    )
}

/// A page without the widget.
pub fn reports(brand: &str) -> Markup {
    layout(
        brand,
        "/reports",
        "Reports",
        html! {},
        html! {
            h1 { "Reports" }
            p .lead { "Last week in the shop." }
            table {
                thead { tr { th scope="col" { "Day" } th scope="col" { "Orders" } th scope="col" { "Takings" } } }
                tbody {
                    @for (day, orders, takings) in [("Monday", 131, "€ 540"), ("Tuesday", 148, "€ 612"), ("Wednesday", 160, "€ 655")] {
                        tr { th scope="row" { (day) } td { (orders) } td { (takings) } }
                    }
                }
            }
        },
    )
}

/// Another page without the widget.
pub fn settings(brand: &str) -> Markup {
    layout(
        brand,
        "/settings",
        "Settings",
        html! {},
        html! {
            h1 { "Settings" }
            p .lead { "Opening hours, staff and receipts would be here." }
            p { a href="/connect" { "Manage social accounts" } }
        },
    )
}

/// A page of another site that is nothing but a frame with the dashboard.
pub fn frame(brand: &str, inner: &str, sandbox: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (brand) " in a frame" }
                link rel="stylesheet" href="/host.css";
            }
            body { iframe .whole src=(inner) title="Dashboard" sandbox=[sandbox] {} }
        }
    }
}

/// A page that says one thing.
pub fn message(brand: &str, heading: &str, sentence: &str) -> Markup {
    layout(
        brand,
        "",
        heading,
        html! {},
        html! {
            h1 { (heading) }
            p .lead role="alert" { (sentence) }
            p { a href="/" { "Back to the dashboard" } }
        },
    )
}

fn layout(brand: &str, path: &str, title: &str, head: Markup, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (brand) " Studio" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/host.css";
                (head)
            }
            body {
                header {
                    p .brand { (brand) " Studio" }
                    nav aria-label="Main" {
                        @for (address, name) in NAV {
                            a href=(address) aria-current=[(address == path).then_some("page")] { (name) }
                        }
                    }
                }
                main { (content) }
                footer { "An example of a host app. The accounts part comes from the gateway." }
            }
        }
    }
}
