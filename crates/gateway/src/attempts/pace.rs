use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const LEAST: Duration = Duration::from_secs(2);
/// Attempts are over long before.
const FORGET: Duration = Duration::from_secs(600);

/// How often Ayrshare is asked about one link session: every two seconds at most, whoever wants to know.
#[derive(Default)]
pub struct Pace(Mutex<HashMap<String, Instant>>);

impl Pace {
    /// Whether it may be asked now. Saying yes counts as asking.
    pub fn may_ask(&self, link_session: &str) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if asked
            .get(link_session)
            .is_some_and(|last| now - *last < LEAST)
        {
            return false;
        }
        asked.retain(|_, last| now - *last < FORGET);
        asked.insert(link_session.to_owned(), now);
        true
    }
}
