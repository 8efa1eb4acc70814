//! The tabs of an origin share one live stream: HTTP/1.1 gives a browser six connections for all of them.

use crate::browser::tab_channel::TabChannel;
use crate::browser::tab_lock::TabLock;

const LOCK: &str = "connect-accounts-stream";
const CHANNEL: &str = "connect-accounts-live";

/// This tab among the tabs of its origin. Who holds the lock reads the stream and tells the others; dropping this lets
/// the next one do it.
#[must_use = "the tab leaves the others when this is dropped"]
pub struct Tabs {
    _lock: TabLock,
    channel: TabChannel,
}

impl Tabs {
    /// Joins them. `on_turn` is told `true` once this tab leads, `false` if it never will; `on_told` what the leader says.
    ///
    /// Nothing where the browser lacks or denies the means: then every tab is on its own.
    pub fn join(
        on_turn: impl Fn(bool) + 'static,
        on_told: impl Fn(String) + 'static,
    ) -> Option<Self> {
        // The channel first: without it, the lock would silence the other tabs.
        let channel = TabChannel::open(CHANNEL, on_told)?;
        let lock = TabLock::request(LOCK, on_turn)?;
        Some(Self {
            _lock: lock,
            channel,
        })
    }

    /// Says it to the others.
    pub fn tell(&self, text: &str) {
        self.channel.say(text);
    }
}
