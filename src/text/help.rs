//! The help topics of the product: titles and addresses, which every card may link to.

use connect_words::{Plain, words};

/// A topic with an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "a topic is named as its title, which stands below"
)]
pub enum HelpTopic {
    ChoosingAPage,
    WrongXAccount,
    DuplicatedBrand,
    InstagramAccount,
    PopUps,
    Guides,
    Connection,
    Support,
}

impl HelpTopic {
    /// The last part of its address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::ChoosingAPage => "choosing-a-page",
            Self::WrongXAccount => "wrong-x-account",
            Self::DuplicatedBrand => "duplicated-brand",
            Self::InstagramAccount => "instagram-account",
            Self::PopUps => "pop-ups",
            Self::Guides => "guides",
            Self::Connection => "connection",
            Self::Support => "support",
        }
    }

    /// Its heading.
    pub fn title(self) -> Plain {
        match self {
            Self::ChoosingAPage => words::TOPIC_PAGE,
            Self::WrongXAccount => words::TOPIC_X,
            Self::DuplicatedBrand => words::TOPIC_DUPLICATE,
            Self::InstagramAccount => words::TOPIC_INSTAGRAM,
            Self::PopUps => words::TOPIC_POP_UPS,
            Self::Guides => words::TOPIC_GUIDES,
            Self::Connection => words::TOPIC_CONNECTION,
            Self::Support => words::CONTACT_SUPPORT,
        }
    }
}
