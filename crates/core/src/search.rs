//! Which cards a person looks for, and which ones look for a person.

use connect_contract::Standing;

use crate::{Activity, Card};

impl Card {
    /// Whether the card fits what was typed, by the names of the network and the account. One at which something goes on
    /// always does, since it may have something to say. `says` tells whether a text has what was typed in it: how letters
    /// match that differ in case, the platform knows best.
    pub fn fits(&self, typed: &str, says: fn(text: &str, typed: &str) -> bool) -> bool {
        if typed.is_empty() || self.activity != Activity::Idle {
            return true;
        }
        let account = self.account();
        let names = [
            self.name.as_str(),
            self.network.as_str(),
            account.map_or("", |account| account.name.as_str()),
            account
                .and_then(|account| account.handle.as_deref())
                .unwrap_or_default(),
        ];
        says(&names.join(" "), typed)
    }

    /// Whether the link is broken, about to break, or somebody else's, so that a person has to do something about it.
    pub fn needs_a_person(&self) -> bool {
        self.linked_outside
            || matches!(
                self.standing,
                Standing::RelinkNeeded { .. } | Standing::RenewSoon { .. }
            )
    }
}
