use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::running::Running;

/// Browsers that a story has done with, for the next one: to start Firefox takes five seconds of a processor, which is more
/// than most stories take.
struct Shelf {
    /// Stories that have a browser now.
    busy: usize,
    idle: Vec<Running>,
}

static SHELF: Mutex<Shelf> = Mutex::new(Shelf {
    busy: 0,
    idle: Vec::new(),
});

fn shelf() -> MutexGuard<'static, Shelf> {
    SHELF.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Held by whoever has a browser. The last one to let go ends those that nobody has: nothing else would, since a process
/// ends without dropping what is static.
#[derive(Debug)]
pub(crate) struct Turn(());

impl Turn {
    pub fn take() -> Self {
        shelf().busy += 1;
        Self(())
    }

    /// A browser that another story has done with.
    pub fn take_over(&self) -> Option<Running> {
        shelf().idle.pop()
    }

    pub fn leave(&self, browser: Running) {
        shelf().idle.push(browser);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut shelf = shelf();
        shelf.busy -= 1;
        if shelf.busy == 0 {
            let ended = std::mem::take(&mut shelf.idle);
            drop(shelf);
            drop(ended);
        }
    }
}
