//! What one profile may ask of Ayrshare: 300 calls in 5 minutes, and 1,000 answers of 429 in a day suspend it. (T27)

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::AyrshareError;

/// Below Ayrshare's own limit, which the operator's other programs share.
const CALLS: f64 = 200.0;
const WINDOW: Duration = Duration::from_secs(300);

/// Shared by every call of one profile.
pub struct ProfileLimits(Mutex<Budget>);

struct Budget {
    /// A token bucket: full at the start, filled again evenly.
    calls: f64,
    filled_at: Instant,
    /// After a 429 nothing is sent until then.
    silent_until: Option<Instant>,
}

impl Default for ProfileLimits {
    fn default() -> Self {
        Self(Mutex::new(Budget {
            calls: CALLS,
            filled_at: Instant::now(),
            silent_until: None,
        }))
    }
}

impl ProfileLimits {
    /// Takes one call out of the budget, or says how long to wait.
    pub fn take(&self) -> Result<(), AyrshareError> {
        let mut budget = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if let Some(wait) = budget
            .silent_until
            .and_then(|until| until.checked_duration_since(now))
            .filter(|wait| !wait.is_zero())
        {
            return Err(AyrshareError::RateLimited {
                retry_after: whole_seconds(wait),
            });
        }
        budget.silent_until = None;
        let rate = CALLS / WINDOW.as_secs_f64();
        budget.calls = (budget.calls + rate * (now - budget.filled_at).as_secs_f64()).min(CALLS);
        budget.filled_at = now;
        if budget.calls < 1.0 {
            let wait = Duration::from_secs_f64((1.0 - budget.calls) / rate);
            return Err(AyrshareError::RateLimited {
                retry_after: whole_seconds(wait),
            });
        }
        budget.calls -= 1.0;
        Ok(())
    }

    /// Learns from an answer.
    pub fn learn<T>(&self, answer: &Result<T, AyrshareError>) {
        if let Some(pause) = answer.as_ref().err().and_then(AyrshareError::pause) {
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .silent_until = Some(Instant::now() + pause);
        }
    }
}

fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1_000))
        .unwrap_or(u32::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t27_a_429_silences_the_profile() {
        let limits = ProfileLimits::default();
        limits.learn::<()>(&Err(AyrshareError::RateLimited { retry_after: 30 }));
        assert!(matches!(
            limits.take(),
            Err(AyrshareError::RateLimited {
                retry_after: 29..=30
            })
        ));
    }

    #[test]
    fn t27_no_profile_is_asked_more_than_its_budget() {
        let limits = ProfileLimits::default();
        let sent = (0..1_000).filter(|_| limits.take().is_ok()).count();
        assert!((200..=202).contains(&sent), "{sent}");
    }
}
