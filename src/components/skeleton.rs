use connect_words::words;

use super::{Element, el};

/// Thirteen empty cards, the same as the page's HTML draws before WebAssembly is there.
pub fn skeleton() -> Element {
    el("div")
        .class("grid")
        .attr("role", "status")
        .attr("aria-label", words::LOADING)
        .children((0..13).map(|_| el("div").class("card card-empty")))
}
