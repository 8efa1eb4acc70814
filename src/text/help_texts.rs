//! What the help topics say. Only the page shows them.

use connect_contract::well_known_networks;

use super::HelpTopic;

/// A piece of a topic.
pub enum Paragraph {
    /// Plain words.
    Words(&'static str),
    /// Numbered steps.
    Steps(&'static [&'static str]),
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
    /// What it says.
    pub fn paragraphs(self) -> Vec<Paragraph> {
        use Paragraph::{AllowPopUps, Link, Steps, Support, Words};
        match self {
            Self::ChoosingAPage => vec![
                Words(
                    "Some networks, Facebook among them, ask which account, Page, location or channel to link. One of them is linked for each network.",
                ),
                Steps(&[
                    "When Facebook asks which Pages it may share, tick all Pages and leave every permission ticked.",
                    "After that, choose the one Page that posts should go to.",
                    "If the Page is missing, you are not its administrator, or it was left out in step 1: unlink, link again and tick it.",
                    "Google Business Profile asks for a location, LinkedIn for your profile or a company page, YouTube for a channel that you own.",
                ]),
            ],
            Self::WrongXAccount => vec![
                Words(
                    "X links the account that is signed in at X in this browser, without asking which one.",
                ),
                Steps(&[
                    "Open X in another browser tab and switch to the account that you want.",
                    "Come back here, click the green X card and unlink it.",
                    "Click the X card again to link the account that you switched to.",
                ]),
            ],
            Self::DuplicatedBrand => vec![
                Words(
                    "Two brands of the same name lead to links that land at the wrong one. If a brand of this name already exists, linking may go wrong.",
                ),
                Steps(&[
                    "Remove the duplicate in your app, or give it another name.",
                    "If you do not see a duplicate, contact support.",
                ]),
                Support,
            ],
            Self::InstagramAccount => vec![
                Words(
                    "Instagram lets other apps post only to professional accounts. It is free and can be undone.",
                ),
                Steps(&[
                    "In the Instagram app open your profile, then Settings, Account type and tools.",
                    "Choose “Switch to professional account”, then Business or Creator.",
                    "Come back here and link Instagram again.",
                ]),
            ],
            Self::PopUps => vec![
                Words(
                    "Linking happens in a window of the network itself, so that your password stays between you and the network. If the browser blocks that window, the card offers a link that opens it.",
                ),
                AllowPopUps,
            ],
            Self::Guides => {
                let mut paragraphs = vec![Words(
                    "Step by step, with pictures. Facebook Groups can no longer be linked by any app: Facebook closed that door in 2024, so link the Page instead.",
                )];
                paragraphs.extend(well_known_networks().iter().map(|network| Link {
                    words: format!("Guide for {}", network.name),
                    href: network.guide_url(),
                }));
                paragraphs
            }
            Self::Support => vec![
                Words(
                    "Tell support which network it is about, what the card says, and the support id if one is shown.",
                ),
                Support,
            ],
        }
    }
}
