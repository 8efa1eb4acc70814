//! What every handler shares.

mod limits;
mod links;

pub use limits::{Limits, Verdict};
pub use links::{LinkOrder, Unlinking};

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use tokio::task::JoinSet;

use crate::calls::Calls;
use crate::clock::{self, Millis};
use crate::delivery::Delivery;
use crate::faults::FaultRules;
use crate::options::Options;
use crate::persist;
use crate::world::{Profile, World};

/// The running stand-in, without its listener.
pub struct App {
    /// How it was started.
    pub options: Options,
    /// Origin of its pages, without a slash at the end.
    pub public_url: String,
    /// The calls that came.
    pub calls: Mutex<Calls>,
    /// The rules of the control endpoints.
    pub faults: Mutex<FaultRules>,
    /// Who called how often.
    pub limits: Mutex<Limits>,
    /// Webhook deliveries, newest last.
    pub deliveries: Mutex<Vec<Delivery>>,
    /// The answer of `GET /profiles` that is kept, and since when.
    pub list_cache: Mutex<Option<(Millis, Vec<Profile>)>>,
    /// Makes the deliveries.
    pub client: reqwest::Client,
    /// Deliveries under way. They end with the sandbox.
    pub tasks: Mutex<JoinSet<()>>,
    world: Mutex<World>,
}

/// The handle that handlers get.
#[derive(Clone)]
pub struct Shared(pub Arc<App>);

impl std::ops::Deref for Shared {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

/// Locks something whose last holder may have panicked: a test double goes on.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// Puts the parts together.
    pub fn new(
        options: Options,
        public_url: String,
        world: World,
        client: reqwest::Client,
    ) -> Self {
        let limits = Limits::new(options.rate_limit);
        Self {
            options,
            public_url,
            calls: Mutex::default(),
            faults: Mutex::default(),
            limits: Mutex::new(limits),
            deliveries: Mutex::default(),
            list_cache: Mutex::default(),
            client,
            tasks: Mutex::default(),
            world: Mutex::new(world),
        }
    }

    /// Looks at the world.
    pub fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&lock(&self.world))
    }

    /// Changes the world and saves it, if there is a file to save it to.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.world);
        let result = change(&mut world);
        // Saved under the lock: two changes at once must not be saved in the wrong order.
        if let Some(file) = &self.options.state_file
            && let Err(error) = persist::save(file, &world)
        {
            tracing::error!(file = %file.display(), %error, "the state could not be saved");
        }
        result
    }

    /// How long a linking URL lives when its maker does not say.
    pub fn link_life(&self) -> Duration {
        let set = self.read(|world| world.settings.link_life_seconds);
        set.map_or(self.options.link_life, Duration::from_secs)
    }

    /// Runs something beside the calls until it ends or the sandbox stops.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = lock(&self.tasks);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }
}

/// All routes.
pub fn router(app: Arc<App>) -> Router {
    let shared = Shared(app);
    Router::new()
        .nest("/api", crate::api::router(shared.clone()))
        .merge(crate::pages::router(shared.clone()))
        .merge(crate::control::router())
        .with_state(shared)
}

/// The end of a life that begins now.
pub fn ends_after(life: Duration) -> Millis {
    clock::now().saturating_add(Millis::try_from(life.as_millis()).unwrap_or(Millis::MAX))
}
