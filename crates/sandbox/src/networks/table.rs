/// A network that Ayrshare can link.
#[derive(Debug)]
pub struct Network {
    /// Wire id.
    pub id: &'static str,
    /// Name that a person knows.
    pub name: &'static str,
    /// Colour of its tile.
    pub color: &'static str,
    /// How a person signs in.
    pub sign_in: SignIn,
    /// What has to be chosen after the sign-in.
    pub choice: Option<Choice>,
    /// What the consent page asks for.
    pub permissions: &'static [&'static str],
    /// Whether its consent pages send `Cross-Origin-Opener-Policy: same-origin`.
    pub severs_opener: bool,
}

/// How a person signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The network's own pages: account, choice, consent.
    Consent,
    /// Handle and app password, typed into Ayrshare's form.
    AppPassword,
    /// A bot in the channel; it ends outside the window.
    Bot,
}

/// What a network lets a person choose from after the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Facebook.
    Page,
    /// Google Business Profile.
    Location,
    /// LinkedIn.
    ProfileOrPage,
    /// YouTube.
    Channel,
}

impl Choice {
    /// Legend of the group of radio buttons.
    pub fn legend(self) -> &'static str {
        match self {
            Self::Page => "Choose a Page",
            Self::Location => "Choose a location",
            Self::ProfileOrPage => "Choose a profile or page",
            Self::Channel => "Choose a channel",
        }
    }
}

const fn consent(
    id: &'static str,
    name: &'static str,
    color: &'static str,
    permissions: &'static [&'static str],
) -> Network {
    Network {
        id,
        name,
        color,
        sign_in: SignIn::Consent,
        choice: None,
        permissions,
        severs_opener: false,
    }
}

/// All networks, in the order of their ids, which is the order of Ayrshare's answers.
///
/// `severs_opener`: Facebook, Instagram, Threads and Bluesky send the header on their real sign-in pages.
pub const NETWORKS: [Network; 13] = [
    Network {
        sign_in: SignIn::AppPassword,
        severs_opener: true,
        ..consent("bluesky", "Bluesky", "#1185fe", &[])
    },
    Network {
        choice: Some(Choice::Page),
        severs_opener: true,
        ..consent(
            "facebook",
            "Facebook",
            "#0866ff",
            &[
                "Show a list of the Pages you manage",
                "Create and manage content on your Page",
                "Read content posted on the Page",
                "Access your Page and App insights",
            ],
        )
    },
    Network {
        choice: Some(Choice::Location),
        ..consent(
            "gmb",
            "Google Business Profile",
            "#1a73e8",
            &[
                "See, edit, create and delete your Google business listings",
                "See your e-mail address",
            ],
        )
    },
    Network {
        severs_opener: true,
        ..consent(
            "instagram",
            "Instagram",
            "#d62976",
            &[
                "View profile and access media",
                "Publish content",
                "Access insights",
            ],
        )
    },
    Network {
        choice: Some(Choice::ProfileOrPage),
        ..consent(
            "linkedin",
            "LinkedIn",
            "#0a66c2",
            &[
                "Use your name and photo",
                "Create posts on your behalf",
                "Manage your organisations' pages",
            ],
        )
    },
    consent(
        "pinterest",
        "Pinterest",
        "#bd081c",
        &["See your boards", "Create Pins on your boards"],
    ),
    consent(
        "reddit",
        "Reddit",
        "#d93a00",
        &[
            "Access your username",
            "Submit links and comments",
            "Read posts and comments",
        ],
    ),
    consent(
        "snapchat",
        "Snapchat",
        "#8a7600",
        &["See your Public Profile", "Post to your Public Profile"],
    ),
    Network {
        sign_in: SignIn::Bot,
        ..consent("telegram", "Telegram", "#1d8ec9", &[])
    },
    Network {
        severs_opener: true,
        ..consent(
            "threads",
            "Threads",
            "#3a3a3a",
            &["Access your profile and posts", "Create and share posts"],
        )
    },
    consent(
        "tiktok",
        "TikTok",
        "#c8102e",
        &[
            "Read your profile info",
            "Post content to TikTok",
            "Read your public videos",
        ],
    ),
    consent(
        "twitter",
        "X",
        "#333b44",
        &[
            "See posts and profiles",
            "Create and delete posts for you",
            "Send and read direct messages for you",
        ],
    ),
    Network {
        choice: Some(Choice::Channel),
        ..consent(
            "youtube",
            "YouTube",
            "#c4302b",
            &[
                "Manage your YouTube videos",
                "View your YouTube account",
                "See analytics of your channel",
            ],
        )
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_thirteen_networks_in_the_order_of_their_ids() {
        assert_eq!(NETWORKS.len(), 13);
        assert!(NETWORKS.is_sorted_by_key(|network| network.id));
    }
}
