//! When the live stream is opened, when it counts as dead, and when polling stands in for it.
//!
//! The stream, the clock and the dice are elsewhere: what happened comes in as [`StreamEvent`], with the time and a random
//! number, and what is to be done comes out as [`StreamOrder`]. There is one stream and one poller at most, because there
//! is one value for each.

use crate::timing;

/// What happened to the stream, or to the page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamEvent {
    /// This tab is to read the stream itself.
    Leading,
    /// Another tab reads it and tells this one.
    Following,
    /// The page is put away: nothing is read until it leads or follows again.
    Resting,
    /// There will be no stream any more: the session is over, or may not read.
    Over,
    /// The person or the network is back: a wait ends now.
    Nudged,
    /// The gateway answered, and what follows is the stream.
    Opened,
    /// A piece of the stream came, a message or a heartbeat.
    Heard,
    /// The tab that reads the stream said something.
    Told,
    /// The stream ended or could not be opened.
    Broke {
        /// How long the gateway asks to wait.
        retry_after_ms: u32,
    },
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamOrder {
    /// Open the stream.
    Open,
    /// Let go of the stream: it is dead, whatever the connection says.
    Drop,
    /// Read everything: something may have been missed while nobody listened.
    Resync,
    /// Read everything: there is no stream that would tell.
    Poll,
}

/// Milliseconds on this value's own clock.
type Millis = u64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    Resting,
    Over,
    Followed {
        since: Millis,
        told: Millis,
    },
    Waiting {
        until: Millis,
    },
    Opening {
        since: Millis,
    },
    Open {
        since: Millis,
        heard: Option<Millis>,
        /// Whether something came through later than the first seconds. Some proxies pass on what comes with the head
        /// and collect the rest.
        flows: bool,
    },
}

/// The pace of one tab's stream.
#[derive(Debug)]
pub struct StreamPace {
    stream: Stream,
    now: Millis,
    clock: Millis,
    /// In a row, since a stream last stood.
    failures: u32,
    poll_at: Option<Millis>,
    /// Nothing is opened before, whoever is in a hurry.
    not_before: Millis,
    missed: bool,
    resync: bool,
    /// The last stream gave out before anything flowed, so that the next one has to show more than a first piece.
    doubted: bool,
}

impl Default for StreamPace {
    fn default() -> Self {
        Self {
            stream: Stream::Resting,
            now: 0,
            clock: 0,
            failures: 0,
            poll_at: None,
            not_before: 0,
            missed: false,
            resync: false,
            doubted: false,
        }
    }
}

impl StreamPace {
    /// Takes in what happened at `clock`, in milliseconds since any beginning. `random` is in `0.0..1.0`.
    pub fn update(&mut self, clock: u64, event: StreamEvent, random: f64) {
        self.tick(clock);
        let now = self.now;
        match (event, &mut self.stream) {
            (StreamEvent::Leading, Stream::Resting) => self.stream = Stream::Waiting { until: now },
            (StreamEvent::Leading, Stream::Followed { since, .. }) => {
                // A lock that nobody held is given in an instant, before anything could be missed.
                self.missed |= now - *since > timing::STREAM_LOCK_MS;
                self.stream = Stream::Waiting { until: now };
            }
            (StreamEvent::Following, Stream::Resting) => {
                self.stream = Stream::Followed {
                    since: now,
                    told: now,
                };
            }
            (StreamEvent::Resting, stream) if *stream != Stream::Over => {
                *stream = Stream::Resting;
                self.poll_at = None;
                self.missed = true;
            }
            (StreamEvent::Over, stream) => {
                *stream = Stream::Over;
                self.poll_at = None;
            }
            (StreamEvent::Nudged, Stream::Waiting { until }) => *until = now,
            (StreamEvent::Opened, Stream::Opening { .. }) => {
                self.stream = Stream::Open {
                    since: now,
                    heard: None,
                    flows: false,
                };
                self.resync = std::mem::take(&mut self.missed);
            }
            (
                StreamEvent::Heard,
                Stream::Open {
                    since,
                    heard,
                    flows,
                },
            ) => {
                *heard = Some(now);
                if now - *since >= timing::STREAM_STANDS_MS {
                    *flows = true;
                    self.doubted = false;
                }
            }
            (StreamEvent::Told, Stream::Followed { told, .. }) => {
                *told = now;
                self.poll_at = None;
            }
            (
                StreamEvent::Broke { retry_after_ms },
                Stream::Opening { .. } | Stream::Open { .. },
            ) => {
                self.not_before = self.not_before.max(now + Millis::from(retry_after_ms));
                self.end(random);
            }
            // Late news of a stream that is no longer wanted.
            _ => {}
        }
    }

