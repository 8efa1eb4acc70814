//! The rule that tells what a person linked here from what somebody else linked. (T12)

use connect_contract::Account;

use crate::ayrshare::is_made_up;
use crate::clock::{MINUTE, Millis, SECOND};
use crate::store::known::Known;

/// A person who was sent to Ayrshare may finish there for so long, although the attempt is over here.
pub const FINISHES_LATE: Millis = 10 * MINUTE;
/// Ayrshare's word that it dropped an account may arrive before its list says so.
const DROP_SETTLES: Millis = 30 * SECOND;

/// How an account that a reading found came to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// As it was known: there is nothing to write down.
    Settled,
    /// The account that was known, with something new about it. A mark that it has stays.
    Again,
    /// Linked with this product, or before this product was there.
    Ours,
    /// Linked at Ayrshare while nobody was sent there from here.
    Outside,
}

/// What else was known when the account was found.
pub struct Circumstances {
    /// Nobody looked at this brand before.
    pub is_first_reading: bool,
    /// Somebody was sent to Ayrshare for this network, and is there or was until a moment ago.
    pub was_sent: bool,
    /// When Ayrshare was asked.
    pub as_of: Millis,
}

impl Arrival {
    /// Of an account that was found where `known` was known.
    pub fn of(found: &Account, known: Option<&Known>, at: &Circumstances) -> Self {
        let before = known.and_then(|known| known.account.as_ref());
        match (known, before) {
            (Some(known), Some(before)) if is_same(before, found) => {
                again(before, found, known, at)
            }
            _ if at.is_first_reading || at.was_sent => Self::Ours,
            _ => Self::Outside,
        }
    }
}

fn again(before: &Account, found: &Account, known: &Known, at: &Circumstances) -> Arrival {
    let drop_is_news = |dropped| at.as_of < dropped + DROP_SETTLES;
    let is_settled = before == found && known.dropped_at.is_none_or(drop_is_news);
    if is_settled || (is_bare(found) && !is_bare(before)) {
        Arrival::Settled
    } else if at.was_sent && before.linked_at != found.linked_at {
        // Whoever links it here has decided that it is theirs.
        Arrival::Ours
    } else {
        Arrival::Again
    }
}

/// Where Ayrshare gave no id, ours changes with the name that it was made of. Then the moment of the link tells.
fn is_same(before: &Account, found: &Account) -> bool {
    let is_of_one_link = before.linked_at.is_some() && before.linked_at == found.linked_at;
    before.id == found.id
        || is_bare(before)
        || is_bare(found)
        || (is_of_one_link && (is_made_up(&before.id) || is_made_up(&found.id)))
}

/// Ayrshare listed the network and, this time, told nothing of the account.
fn is_bare(account: &Account) -> bool {
    let is_nameless = account.handle.is_none() && account.profile_url.is_none();
    is_made_up(&account.id) && is_nameless && account.linked_at.is_none()
}

#[cfg(test)]
mod tests {
    use connect_contract::AccountId;

    use super::*;

    const NOBODY: Circumstances = Circumstances {
        is_first_reading: false,
        was_sent: false,
        as_of: 1_000_000,
    };
    const SENT: Circumstances = Circumstances {
        was_sent: true,
        ..NOBODY
    };
    const FIRST: Circumstances = Circumstances {
        is_first_reading: true,
        ..NOBODY
    };

    fn account(id: &str, linked_at: &str) -> Account {
        Account {
            id: AccountId(id.to_owned()),
            name: id.to_owned(),
            handle: None,
            avatar_url: None,
            profile_url: None,
            linked_at: (!linked_at.is_empty()).then(|| linked_at.to_owned()),
        }
    }

    fn known(account: Account) -> Known {
        Known {
            outside: Some(account.id.clone()),
            account: Some(account),
            dropped_at: None,
        }
    }

    fn of(found: Account, before: Account, at: &Circumstances) -> Arrival {
        Arrival::of(&found, Some(&known(before)), at)
    }

    #[test]
    fn t12_what_nobody_was_sent_for_is_outside() {
        let found = account("a", "1");
        assert_eq!(Arrival::of(&found, None, &NOBODY), Arrival::Outside);
        assert_eq!(Arrival::of(&found, None, &SENT), Arrival::Ours);
        assert_eq!(Arrival::of(&found, None, &FIRST), Arrival::Ours);
        let dropped = Known {
            account: None,
            dropped_at: Some(0),
            outside: None,
        };
        let arrival = Arrival::of(&found, Some(&dropped), &NOBODY);
        assert_eq!(arrival, Arrival::Outside);
    }

    #[test]
    fn t12_another_account_on_a_linked_network_is_new() {
        let arrival = |at| of(account("b", "2"), account("a", "1"), at);
        assert_eq!(arrival(&NOBODY), Arrival::Outside);
        assert_eq!(arrival(&SENT), Arrival::Ours);
        assert_eq!(arrival(&FIRST), Arrival::Ours);
    }

    #[test]
    fn the_same_account_is_never_new_and_its_mark_goes_when_it_is_linked_here() {
        let (before, renewed) = (account("a", "1"), account("a", "2"));
        for at in [&NOBODY, &SENT, &FIRST] {
            assert_eq!(of(before.clone(), before.clone(), at), Arrival::Settled);
        }
        assert_eq!(of(renewed.clone(), before.clone(), &NOBODY), Arrival::Again);
        assert_eq!(of(renewed, before.clone(), &SENT), Arrival::Ours);
        let renamed = Account {
            name: "A new name".to_owned(),
            ..before.clone()
        };
        // Somebody being on the way there is no decision about what has been there all along.
        assert_eq!(of(renamed, before, &SENT), Arrival::Again);
    }

    #[test]
    fn an_id_of_our_own_making_changes_with_a_name_and_that_is_no_other_account() {
        let arrival = |found, before| of(found, before, &NOBODY);
        let (old, new) = (account("~1", "1"), account("~2", "1"));
        assert_eq!(arrival(new, old.clone()), Arrival::Again);
        assert_eq!(arrival(account("~2", "2"), old.clone()), Arrival::Outside);
        // One reading left its details out.
        assert_eq!(arrival(account("~0", ""), old.clone()), Arrival::Settled);
        assert_eq!(arrival(old, account("~0", "")), Arrival::Again);
    }

    #[test]
    fn a_drop_is_taken_back_once_the_list_had_time_to_follow() {
        let account = account("a", "1");
        let arrival = |dropped| {
            let known = Known {
                dropped_at: Some(dropped),
                ..known(account.clone())
            };
            Arrival::of(&account, Some(&known), &NOBODY)
        };
        assert_eq!(arrival(NOBODY.as_of - SECOND), Arrival::Settled);
        assert_eq!(arrival(NOBODY.as_of - MINUTE), Arrival::Again);
    }
}
