//! What is drawn: properties in, events out. Nothing here knows of windows or HTTP.

mod avatar;
mod card;
mod card_grid;
mod card_notice;
mod erase;
mod failure_panel;
mod help_topic;
mod icon;
mod live_region;
mod skeleton;
mod trouble_bar;
mod unlink_dialog;

pub use avatar::Avatar;
pub use card::NetworkCard;
pub use card_grid::CardGrid;
pub use card_notice::CardNotice;
pub use erase::{Dynamic, Pressed, dynamic, pressed};
pub use failure_panel::FailurePanel;
pub use help_topic::{HelpTopicView, TopicLink};
pub use icon::Icon;
pub use live_region::LiveRegion;
pub use skeleton::Skeleton;
pub use trouble_bar::TroubleBar;
pub use unlink_dialog::UnlinkDialog;
