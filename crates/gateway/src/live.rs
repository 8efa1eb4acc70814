//! The live bus: what changed, for each brand. It never says what it is now; the portal reads that again.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use connect_contract::LiveEvent;
use tokio::sync::broadcast;

use crate::clock;

/// Messages that a stream may be behind before it is ended.
const CAPACITY: usize = 128;
/// Messages kept for a stream that comes back.
const KEPT: usize = 64;

/// One message, with its number in its brand.
pub struct Message {
    pub id: String,
    number: u64,
    pub event: LiveEvent,
}

/// A stream's view.
pub struct Subscription {
    /// Whether the stream may have missed something.
    pub missed: bool,
    /// What it missed for sure.
    pub replay: Vec<Arc<Message>>,
    pub messages: broadcast::Receiver<Arc<Message>>,
}

/// One channel for each brand.
pub struct Live {
    /// Numbers start anew with the process; this tells the old ones apart.
    epoch: String,
    channels: Mutex<HashMap<i64, Channel>>,
}

struct Channel {
    next: u64,
    recent: VecDeque<Arc<Message>>,
    sender: broadcast::Sender<Arc<Message>>,
}

impl Default for Channel {
    fn default() -> Self {
        Self {
            next: 1,
            recent: VecDeque::new(),
            sender: broadcast::Sender::new(CAPACITY),
        }
    }
}

impl Live {
    pub fn new() -> Self {
        Self {
            epoch: format!("{:x}", clock::now()),
            channels: Mutex::default(),
        }
    }

    /// Tells every stream of a brand.
    pub fn publish(&self, brand: i64, event: LiveEvent) {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let channel = channels.entry(brand).or_default();
        let message = Arc::new(Message {
            id: format!("{}-{}", self.epoch, channel.next),
            number: channel.next,
            event,
        });
        channel.next += 1;
        if channel.recent.len() == KEPT {
            channel.recent.pop_front();
        }
        channel.recent.push_back(Arc::clone(&message));
        // Nobody listening is fine.
        let _ = channel.sender.send(message);
    }

    /// Starts listening; `last_id` is what a stream that comes back saw last.
    pub fn subscribe(&self, brand: i64, last_id: Option<&str>) -> Subscription {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let channel = channels.entry(brand).or_default();
        let messages = channel.sender.subscribe();
        let Some(last_id) = last_id else {
            return Subscription {
                missed: false,
                replay: Vec::new(),
                messages,
            };
        };
        let seen = last_id
            .strip_prefix(&self.epoch)
            .and_then(|rest| rest.strip_prefix('-')?.parse::<u64>().ok());
        let oldest = channel
            .recent
            .front()
            .map_or(channel.next, |message| message.number);
        match seen {
            Some(seen) if seen < channel.next && seen + 1 >= oldest => {
                let replay = channel
                    .recent
                    .iter()
                    .filter(|message| message.number > seen)
                    .cloned()
                    .collect();
                Subscription {
                    missed: false,
                    replay,
                    messages,
                }
            }
            _ => Subscription {
                missed: true,
                replay: Vec::new(),
                messages,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use connect_contract::NetworkId;

    use super::*;

    fn account(network: &str) -> LiveEvent {
        LiveEvent::Account {
            network: NetworkId::new(network),
        }
    }

    #[test]
    fn f46_a_stream_that_comes_back_gets_what_it_missed() {
        let live = Live::new();
        let mut first = live.subscribe(1, None);
        live.publish(1, account("facebook"));
        live.publish(1, account("reddit"));
        let seen = first.messages.try_recv().unwrap();
        let again = live.subscribe(1, Some(&seen.id));
        assert!(!again.missed);
        assert_eq!(
            again
                .replay
                .iter()
                .map(|message| &message.event)
                .collect::<Vec<_>>(),
            [&account("reddit")]
        );
    }

    #[test]
    fn f46_a_gap_that_cannot_be_filled_is_told() {
        let live = Live::new();
        assert!(live.subscribe(1, Some("nonsense")).missed);
        assert!(live.subscribe(1, Some("0-17")).missed);
        for _ in 0..=KEPT {
            live.publish(1, account("reddit"));
        }
        let first = format!("{}-0", live.epoch);
        assert!(live.subscribe(1, Some(&first)).missed);
    }

    #[test]
    fn t42_another_brand_hears_nothing() {
        let live = Live::new();
        let mut other = live.subscribe(2, None);
        live.publish(1, account("facebook"));
        assert!(other.messages.try_recv().is_err());
    }
}
