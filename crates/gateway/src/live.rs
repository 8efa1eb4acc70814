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
    use cases::case;
    use cases::generated::times;
    use connect_contract::{AttemptId, NetworkId};
    use proptest::prelude::*;
    use tokio::sync::broadcast::error::TryRecvError;

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

    /// The numbers of what a stream hears now, and whether it was told that some are lost.
    fn heard(subscription: &mut Subscription) -> (Vec<u64>, bool) {
        let mut numbers: Vec<_> = std::mem::take(&mut subscription.replay)
            .iter()
            .map(|message| message.number)
            .collect();
        let mut lost = subscription.missed;
        loop {
            match subscription.messages.try_recv() {
                Ok(message) => numbers.push(message.number),
                Err(TryRecvError::Lagged(_)) => return (numbers, true),
                Err(_) => break,
            }
        }
        lost |= numbers.windows(2).any(|pair| pair[1] != pair[0] + 1);
        (numbers, lost)
    }

    proptest! {
        #![proptest_config(times(1_000))]

        /// By pieces: how many messages come while the stream stands, and how many while it is away.
        #[test]
        fn f46_a_stream_that_goes_and_comes_back_hears_each_message_once_or_is_told(
            pieces in prop::collection::vec((0..160_u64, 0..90_u64), 1..6)
        ) {
            let live = Live::new();
            let mut published = 0;
            let mut publish = |times| for _ in 0..times {
                live.publish(1, account("facebook"));
                live.publish(2, account("reddit"));
                published += 1;
            };
            let mut seen = 0;
            for (there, away) in pieces {
                let last_id = format!("{}-{seen}", live.epoch);
                let mut subscription = live.subscribe(1, Some(&last_id));
                let missed = subscription.missed;
                publish(there);
                let (numbers, lost) = heard(&mut subscription);
                if let Some(first) = numbers.first().filter(|_| !missed) {
                    prop_assert_eq!(*first, seen + 1, "nothing twice, nothing left out");
                }
                prop_assert_eq!(lost, missed || there > CAPACITY as u64);
                // Who is told that something is lost reads everything, and goes on from there.
                seen = if lost { live.channels.lock().unwrap()[&1].next - 1 } else { numbers.last().copied().unwrap_or(seen) };
                publish(away);
            }
            prop_assert!(seen <= published);
            case("one of 1,000 seeds");
        }
    }

    #[test]
    fn f47_ten_thousand_messages_for_nobody_leave_a_few_behind() {
        let live = Live::new();
        let mut slow = live.subscribe(1, None);
        for _ in 0..10_000 {
            live.publish(1, account("facebook"));
        }
        assert_eq!(live.channels.lock().unwrap()[&1].recent.len(), KEPT);
        assert!(matches!(
            slow.messages.try_recv(),
            Err(TryRecvError::Lagged(_))
        ));
    }

    #[test]
    fn f49_a_stream_that_is_too_far_behind_is_told_before_it_hears_anything_else() {
        let live = Live::new();
        let mut slow = live.subscribe(1, None);
        for _ in 0..CAPACITY {
            live.publish(1, account("facebook"));
        }
        assert_eq!(heard(&mut slow), ((1..=CAPACITY as u64).collect(), false));
        for _ in 0..=CAPACITY {
            live.publish(1, account("facebook"));
        }
        assert_eq!(heard(&mut slow), (Vec::new(), true));
    }

    #[test]
    fn t42_of_ten_thousand_mixed_messages_each_brand_hears_its_own() {
        let live = Live::new();
        let mut streams = [1, 2].map(|brand| live.subscribe(brand, None));
        let link = |brand: i64, number: i64| LiveEvent::Link {
            attempt: AttemptId::new(format!("{brand}-{number}")),
            network: NetworkId::new("reddit"),
        };
        let mut counts = [0, 0];
        for number in 0..10_000_i64 {
            // Not in turn: now one brand is busy, now the other.
            let brand = 1 + (number * number / 7) % 2;
            live.publish(brand, link(brand, number));
            if number % 50 != 49 {
                continue;
            }
            for (place, stream) in streams.iter_mut().enumerate() {
                let own = format!("{}-", place + 1);
                while let Ok(message) = stream.messages.try_recv() {
                    let LiveEvent::Link { attempt, .. } = &message.event else {
                        panic!("{:?}", message.event);
                    };
                    assert!(attempt.as_str().starts_with(&own), "{attempt:?}");
                    counts[place] += 1;
                }
            }
        }
        assert_eq!(counts[0] + counts[1], 10_000);
        assert!(counts.iter().all(|count| *count > 1_000), "{counts:?}");
    }
}
