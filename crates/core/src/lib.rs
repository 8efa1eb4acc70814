#![doc = include_str!("../README.md")]

pub mod can;
mod card;
mod command;
pub mod doctor;
mod event;
mod failure;
mod search;
mod state;
mod stream_pace;
pub mod timing;
mod told;
mod update;

pub use card::{Activity, BlockedCause, Card, Face, Hint, Linking, Step, WindowPlace};
pub use command::{Announcement, Because, Command, Deed, GivenUp, HostEvent, TimerKind};
pub use event::{Event, PageFocus, Signal, Surroundings};
pub use failure::{Failure, retry_after};
pub use state::{Loading, Phase, Ready, RequestId, State};
pub use stream_pace::{StreamEvent, StreamOrder, StreamPace};
