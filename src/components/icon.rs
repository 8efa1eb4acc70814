use super::{Element, IntoWords, el};

/// The small signs beside a state's word: colour never stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a sign is named for what it shows")]
pub enum Icon {
    Plus,
    Check,
    Clock,
    Window,
    Warning,
    Off,
    Question,
}

/// Draws an [`Icon`]. Hidden from assistive technology: the word beside it says the same.
pub fn icon(icon: Icon) -> Element {
    let path = match icon {
        Icon::Plus => "M8 3v10M3 8h10",
        Icon::Check => "M3 8.5l3.5 3.5L13 4.5",
        Icon::Clock => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 5v3l2 2",
        Icon::Window => "M2.5 3.5h11v9h-11zM2.5 6.5h11",
        Icon::Warning => "M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.2",
        Icon::Off => "M4 4l8 8M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
        Icon::Question => "M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M8 12v.2",
    };
    el("svg")
        .class("icon")
        .attr("viewBox", "0 0 16 16")
        .attr("width", "16")
        .attr("height", "16")
        .attr("aria-hidden", "true")
        .child(el("path").attr("d", path))
}

/// A state: a sign and the word for it.
pub fn state(sign: Icon, word: impl IntoWords) -> Element {
    el("span")
        .class("state")
        .child(icon(sign))
        .child(el("span").child(word.into_words()))
}
