use connect_contract::NetworkId;

use super::{Element, el};
use crate::portal::use_portal;

/// The logo of a network, `size` pixels wide and high; a sign for all others. The name stands beside it.
pub fn logo(network: &NetworkId, size: &'static str) -> Element {
    let file = network.well_known().map_or("generic", |known| known.id);
    el("img")
        .class("logo")
        .attr("part", "logo")
        .attr("src", use_portal().asset(&format!("networks.svg#{file}")))
        .attr("alt", "")
        .attr("width", size)
        .attr("height", size)
}
