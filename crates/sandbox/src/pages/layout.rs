use maud::{DOCTYPE, Markup, html};

use crate::networks::Network;

/// On every page: nobody should take this for the real thing.
pub const SANDBOX_BANNER: &str =
    "SANDBOX: a stand-in for Ayrshare and the networks. Nothing here is real.";

/// A whole page.
pub fn page(title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " (sandbox)" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/assets/sandbox.css";
            }
            body {
                p.banner { (SANDBOX_BANNER) }
                (main)
            }
        }
    }
}

/// The tile of a network: a letter on its colour, no logo of anybody.
pub fn tile(network: &Network) -> Markup {
    html! {
        svg.tile viewBox="0 0 40 40" aria-hidden="true" {
            rect width="40" height="40" fill=(network.color) {}
            text x="20" y="20" dy=".36em" text-anchor="middle" fill="#fff" font-size="20" font-weight="700" {
                (network.name.get(..1).unwrap_or_default())
            }
        }
    }
}

/// A page of one network.
pub fn network_page(network: &Network, body: &Markup) -> Markup {
    page(
        network.name,
        &html! {
            main {
                section.sheet {
                    div.network-head { (tile(network)) h1 { (network.name) } }
                    (body)
                }
            }
        },
    )
}
