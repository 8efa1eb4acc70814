//! A lock that one tab of an origin holds at a time.

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::{field, window};

/// A place in the queue for a lock, and then the lock. Dropping it gives either up; so does the browser when the tab goes.
#[must_use = "the lock is given up when this is dropped"]
pub struct TabLock {
    release: Option<Function>,
    withdraw: AbortController,
    _granted: Closure<dyn FnMut() -> Promise>,
}

impl TabLock {
    /// Queues for the lock `name`. `on_turn` is told `true` once it is held, `false` if the browser refuses or takes it.
    ///
    /// Nothing where there are no locks. Called by name: `web-sys` has them behind a switch for unstable interfaces.
    pub fn request(name: &str, on_turn: impl Fn(bool) + 'static) -> Option<Self> {
        let locks = field(&window()?.navigator(), "locks")?;
        let request: Function = field(&locks, "request")?.dyn_into().ok()?;
        let withdraw = AbortController::new().ok()?;
        let options = Object::new();
        Reflect::set(&options, &JsValue::from_str("signal"), &withdraw.signal()).ok()?;
        let mut release = None;
        let released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let on_turn = Rc::new(on_turn);
        let told = Rc::clone(&on_turn);
        let granted = Closure::<dyn FnMut() -> Promise>::new(move || {
            told(true);
            released.clone()
        });
        let name = JsValue::from_str(name);
        let asked = request.call3(&locks, &name, &options, granted.as_ref());
        let asked = Promise::resolve(&asked.ok()?);
        let signal = withdraw.signal();
        spawn_local(async move {
            // Awaited in any case: a refusal that nobody takes up is reported as an error of the page.
            if JsFuture::from(asked).await.is_err() && !signal.aborted() {
                on_turn(false);
            }
        });
        Some(Self {
            release,
            withdraw,
            _granted: granted,
        })
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        // Without effect on a lock that is held; that one is released by its promise.
        self.withdraw.abort();
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
