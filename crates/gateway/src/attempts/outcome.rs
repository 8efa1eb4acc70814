//! The rule that turns what is linked into the outcome of an attempt.

use crate::ayrshare::LinkedAccount;
use crate::store::attempts::Baseline;

impl Baseline {
    /// What is linked now, to compare with later.
    pub fn of(linked: Option<&LinkedAccount>) -> Self {
        linked.map_or(Self::Nothing, |linked| Self::Account {
            id: linked.account.id.0.clone(),
            created: linked.created.clone(),
        })
    }

    /// Whether `linked` came after it: another account, or the same one linked anew.
    pub fn is_followed_by(&self, linked: &LinkedAccount) -> bool {
        match self {
            Self::Nothing => true,
            Self::Account { id, created } => {
                *id != linked.account.id.0 || *created != linked.created
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use connect_contract::{Account, AccountId};

    use super::*;

    fn linked(id: &str, created: &str) -> LinkedAccount {
        let account = Account {
            id: AccountId(id.to_owned()),
            name: id.to_owned(),
            handle: None,
            avatar_url: None,
            profile_url: None,
            linked_at: None,
        };
        LinkedAccount {
            account,
            created: Some(created.to_owned()),
            days_left: None,
        }
    }

    #[test]
    fn an_account_where_there_was_none_is_a_success() {
        assert!(Baseline::of(None).is_followed_by(&linked("a", "1")));
    }

    #[test]
    fn the_account_that_was_there_before_is_no_success() {
        assert!(!Baseline::of(Some(&linked("a", "1"))).is_followed_by(&linked("a", "1")));
    }

    #[test]
    fn another_account_or_a_later_link_of_the_same_is_a_success() {
        let before = Baseline::of(Some(&linked("a", "1")));
        assert!(before.is_followed_by(&linked("b", "1")));
        assert!(before.is_followed_by(&linked("a", "2")));
    }
}
