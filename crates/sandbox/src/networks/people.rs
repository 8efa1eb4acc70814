use super::table::{Choice, Network, SignIn};

/// Something that a person can choose after the sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name, which becomes the account's name.
    pub name: String,
    /// A line below the name.
    pub detail: &'static str,
    /// What kind of thing it is, on networks that tell.
    pub kind: TargetKind,
}

/// What kind of thing a person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// The person's own profile.
    Person,
    /// Something that belongs to a company.
    Organization,
}

/// The people who are signed in at a network with pages to choose from.
const PEOPLE: [&str; 3] = ["Robin Ashdown", "Mika Solvang", "Jo Tanaka-Reyes"];
/// The accounts of a network without such a choice.
const BRANDS: [&str; 3] = [
    "Maple & Tide Bakery",
    "Quillfern Studio",
    "Brightwater Bikes",
];
/// The channels and groups that the Telegram bot could be added to.
const CHANNELS: [&str; 3] = [
    "Maple & Tide News",
    "Quillfern Readers",
    "Brightwater Riders",
];

/// Who can be chosen at "Sign in as".
pub fn sign_in_names(network: &Network) -> &'static [&'static str] {
    match (network.sign_in, network.choice) {
        (SignIn::Bot, _) => &CHANNELS,
        (_, Some(_)) => &PEOPLE,
        (_, None) => &BRANDS,
    }
}

/// What somebody can choose from after the sign-in; empty on networks without a choice.
/// A name that was typed owns something of just that name, so that a test can name the account it will get.
pub fn targets(network: &Network, name: &str) -> Vec<Target> {
    let Some(choice) = network.choice else {
        return Vec::new();
    };
    let (own, companies): (bool, Vec<String>) =
        match PEOPLE.iter().position(|person| *person == name) {
            Some(0) => (true, vec![BRANDS[0].to_owned(), BRANDS[1].to_owned()]),
            Some(1) => (
                true,
                vec![
                    BRANDS[2].to_owned(),
                    "Fogbell Records".to_owned(),
                    "Lantern Yard Books".to_owned(),
                ],
            ),
            Some(_) => (true, vec!["Oddly Even Games".to_owned()]),
            None => (false, vec![name.to_owned(), format!("{name} Outlet")]),
        };
    let detail = match choice {
        Choice::Page => "Page, you are an administrator",
        Choice::Location => "Verified location",
        Choice::ProfileOrPage => "Company page",
        Choice::Channel => "Channel, you are the owner",
    };
    let companies = companies.into_iter().map(|name| Target {
        name,
        detail,
        kind: TargetKind::Organization,
    });
    let person = (own && choice == Choice::ProfileOrPage).then(|| Target {
        name: name.to_owned(),
        detail: "Your own profile",
        kind: TargetKind::Person,
    });
    person.into_iter().chain(companies).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::find;

    #[test]
    fn a_typed_name_owns_a_page_of_that_name() {
        let facebook = find("facebook").unwrap();
        assert_eq!(targets(facebook, "Acme")[0].name, "Acme");
    }

    #[test]
    fn linkedin_offers_the_profile_and_the_pages() {
        let linkedin = find("linkedin").unwrap();
        let kinds: Vec<_> = targets(linkedin, PEOPLE[0])
            .iter()
            .map(|target| target.kind)
            .collect();
        assert_eq!(
            kinds,
            [
                TargetKind::Person,
                TargetKind::Organization,
                TargetKind::Organization
            ]
        );
    }

    #[test]
    fn networks_without_a_choice_have_no_targets() {
        assert!(targets(find("tiktok").unwrap(), BRANDS[0]).is_empty());
    }
}
