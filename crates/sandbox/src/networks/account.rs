use serde_json::{Value, json};

use super::people::TargetKind;
use super::table::Network;
use crate::clock::{self, Millis};
use crate::ids::{stable_digits, stable_hex};
use crate::world::AccountFields;

/// What a person signed in with and chose.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    /// The name at "Sign in as", typed or chosen.
    pub sign_in: &'a str,
    /// The name of the account that is linked: the sign-in itself, or the Page, location or channel.
    pub name: &'a str,
    /// What kind of thing it is.
    pub kind: TargetKind,
}

/// The entry of `displayNames` for a freshly linked account, with the fields that each network has.
///
/// Addresses end in `.example`: nobody lives there.
pub fn fields(
    network: &Network,
    chosen: &Chosen<'_>,
    public_url: &str,
    now: Millis,
) -> AccountFields {
    let Chosen {
        sign_in,
        name,
        kind,
    } = *chosen;
    let handle = handle_of(name);
    let number = stable_digits(&[network.id, name], 15);
    let short = stable_hex(&[network.id, name], 12);
    let mut fields = AccountFields::new();
    let mut set = |key: &str, value: Value| {
        fields.insert(key.to_owned(), value);
    };
    set("platform", json!(network.id));
    set("created", json!(clock::iso_millis(now)));
    set("displayName", json!(name));
    set("id", json!(number));
    set(
        "profileUrl",
        json!(format!("https://{}.example/{handle}", network.id)),
    );
    set(
        "userImage",
        json!(format!("{public_url}{}", picture(network, name))),
    );
    set("username", json!(handle));

    let mut left_out: &[&str] = &[];
    match network.id {
        "bluesky" => {
            set(
                "id",
                json!(format!("did:plc:{}", stable_hex(&[network.id, name], 24))),
            );
            set("username", json!(name));
            set("description", json!("An invented account"));
        }
        "facebook" => {
            set("pageName", json!(name));
            set(
                "userId",
                json!(stable_digits(&[network.id, "person", sign_in], 17)),
            );
            set("messagingActive", json!(false));
            left_out = &["username"];
        }
        "gmb" => {
            set("id", json!(format!("locations/{number}")));
            set("placeId", json!(format!("place-{short}")));
            set("mapsUrl", json!(format!("https://maps.example/{short}")));
            set(
                "reviewUrl",
                json!(format!("https://maps.example/{short}/review")),
            );
            set("isVerified", json!(true));
            left_out = &["username"];
        }
        "instagram" => {
            set("description", json!("An invented account"));
            set("messagingActive", json!(false));
        }
        "linkedin" => {
            // The literal values are unknown; these two are the sandbox's own.
            let kind = match kind {
                TargetKind::Person => "person",
                TargetKind::Organization => "organization",
            };
            set("type", json!(kind));
            set("description", json!("An invented account"));
            left_out = &["username"];
        }
        // Ayrshare's own checks do not expect an id of Reddit, so a reader must do without it.
        "reddit" => left_out = &["id"],
        "snapchat" => left_out = &["username"],
        "telegram" => {
            set(
                "id",
                json!(format!("-100{}", stable_digits(&[network.id, name], 10))),
            );
            set("type", json!("channel"));
            left_out = &["username"];
        }
        "threads" => set("isEligibleForGeoRestrictions", json!(false)),
        "twitter" => {
            set("subscriptionType", json!("None"));
            set("verifiedType", json!("none"));
        }
        "youtube" => set(
            "id",
            json!(format!("UC{}", stable_hex(&[network.id, name], 22))),
        ),
        _ => {}
    }
    for key in left_out {
        fields.remove(*key);
    }
    fields
}

/// The `@name` that goes with a name.
fn handle_of(name: &str) -> String {
    let handle: String = name
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'))
        .take(30)
        .collect();
    if handle.is_empty() {
        "somebody".to_owned()
    } else {
        handle.to_lowercase()
    }
}

/// The picture of somebody, as a path on the sandbox.
pub fn picture(network: &Network, name: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("/avatars/{}.svg?name={name}", network.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::{NETWORKS, find};

    fn linked(id: &str) -> AccountFields {
        let chosen = Chosen {
            sign_in: "Robin Ashdown",
            name: "Quillfern Studio",
            kind: TargetKind::Organization,
        };
        fields(
            find(id).unwrap(),
            &chosen,
            "http://localhost:1",
            1_700_000_000_000,
        )
    }

    #[test]
    fn every_account_has_the_fields_that_ayrshare_itself_checks() {
        for network in &NETWORKS {
            let account = linked(network.id);
            for key in [
                "created",
                "displayName",
                "platform",
                "profileUrl",
                "userImage",
            ] {
                assert!(account.contains_key(key), "{} lacks {key}", network.id);
            }
        }
        assert!(!linked("reddit").contains_key("id"));
        assert!(!linked("facebook").contains_key("username"));
        assert!(
            linked("bluesky")["id"]
                .as_str()
                .unwrap()
                .starts_with("did:plc:")
        );
    }

    #[test]
    fn the_same_choice_is_the_same_account() {
        assert_eq!(linked("youtube")["id"], linked("youtube")["id"]);
    }
}
