//! Every sentence that the product says, in every language it speaks.
//!
//! `languages/en.toml` is the source; a sentence that another language lacks does not build. The sentences themselves are in
//! no bundle: a page loads the one pack that its reader needs, and says what [`words`] names.

mod text;

pub use text::{Counted, Filled, Locale, Plain, Text};

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
