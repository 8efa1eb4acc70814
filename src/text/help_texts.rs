//! What the help topics say. Only the page shows them.

use connect_contract::{WellKnownNetwork, well_known_networks};
use connect_words::{Plain, Text, words};

use super::HelpTopic;

/// A piece of a topic.
pub enum Paragraph {
    /// Plain words.
    Words(Plain),
    /// Numbered steps.
    Steps(&'static [Plain]),
    /// A link that leaves the product.
    Link {
        /// Its words.
        words: String,
        /// Where it leads.
        href: String,
    },
    /// How to reach support: known only at run time.
    Support,
    /// How to allow pop-ups in the browser at hand.
    AllowPopUps,
}

/// Every topic, in the order in which to show them.
pub fn topics() -> &'static [HelpTopic] {
    &[
        HelpTopic::ChoosingAPage,
        HelpTopic::WrongXAccount,
        HelpTopic::InstagramAccount,
        HelpTopic::PopUps,
        HelpTopic::DuplicatedBrand,
        HelpTopic::Guides,
        HelpTopic::Support,
    ]
}

/// The topic with this last part of an address.
pub fn topic(slug: &str) -> Option<HelpTopic> {
    topics().iter().copied().find(|topic| topic.slug() == slug)
}

impl HelpTopic {
    /// Whether it is about what was typed. `says` tells whether a text has that in it.
    pub fn fits(self, typed: &str, text: &Text, says: fn(text: &str, typed: &str) -> bool) -> bool {
        let mut said = text.say(self.title()).to_owned();
        let mut add = |words: &str| said.extend([" ", words]);
        for paragraph in self.paragraphs(text) {
            match paragraph {
                Paragraph::Words(words) => add(text.say(words)),
                Paragraph::Steps(steps) => steps.iter().for_each(|step| add(text.say(*step))),
                Paragraph::Link { words, .. } => add(&words),
                Paragraph::Support | Paragraph::AllowPopUps => {}
            }
        }
        says(&said, typed)
    }

    /// What it says.
    pub fn paragraphs(self, text: &Text) -> Vec<Paragraph> {
        use Paragraph::{AllowPopUps, Link, Steps, Support, Words};
        match self {
            Self::ChoosingAPage => vec![
                Words(words::PAGE_LEAD),
                Steps(&[
                    words::PAGE_TICK_ALL,
                    words::PAGE_CHOOSE,
                    words::PAGE_MISSING,
                    words::PAGE_OTHERS,
                ]),
            ],
            Self::WrongXAccount => vec![
                Words(words::X_LEAD),
                Steps(&[words::X_SWITCH, words::X_UNLINK, words::X_LINK]),
            ],
            Self::DuplicatedBrand => vec![
                Words(words::DUPLICATE_LEAD),
                Steps(&[words::DUPLICATE_REMOVE, words::DUPLICATE_SUPPORT]),
                Support,
            ],
            Self::InstagramAccount => vec![
                Words(words::INSTAGRAM_LEAD),
                Steps(&[
                    words::INSTAGRAM_SETTINGS,
                    words::INSTAGRAM_SWITCH,
                    words::INSTAGRAM_LINK,
                ]),
            ],
            Self::PopUps => vec![Words(words::POP_UPS_LEAD), AllowPopUps],
            Self::Guides => {
                let guide = |network: &WellKnownNetwork| Link {
                    words: text.fill(words::GUIDE_OF, [network.name]),
                    href: network.guide_url(),
                };
                let guides = well_known_networks().iter().map(guide);
                [Words(words::GUIDES_LEAD)]
                    .into_iter()
                    .chain(guides)
                    .collect()
            }
            Self::Support => vec![Words(words::SUPPORT_LEAD), Support],
        }
    }
}
