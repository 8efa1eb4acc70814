//! What may be linked or unlinked: one table, used by the portal to offer a deed and by the gateway to allow it.

use connect_contract::{Action, Standing};

/// Whether a link attempt may start.
///
/// One account for each network and brand (Ayrshare, *User Profiles overview*): what is linked has to be unlinked first,
/// except where the link is broken or about to end, which is mended by linking again over it.
pub fn link(standing: &Standing, actions: &[Action]) -> bool {
    actions.contains(&Action::Link)
        && match standing {
            Standing::Unlinked | Standing::RelinkNeeded { .. } | Standing::RenewSoon { .. } => true,
            Standing::Linked { .. }
            | Standing::Off { .. }
            | Standing::TemporarilyFailing { .. }
            | Standing::Unknown => false,
        }
}

/// Whether an account may be unlinked.
///
/// A network that is off can still hold an account that was linked before, but then it stands as linked, so it is not
/// a case of its own here.
pub fn unlink(standing: &Standing, actions: &[Action]) -> bool {
    actions.contains(&Action::Unlink) && standing.is_linked()
}