    /// The next thing to do at `clock`. To be asked until there is nothing.
    pub fn due(&mut self, clock: u64, random: f64) -> Option<StreamOrder> {
        self.tick(clock);
        let now = self.now;
        if std::mem::take(&mut self.resync) {
            return Some(StreamOrder::Resync);
        }
        match self.stream {
            Stream::Waiting { until } if now >= until.max(self.not_before) => {
                self.stream = Stream::Opening { since: now };
                self.not_before = now + timing::STREAM_APART_MS;
                return Some(StreamOrder::Open);
            }
            Stream::Open { flows, .. } => {
                if self.stands() {
                    self.failures = 0;
                    self.poll_at = None;
                }
                if self.silent_at().is_some_and(|at| now >= at) {
                    self.doubted |= !flows;
                    self.end(random);
                    return Some(StreamOrder::Drop);
                }
            }
            // The request stays on its way: a second one beside it would take one more of a browser's few connections.
            Stream::Opening { .. } | Stream::Followed { .. } => {
                if self.silent_at().is_some_and(|at| now >= at) {
                    self.poll_at.get_or_insert(now);
                }
            }
            Stream::Waiting { .. } | Stream::Resting | Stream::Over => {}
        }
        if self.poll_at.is_some_and(|at| now >= at) {
            self.poll_at = Some(now + timing::STREAM_POLL_MS);
            return Some(StreamOrder::Poll);
        }
        None
    }

    /// How long nothing will be due, in milliseconds, if nothing happens meanwhile. To be asked when nothing is due.
    pub fn wake_in(&self) -> Option<u32> {
        let stream = match self.stream {
            Stream::Waiting { until } => Some(until.max(self.not_before)),
            Stream::Open { .. } => self.silent_at(),
            Stream::Opening { .. } | Stream::Followed { .. } if self.poll_at.is_none() => {
                self.silent_at()
            }
            _ => None,
        };
        // Polling that goes on beside an open stream ends when the stream stands.
        let stands = match self.stream {
            Stream::Open { since, .. } if self.poll_at.is_some() => {
                Some(since + timing::STREAM_STANDS_MS).filter(|at| *at > self.now)
            }
            _ => None,
        };
        let next = [stream, stands, self.poll_at].into_iter().flatten().min()?;
        Some(u32::try_from(next.saturating_sub(self.now)).unwrap_or(u32::MAX))
    }

    /// Whether a stream that was asked for is still wanted.
    pub fn is_opening(&self) -> bool {
        matches!(self.stream, Stream::Opening { .. })
    }

    /// Whether another tab reads the stream.
    pub fn is_following(&self) -> bool {
        matches!(self.stream, Stream::Followed { .. })
    }

    /// Whether this tab neither reads nor follows, and could.
    pub fn is_resting(&self) -> bool {
        self.stream == Stream::Resting
    }

    /// A device's clock can be set back by hours. Then time stands still for a moment, and no wait becomes longer.
    fn tick(&mut self, clock: u64) {
        self.now += clock.saturating_sub(self.clock);
        self.clock = clock;
    }

    /// Whether the open stream has lasted long enough to forget the failures before it.
    fn stands(&self) -> bool {
        match self.stream {
            Stream::Open {
                since,
                heard: Some(_),
                flows,
            } => self.now - since >= timing::STREAM_STANDS_MS && (flows || !self.doubted),
            _ => false,
        }
    }

    /// When the silence has lasted too long.
    fn silent_at(&self) -> Option<Millis> {
        match self.stream {
            Stream::Open { heard, flows, .. } if flows => {
                heard.map(|heard| heard + timing::STREAM_SILENCE_MS)
            }
            Stream::Open { since, heard, .. } => {
                Some(heard.unwrap_or(since) + timing::STREAM_FIRST_SILENCE_MS)
            }
            Stream::Opening { since } => Some(since + timing::STREAM_FIRST_SILENCE_MS),
            Stream::Followed { told, .. } => Some(told + timing::STREAM_SILENCE_MS),
            Stream::Waiting { .. } | Stream::Resting | Stream::Over => None,
        }
    }

    fn end(&mut self, random: f64) {
        self.failures = if self.stands() { 0 } else { self.failures + 1 };
        if self.failures >= timing::STREAM_FAILURES {
            self.poll_at.get_or_insert(self.now);
        }
        self.missed = true;
        // The whole wait is left to chance, so that a gateway that comes back is not met by everybody at once.
        let wait = f64::from(timing::stream_wait_ms(self.failures)) * random;
        self.stream = Stream::Waiting {
            until: self.now + wait as Millis,
        };
    }
}

#[cfg(test)]
mod tests;
