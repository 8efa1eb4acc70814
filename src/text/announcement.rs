use connect_core::Announcement;
use connect_words::{Text, words};

/// What a screen reader says when it happens.
pub fn announcement(text: &Text, announcement: &Announcement) -> String {
    let (sentence, network) = match announcement {
        Announcement::Opening(network) => (words::SAID_OPENING, network),
        Announcement::Blocked(network) => (words::SAID_BLOCKED, network),
        Announcement::Linked(network) => (words::SAID_LINKED, network),
        Announcement::Unlinked(network) => (words::SAID_UNLINKED, network),
        Announcement::Undecided(network) => (words::SAID_UNDECIDED, network),
        Announcement::Failed(network) => (words::SAID_FAILED, network),
        Announcement::Offline => return text.say(words::OFFLINE).into(),
    };
    text.fill(sentence, [network.display_name()])
}
