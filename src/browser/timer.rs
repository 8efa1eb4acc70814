//! Timers that end with their owner.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;

/// Timers that are all cancelled when this is dropped.
#[derive(Default)]
pub struct Timers {
    running: Rc<RefCell<Vec<(u32, Timeout)>>>,
    next: Cell<u32>,
}

impl Timers {
    /// Calls `then` once, after `after_ms` milliseconds.
    pub fn start(&self, after_ms: u32, then: impl FnOnce() + 'static) {
        let key = self.next.get();
        self.next.set(key.wrapping_add(1));
        let running = Rc::downgrade(&self.running);
        let timeout = Timeout::new(after_ms, move || {
            // Taken out before `then` runs, which may start timers of its own; dropped after it, being this very call.
            let own = running.upgrade().and_then(|running| {
                let mut running = running.borrow_mut();
                let place = running.iter().position(|(other, _)| *other == key)?;
                Some(running.swap_remove(place))
            });
            then();
            drop(own);
        });
        self.running.borrow_mut().push((key, timeout));
    }
}
