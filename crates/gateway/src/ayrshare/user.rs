//! `GET /user`: what is linked. Read so that one odd item never empties the grid. (F20, F21)

use std::collections::{BTreeMap, BTreeSet};

use connect_contract::{Account, AccountId, NetworkId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

use super::AyrshareError;
use super::lenient::{clip, first_text, integer, moment, text};
use crate::auth::Origin;
use crate::clock;

const LONGEST_NAME: usize = 300;
const LONGEST_URL: usize = 2048;
const MOST_NETWORKS: usize = 100;

/// What `GET /user` says.
#[derive(Clone, Debug, Default)]
pub struct UserAccounts {
    /// Names the profile, in webhooks, too.
    pub ref_id: Option<String>,
    /// Ayrshare suspended the profile.
    pub suspended: bool,
    /// By network.
    pub accounts: BTreeMap<NetworkId, LinkedAccount>,
}

/// One linked account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedAccount {
    pub account: Account,
    /// Changes when it is linked anew.
    pub created: Option<String>,
    /// Days until the network ends it by itself (LinkedIn).
    pub days_left: Option<i64>,
}

impl UserAccounts {
    /// Reads an answer. `pictures_of` is an origin whose `http` pictures may be shown.
    pub fn read(body: &Value, pictures_of: Option<&Origin>) -> Result<Self, AyrshareError> {
        const MARKS: [&str; 6] = [
            "refId",
            "title",
            "created",
            "activeSocialAccounts",
            "displayNames",
            "monthlyApiCalls",
        ];
        // An object of something else must not read as "nothing is linked".
        if !MARKS.iter().any(|mark| body.get(mark).is_some()) {
            return Err(AyrshareError::Malformed("it does not describe a profile"));
        }
        let details = items(body.get("displayNames"));
        // The documented list of what is linked is left out altogether when nothing is.
        let active: BTreeSet<&str> = match body.get("activeSocialAccounts") {
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).collect(),
            None | Some(Value::Null) => details
                .iter()
                .filter_map(|item| item.get("platform")?.as_str())
                .collect(),
            Some(_) => return Err(AyrshareError::Malformed("its list of accounts is no list")),
        };
        let accounts = active
            .into_iter()
            .filter(|id| is_network_id(id))
            .take(MOST_NETWORKS)
            .map(|id| {
                let item = details
                    .iter()
                    .find(|item| item.get("platform").and_then(Value::as_str) == Some(id));
                let network = NetworkId::new(id);
                let account =
                    read_account(&network, item.copied().unwrap_or(&Value::Null), pictures_of);
                (network, account)
            })
            .collect();
        Ok(Self {
            ref_id: text(body, "refId"),
            suspended: body
                .get("suspended")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            accounts,
        })
    }
}

fn items(value: Option<&Value>) -> Vec<&Value> {
    value
        .and_then(Value::as_array)
        .map(|items| items.iter().filter(|item| item.is_object()).collect())
        .unwrap_or_default()
}

fn is_network_id(id: &str) -> bool {
    (1..=40).contains(&id.len())
        && id.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
        })
}

fn read_account(network: &NetworkId, item: &Value, pictures_of: Option<&Origin>) -> LinkedAccount {
    let username =
        text(item, "username").map(|name| clip(name.trim_start_matches('@'), LONGEST_NAME));
    let name = first_text(item, &["displayName", "pageName", "username"])
        .map(|name| clip(&name, LONGEST_NAME));
    let created = moment(item, "created");
    LinkedAccount {
        account: Account {
            id: AccountId(
                text(item, "id")
                    .map(|id| clip(&id, LONGEST_NAME))
                    .filter(|id| !id.is_empty())
                    .unwrap_or_else(|| made_up_id(network, item)),
            ),
            name: name
                .filter(|name| !name.trim().is_empty())
                .unwrap_or_else(|| network.display_name().to_owned()),
            handle: username
                .filter(|name| !name.is_empty())
                .map(|name| format!("@{name}")),
            avatar_url: text(item, "userImage").and_then(|url| web_address(&url, pictures_of)),
            profile_url: text(item, "profileUrl").and_then(|url| web_address(&url, pictures_of)),
            linked_at: created.as_deref().and_then(clock::parse).map(clock::format),
        },
        created,
        days_left: integer(item, "refreshDaysRemaining"),
    }
}

/// Reddit and Google Business Profile may come without an id, and an unlink has to name something.
fn made_up_id(network: &NetworkId, item: &Value) -> String {
    let mut digest = Sha256::new().chain_update(network.as_str());
    for key in ["username", "displayName", "profileUrl"] {
        digest.update([0]);
        digest.update(text(item, key).unwrap_or_default());
    }
    format!("~{}", hex::encode(&digest.finalize()[..8]))
}

/// Whether Ayrshare gave no id for it.
pub fn is_made_up(id: &AccountId) -> bool {
    id.0.starts_with('~')
}

/// Only `https`, or the loopback stand-in of Ayrshare.
fn web_address(address: &str, pictures_of: Option<&Origin>) -> Option<String> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| url.as_str().len() <= LONGEST_URL)?;
    let is_ours = || pictures_of.is_some() && Origin::of(&url).as_ref() == pictures_of;
    (url.scheme() == "https" || is_ours()).then(|| url.into())
}

#[cfg(test)]
mod generated;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: Value) -> UserAccounts {
        UserAccounts::read(&body, None).unwrap()
    }

    #[test]
    fn f21_nothing_linked_leaves_the_list_out() {
        assert!(read(json!({"refId": "r"})).accounts.is_empty());
        assert!(
            read(json!({"refId": "r", "activeSocialAccounts": null, "displayNames": null}))
                .accounts
                .is_empty()
        );
    }

    #[test]
    fn f21_odd_items_are_dropped_and_the_rest_stays() {
        let user = read(json!({
            "refId": 7,
            "activeSocialAccounts": ["facebook", 5, null, "reddit", "BAD ID", "", "newnet"],
            "displayNames": [null, 3, {"platform": "facebook", "id": 12, "displayName": null, "userImage": "javascript:alert(1)"}, {"platform": 9}]
        }));
        let names: Vec<_> = user.accounts.keys().map(NetworkId::as_str).collect();
        assert_eq!(names, ["facebook", "newnet", "reddit"]);
        let facebook = &user.accounts[&NetworkId::new("facebook")].account;
        assert_eq!(
            (
                facebook.id.0.as_str(),
                facebook.name.as_str(),
                &facebook.avatar_url
            ),
            ("12", "Facebook", &None)
        );
    }

    #[test]
    fn an_account_without_an_id_gets_one_that_stays() {
        let body = json!({"activeSocialAccounts": ["reddit"], "displayNames": [{"platform": "reddit", "username": "u_one"}]});
        let id = |body: &Value| {
            UserAccounts::read(body, None).unwrap().accounts[&NetworkId::new("reddit")]
                .account
                .id
                .clone()
        };
        assert_eq!(id(&body), id(&body));
        assert!(id(&body).0.starts_with('~'));
    }

    #[test]
    fn an_object_of_something_else_is_not_an_empty_list() {
        assert!(UserAccounts::read(&json!({}), None).is_err());
        assert!(UserAccounts::read(&json!({"hello": 1}), None).is_err());
        assert!(
            UserAccounts::read(
                &json!({"refId": "r", "activeSocialAccounts": "facebook"}),
                None
            )
            .is_err()
        );
    }
}
