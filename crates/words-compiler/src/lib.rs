//! Checks the product's sentences in every language, and makes code and packs of them.

mod catalogue;
mod check;
mod code;
mod language;
mod plural;

pub use catalogue::{Broken, Catalogue};
pub use check::Flaw;
pub use language::{Language, Sentence};
