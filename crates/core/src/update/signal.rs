//! What the world says about a link attempt, until something says that there may be an outcome.

use connect_contract::AttemptId;

use crate::state::Asked;
use crate::{
    Activity, Announcement, Because, BlockedCause, Card, Command, Hint, Linking, PageFocus, Signal,
    State, Step, Surroundings, TimerKind, WindowPlace, timing,
};

/// What came of asking the browser for a window.
pub(super) enum Opened {
    Window,
    Unknown,
    Forbidden,
}

impl State {
    pub(super) fn window_answered(&mut self, attempt: &AttemptId, opened: Opened) -> Vec<Command> {
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let network = card.network.clone();
        let Some(linking) = opening(card) else {
            return Vec::new();
        };
        let after_ms = match opened {
            Opened::Window => timing::HELLO_WITH_WINDOW_MS,
            Opened::Unknown => timing::HELLO_WITHOUT_WINDOW_MS,
            Opened::Forbidden => {
                linking.step = Step::Blocked(BlockedCause::Frame);
                return vec![Command::Announce(Announcement::Blocked(network))];
            }
        };
        vec![Command::StartTimer {
            attempt: attempt.clone(),
            kind: TimerKind::Hello,
            after_ms,
        }]
    }

    pub(super) fn signalled(&mut self, attempt: &AttemptId, signal: Signal) -> Vec<Command> {
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let Activity::Linking(linking) = &mut card.activity else {
            return Vec::new();
        };
        // Our own pages' channel tells every tab. What another page began stays that page's: here it only makes us ask.
        let ours = linking.step != Step::Elsewhere;
        let hint = match signal {
            Signal::Hello | Signal::Leaving if !ours => return Vec::new(),
            // One may come late, by the slower of two channels: it does not bring the window back from Ayrshare.
            Signal::Hello => {
                if matches!(
                    linking.step,
                    Step::Opening | Step::Blocked(_) | Step::Undecided
                ) {
                    linking.step = Step::Waiting;
                }
                if linking.window == WindowPlace::Unheard {
                    linking.window = WindowPlace::AtStart;
                }
                return Vec::new();
            }
            Signal::Leaving => {
                linking.step = Step::Waiting;
                linking.window = WindowPlace::Away;
                return Vec::new();
            }
            Signal::Finished | Signal::Returned => Hint::Finished,
            Signal::GaveUp => Hint::GaveUp,
            Signal::Refused(code) => Hint::Refused(code),
            Signal::WindowGone => Hint::WindowGone,
        };
        if ours {
            linking.step = Step::Checking(hint);
        }
        match signal {
            Signal::Returned => self.ask_once(attempt, Because::Done),
            Signal::WindowGone => vec![Command::FetchAttempt {
                attempt: attempt.clone(),
                because: Because::Window,
            }],
            _ => self.ask_once(attempt, Because::Message),
        }
    }

    /// Asks on the word of a window. Anybody can send messages, ten thousand a second: one question at a time, and the
    /// next one a moment later.
    fn ask_once(&mut self, attempt: &AttemptId, because: Because) -> Vec<Command> {
        let before = self.asked.iter_mut().find(|it| it.attempt == *attempt);
        if let Some(before) = before {
            before.again = Some(because);
            return Vec::new();
        }
        self.asked.push(Asked {
            attempt: attempt.clone(),
            again: None,
        });
        vec![Command::FetchAttempt {
            attempt: attempt.clone(),
            because,
        }]
    }

    /// A window has spoken since the question on its way, whose answer therefore does not say how it looks now.
    pub(super) fn is_asked_again(&self, attempt: &AttemptId) -> bool {
        self.asked
            .iter()
            .any(|asked| asked.attempt == *attempt && asked.again.is_some())
    }

    /// A question was answered: another one is due in a moment, if a window has spoken meanwhile.
    pub(super) fn question_answered(&mut self, attempt: &AttemptId) -> Vec<Command> {
        if self.is_asked_again(attempt) {
            return vec![Command::StartTimer {
                attempt: attempt.clone(),
                kind: TimerKind::Again,
                after_ms: timing::ASK_AGAIN_MS,
            }];
        }
        self.asked.retain(|asked| asked.attempt != *attempt);
        Vec::new()
    }

