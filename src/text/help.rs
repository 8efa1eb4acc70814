//! The help topics of the product: titles and addresses, which every card may link to.

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
            Self::Support => "support",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::ChoosingAPage => "Choosing a Page or brand",
            Self::WrongXAccount => "X: the wrong account is linked",
            Self::DuplicatedBrand => "A brand of the same name exists already",
            Self::InstagramAccount => "Instagram: Business or Creator accounts only",
            Self::PopUps => "The window does not open",
            Self::Guides => "Guides for every network",
            Self::Support => "Contact support",
        }
    }
}
