//! The networks that can be linked, and the people who sign in to them. Everybody here is invented.

mod account;
mod people;
mod table;

pub use account::{Chosen, fields, picture};
pub use people::{TargetKind, sign_in_names, targets};
pub use table::{NETWORKS, Network, SignIn};

/// A network by its wire id. `x` is taken for `twitter`, as a link session does.
pub fn find(id: &str) -> Option<&'static Network> {
    let id = if id == "x" { "twitter" } else { id };
    NETWORKS.iter().find(|network| network.id == id)
}
