//! Timers that end with their owner.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

/// Timers that are all cancelled when this is dropped.
#[derive(Default)]
pub struct Timers {
    running: Rc<RefCell<HashMap<u64, Timeout>>>,
    next: RefCell<u64>,
}

impl Timers {
    /// Calls `then` once, after `after_ms` milliseconds.
    pub fn start(&self, after_ms: u32, then: impl FnOnce() + 'static) {
        let key = {
            let mut next = self.next.borrow_mut();
            *next += 1;
            *next
        };
        let running = Rc::downgrade(&self.running);
        let timeout = Timeout::new(after_ms, move || {
            // Kept alive until `then` has run: dropping a timer inside its own call is not allowed to matter.
            let own = running
                .upgrade()
                .and_then(|running| running.borrow_mut().remove(&key));
            then();
            drop(own);
        });
        self.running.borrow_mut().insert(key, timeout);
    }
}
