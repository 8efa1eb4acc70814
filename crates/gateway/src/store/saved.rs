//! An account as it is kept. A form of its own, so that a change of the API leaves old rows readable.

use connect_contract::{Account, AccountId};
use serde::{Deserialize, Serialize};

use super::sessions::{from_json, to_json};
use crate::error::Error;

#[derive(Serialize, Deserialize)]
struct SavedAccount {
    id: String,
    name: String,
    handle: Option<String>,
    avatar_url: Option<String>,
    profile_url: Option<String>,
    linked_at: Option<String>,
}

/// As it is written.
pub fn save(account: &Account) -> Result<String, Error> {
    let account = account.clone();
    to_json(&SavedAccount {
        id: account.id.0,
        name: account.name,
        handle: account.handle,
        avatar_url: account.avatar_url,
        profile_url: account.profile_url,
        linked_at: account.linked_at,
    })
}

/// As it is read.
pub fn load(text: &str) -> Result<Account, Error> {
    let saved: SavedAccount = from_json(text)?;
    Ok(Account {
        id: AccountId(saved.id),
        name: saved.name,
        handle: saved.handle,
        avatar_url: saved.avatar_url,
        profile_url: saved.profile_url,
        linked_at: saved.linked_at,
    })
}
