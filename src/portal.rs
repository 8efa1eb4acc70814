//! The live portal: the state, and the way to tell it what happened.

use std::rc::Rc;

use connect_contract::{Action, AttemptId, NetworkId, Standing};
#[cfg(feature = "help")]
use connect_core::doctor::{Check, Finding};
use connect_core::{Event, State, can};
use connect_words::Text;
use leptos::prelude::*;

use crate::browser::{ids, surroundings};
use crate::effects::Effects;

/// The portal of this page or widget. Cheap to copy; every component gets it from the context.
#[derive(Clone, Copy)]
pub struct Portal {
    state: RwSignal<State>,
    spoken: RwSignal<String>,
    sought: RwSignal<String>,
    effects: StoredValue<Option<Rc<Effects>>, LocalStorage>,
    text: &'static Text,
}

impl Portal {
    /// Makes it, with nothing read yet. It speaks in these sentences.
    pub fn new(text: &'static Text) -> Self {
        Self {
            state: RwSignal::new(State::default()),
            spoken: RwSignal::new(String::new()),
            sought: RwSignal::new(String::new()),
            effects: StoredValue::new_local(None),
            text,
        }
    }

    /// Gives it the means to act. What `effects` opens is closed when the owner of this portal goes.
    pub fn prepare(self, effects: Rc<Effects>) {
        self.effects.set_value(Some(effects));
    }

    /// Starts to listen and to read.
    pub fn start(self) {
        if let Some(Some(effects)) = self.effects.try_get_value() {
            effects.listen(self);
        }
        self.send(Event::Surroundings(surroundings::here()));
        self.send(Event::Connectivity {
            online: crate::browser::page::online(),
        });
        self.send(Event::Started);
    }

    /// Says what happened. The rules decide what is to be done, and it is done before this returns: a window opens in
    /// the same task as the click.
    pub fn send(self, event: Event) {
        // Anybody can send messages. One that changes nothing must not make every card look.
        let said_of = match &event {
            Event::Signalled { attempt, .. } => Some(attempt.clone()),
            _ => None,
        };
        let update = |state: &mut State| {
            let Some(attempt) = said_of else {
                return (true, state.update(event));
            };
            let before = state.linking(&attempt).cloned();
            let commands = state.update(event);
            (state.linking(&attempt) != before.as_ref(), commands)
        };
        let Some(commands) = self.state.try_maybe_update(update) else {
            return;
        };
        let Some(Some(effects)) = self.effects.try_get_value() else {
            return;
        };
        for command in commands {
            effects.run(self, command);
        }
    }

    /// Begins to link as if its card had been pressed, also over an account that is about to end. Whether it may be linked.
    pub fn link(self, network: NetworkId) -> bool {
        self.act(network, can::link, |network, attempt| {
            Event::ReopenPressed { network, attempt }
        })
    }

    /// Asks whether to unlink, as a press on its card does. Whether it may be unlinked.
    pub fn unlink(self, network: NetworkId) -> bool {
        self.act(network, can::unlink, |network, attempt| {
            Event::CardPressed { network, attempt }
        })
    }

    fn act(
        self,
        network: NetworkId,
        may: fn(&Standing, &[Action]) -> bool,
        press: fn(NetworkId, AttemptId) -> Event,
    ) -> bool {
        let may = self.with_untracked(|state| {
            let card = state.card(&network);
            card.is_some_and(|card| may(&card.standing, state.actions()))
        });
        if may {
            self.send(press(network, AttemptId::new(ids::random_id())));
        }
        may
    }

    /// What is known, tracked.
    pub fn with<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with(read)
    }

    /// What is known, untracked.
    pub fn with_untracked<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with_untracked(read)
    }

    /// The sentences that it speaks in.
    pub fn text(self) -> &'static Text {
        self.text
    }

    /// What was said aloud last.
    pub fn spoken(self) -> ReadSignal<String> {
        self.spoken.read_only()
    }

    pub(crate) fn speak(self, sentence: String) {
        let _ = self.spoken.try_set(sentence);
    }

    /// What the person typed to find a card.
    pub fn sought(self) -> RwSignal<String> {
        self.sought
    }

    /// The name of the window that links are opened in, for a real link.
    pub fn window_name(self) -> String {
        self.of_effects(Effects::window_name)
    }

    /// The address of our start page for an attempt, for a real link.
    pub fn start_page(self, attempt: &AttemptId, network: &NetworkId) -> String {
        self.of_effects(|effects| effects.start_page(attempt, network))
    }

    /// The same for this tab, where it is ours.
    pub fn start_here(self, attempt: &AttemptId, network: &NetworkId) -> Option<String> {
        self.of_effects(|effects| effects.start_here(attempt, network))
    }

    /// What was seen of an attempt, as text for support.
    pub fn report(self, attempt: AttemptId, done: Box<dyn FnOnce(String)>) {
        self.of_effects(|effects| effects.report(attempt, done));
    }

    /// Looks at everything that linking needs.
    #[cfg(feature = "help")]
    pub fn look(
        self,
        asked: crate::browser::checks::Asked,
        found: impl Fn(Check, Finding) + 'static,
        done: impl FnOnce() + 'static,
    ) {
        self.of_effects(|effects| effects.look(asked, found, done));
    }

    /// The address of a file that is served with the product, also from inside a host page. Beside the page where
    /// nothing acts in the world.
    pub fn asset(self, path: &str) -> String {
        let beside = || path.to_owned();
        self.effects.with_value(|effects| {
            effects
                .as_deref()
                .map_or_else(beside, |effects| effects.asset(path))
        })
    }

    /// Nothing to speak of before [`Portal::prepare`].
    fn of_effects<T: Default>(self, read: impl FnOnce(&Effects) -> T) -> T {
        self.effects
            .with_value(|effects| effects.as_deref().map(read).unwrap_or_default())
    }
}

/// The portal that this component belongs to.
pub fn use_portal() -> Portal {
    expect_context::<Portal>()
}
