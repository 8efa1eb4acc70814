//! What browsers report of this host's Content-Security-Policy: nothing, if the policy and the widget fit.

use std::sync::{Mutex, PoisonError};

/// Nobody reads more.
const KEPT: usize = 50;

/// The reports, as browsers wrote them.
#[derive(Debug, Default)]
pub struct Reports(Mutex<Vec<String>>);

impl Reports {
    /// Keeps one.
    pub fn keep(&self, report: String) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT {
            tracing::warn!(report, "a browser refused something");
            kept.push(report);
        }
    }

    /// All of them.
    pub fn all(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
