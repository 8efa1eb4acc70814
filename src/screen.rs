//! The screens of the product. The page gives each an address; a widget only shows one after the other, because a router
//! would listen on the host's window and take over the host's own links.

use leptos::prelude::*;

use crate::text::HelpTopic;

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The grid.
    Portal,
    /// The help: one topic, or all.
    Help(Option<HelpTopic>),
}

/// How to get from screen to screen.
#[derive(Clone, Copy)]
pub enum Navigation {
    /// By address.
    Page,
    /// By showing it.
    Widget(RwSignal<Screen>),
}

impl Navigation {
    /// The address of a screen, where screens have one.
    pub fn address(self, screen: Screen) -> Option<String> {
        match (self, screen) {
            (Self::Widget(_), _) => None,
            (Self::Page, Screen::Portal) => Some("/portal".into()),
            (Self::Page, Screen::Help(None)) => Some("/help".into()),
            (Self::Page, Screen::Help(Some(topic))) => Some(format!("/help/{}", topic.slug())),
        }
    }

    /// Shows a screen, where screens are only shown.
    pub fn go(self, screen: Screen) {
        if let Self::Widget(shown) = self {
            shown.set(screen);
        }
    }
}

/// How to get from screen to screen, here.
pub fn use_navigation() -> Navigation {
    expect_context::<Navigation>()
}
