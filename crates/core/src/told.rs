//! What the host was told of attempts: each begins once and ends once, whatever the portal goes through with it.

use connect_contract::AttemptId;

use crate::HostEvent;

/// Attempts that the host heard of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    open: Vec<AttemptId>,
    over: Vec<AttemptId>,
}

impl Told {
    /// Whether this is news. What was said is remembered.
    pub fn is_news(&mut self, event: &HostEvent) -> bool {
        match event {
            HostEvent::Attempt { attempt, .. } => {
                let is_new = !self.open.contains(attempt) && !self.over.contains(attempt);
                if is_new {
                    self.open.push(attempt.clone());
                }
                is_new
            }
            HostEvent::Linked { attempt, .. }
            | HostEvent::Failed { attempt, .. }
            | HostEvent::Cancelled { attempt, .. } => {
                let open = self.open.iter().position(|open| open == attempt);
                if let Some(open) = open {
                    self.over.push(self.open.swap_remove(open));
                }
                open.is_some()
            }
            HostEvent::Ready
            | HostEvent::Changed
            | HostEvent::Error { .. }
            | HostEvent::Unlinked { .. } => true,
        }
    }
}
