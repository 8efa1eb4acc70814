//! What is drawn: properties in, events out. Nothing here knows of windows or HTTP.

mod avatar;
mod card;
mod card_grid;
mod card_notice;
mod element;
mod failure_panel;
mod icon;
mod live_region;
mod logo;
mod report;
mod skeleton;
mod surroundings_bar;
mod topic_link;
mod trouble_bar;
mod unlink_dialog;

pub use avatar::avatar;
pub use card::network_card;
pub use card_grid::card_grid;
pub use card_notice::card_notice;
pub use element::{Child, Dynamic, Element, IntoWords, Words, button, dynamic, el, link_away};
pub use failure_panel::failure_panel;
pub use icon::{Icon, icon, state};
pub use live_region::live_region;
pub use logo::logo;
pub use report::{Report, report_text, report_way};
pub use skeleton::skeleton;
pub use surroundings_bar::surroundings_bar;
pub use topic_link::{support_way, topic_link};
pub use trouble_bar::trouble_bar;
pub use unlink_dialog::unlink_dialog;
