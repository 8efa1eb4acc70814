use std::time::Duration;

use super::Fault;

/// What a word in a profile's title does to `GET /user` and to making a linking URL.
#[derive(Clone, Debug, PartialEq)]
pub enum TitleFault {
    /// The call itself goes wrong.
    Call(Fault),
    /// The linking URL is dead when it arrives.
    LinkExpired,
    /// `GET /user` tells of a network that nobody knows.
    UnknownNetwork,
}

/// The fault that a title asks for. Suspension is not here: it is a state of the profile.
pub fn of_title(title: &str) -> Option<TitleFault> {
    let status = |status, message: &str| {
        TitleFault::Call(Fault::Status {
            status,
            code: None,
            message: message.to_owned(),
        })
    };
    let faults: [(&str, TitleFault); 11] = [
        (
            "sim-slow",
            TitleFault::Call(Fault::Slow(Duration::from_secs(3))),
        ),
        ("sim-hang", TitleFault::Call(Fault::Hang)),
        ("sim-429", TitleFault::Call(Fault::RateLimited)),
        ("sim-500", status(500, "Something went wrong on our side.")),
        ("sim-403", status(403, "This route is not in your plan.")),
        ("sim-html", TitleFault::Call(Fault::Html(200))),
        ("sim-truncated", TitleFault::Call(Fault::Truncated)),
        ("sim-malformed", TitleFault::Call(Fault::Malformed)),
        ("sim-empty", TitleFault::Call(Fault::Empty(200))),
        ("sim-link-expired", TitleFault::LinkExpired),
        ("sim-unknown-network", TitleFault::UnknownNetwork),
    ];
    faults
        .into_iter()
        .find(|(word, _)| title.contains(word))
        .map(|(_, fault)| fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_anywhere_in_the_title_is_found() {
        assert_eq!(
            of_title("Acme sim-429 Coffee"),
            Some(TitleFault::Call(Fault::RateLimited))
        );
        assert_eq!(of_title("Acme Coffee"), None);
    }
}