    fn ask_again(&mut self, attempt: &AttemptId) -> Vec<Command> {
        let place = self.asked.iter().position(|it| it.attempt == *attempt);
        let again = place.and_then(|place| self.asked.swap_remove(place).again);
        again.map_or_else(Vec::new, |because| self.ask_once(attempt, because))
    }

    pub(super) fn timer_fired(
        &mut self,
        attempt: &AttemptId,
        kind: TimerKind,
        focus: PageFocus,
    ) -> Vec<Command> {
        if kind == TimerKind::Again {
            return self.ask_again(attempt);
        }
        let cause = without_window(self.surroundings);
        let cut_off = self.is_cut_off();
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let network = card.network.clone();
        match kind {
            TimerKind::Hello => {
                let Some(linking) = opening(card) else {
                    return Vec::new();
                };
                if cut_off || focus == PageFocus::Elsewhere && linking.polls < timing::HELLO_POLLS {
                    // Something took the focus: most likely the window, still loading. Or there is a window and our start
                    // page cannot be reached. Ask again rather than accuse.
                    let after_ms = timing::HELLO_WITH_WINDOW_MS;
                    return vec![Command::StartTimer {
                        attempt: attempt.clone(),
                        kind,
                        after_ms,
                    }];
                }
                linking.step = Step::Blocked(cause);
                vec![Command::Announce(Announcement::Blocked(network))]
            }
            TimerKind::Poll => {
                let Activity::Linking(linking) = &mut card.activity else {
                    return Vec::new();
                };
                linking.polls = linking.polls.saturating_add(1);
                let after_ms = timing::poll_ms(linking.polls);
                // Where a host keeps its windows apart, only the backend knows whether there is one.
                let unheard = matches!(linking.step, Step::Opening | Step::Blocked(_));
                let mut commands = vec![
                    Command::FetchAttempt {
                        attempt: attempt.clone(),
                        because: Because::Poll,
                    },
                    Command::StartTimer {
                        attempt: attempt.clone(),
                        kind,
                        after_ms,
                    },
                ];
                if unheard {
                    commands.extend(self.read_portal());
                }
                commands
            }
            TimerKind::Again => Vec::new(),
            TimerKind::FocusBack => {
                let Activity::Linking(linking) = &mut card.activity else {
                    return Vec::new();
                };
                if focus == PageFocus::Elsewhere || linking.step != Step::Waiting {
                    return Vec::new();
                }
                linking.step = Step::Undecided;
                vec![
                    Command::Announce(Announcement::Undecided(network)),
                    Command::FetchAttempt {
                        attempt: attempt.clone(),
                        because: Because::Focus,
                    },
                ]
            }
        }
    }

    pub(super) fn focus_returned(&mut self) -> Vec<Command> {
        let mut commands = self.ask_for_open_attempts(Because::Focus);
        for attempt in self.open_attempts() {
            let after_ms = timing::FOCUS_BACK_MS;
            commands.push(Command::StartTimer {
                attempt,
                kind: TimerKind::FocusBack,
                after_ms,
            });
        }
        commands.extend(self.read_portal());
        commands
    }

    pub(super) fn ask_for_open_attempts(&self, because: Because) -> Vec<Command> {
        self.open_attempts()
            .map(|attempt| Command::FetchAttempt { attempt, because })
            .collect()
    }

    fn open_attempts(&self) -> impl Iterator<Item = AttemptId> {
        self.cards
            .iter()
            .filter_map(|card| Some(card.linking()?.attempt.clone()))
    }
}

/// The attempt at this card, if nothing has been heard of it yet.
fn opening(card: &mut Card) -> Option<&mut Linking> {
    match &mut card.activity {
        Activity::Linking(linking) if linking.step == Step::Opening => Some(linking),
        _ => None,
    }
}

/// What it means that no window said hello.
fn without_window(surroundings: Surroundings) -> BlockedCause {
    match surroundings {
        Surroundings::Browser => BlockedCause::Browser,
        Surroundings::InApp | Surroundings::HomeScreen => BlockedCause::InApp,
    }
}
