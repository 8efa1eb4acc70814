//! What the help topics say.

use connect_contract::{WellKnownNetwork, well_known_networks};
use connect_words::{Plain, Text, help_words, words};

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
    /// The connection check itself.
    Doctor,
}

/// Every topic, in the order in which to show them.
pub fn topics() -> &'static [HelpTopic] {
    &[
        HelpTopic::ChoosingAPage,
        HelpTopic::WrongXAccount,
        HelpTopic::InstagramAccount,
        HelpTopic::PopUps,
        HelpTopic::DuplicatedBrand,
        HelpTopic::Connection,
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
                Paragraph::Support | Paragraph::AllowPopUps | Paragraph::Doctor => {}
            }
        }
        says(&said, typed)
    }

    /// What it says.
    pub fn paragraphs(self, text: &Text) -> Vec<Paragraph> {
        use Paragraph::{AllowPopUps, Doctor, Link, Steps, Support, Words};
        match self {
            Self::ChoosingAPage => vec![
                Words(help_words::PAGE_LEAD),
                Steps(&[
                    help_words::PAGE_TICK_ALL,
                    help_words::PAGE_CHOOSE,
                    help_words::PAGE_MISSING,
                    help_words::PAGE_OTHERS,
                ]),
            ],
            Self::WrongXAccount => vec![
                Words(help_words::X_LEAD),
                Steps(&[
                    help_words::X_SWITCH,
                    help_words::X_UNLINK,
                    help_words::X_LINK,
                ]),
            ],
            Self::DuplicatedBrand => vec![
                Words(help_words::DUPLICATE_LEAD),
                Steps(&[help_words::DUPLICATE_REMOVE, help_words::DUPLICATE_SUPPORT]),
                Support,
            ],
            Self::InstagramAccount => vec![
                Words(help_words::INSTAGRAM_LEAD),
                Steps(&[
                    help_words::INSTAGRAM_SETTINGS,
                    help_words::INSTAGRAM_SWITCH,
                    help_words::INSTAGRAM_LINK,
                ]),
            ],
            Self::PopUps => vec![Words(help_words::POP_UPS_LEAD), AllowPopUps],
            Self::Guides => {
                let guide = |network: &WellKnownNetwork| Link {
                    words: text.fill(words::GUIDE_OF, [network.name]),
                    href: network.guide_url(),
                };
                let guides = well_known_networks().iter().map(guide);
                [Words(help_words::GUIDES_LEAD)]
                    .into_iter()
                    .chain(guides)
                    .collect()
            }
            Self::Connection => vec![Words(help_words::CHECK_LEAD), Doctor],
            Self::Support => vec![Words(help_words::SUPPORT_LEAD), Support],
        }
    }
}
