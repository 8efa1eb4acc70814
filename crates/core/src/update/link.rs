//! A link attempt, from the click until something says that there may be an outcome.

use connect_contract::{AttemptId, NetworkId, ProblemCode};

use crate::{
    Activity, Announcement, Because, BlockedCause, Card, Command, Failure, Hint, HostEvent,
    Linking, PageFocus, Signal, State, Step, Surroundings, TimerKind, WindowPlace, can, timing,
};

/// What came of asking the browser for a window.
pub(super) enum Opened {
    Window,
    Unknown,
    Forbidden,
}

impl State {
    pub(super) fn card_pressed(&mut self, network: &NetworkId, attempt: AttemptId) -> Vec<Command> {
        let actions = self.actions();
        let Some(card) = self.card(network) else {
            return Vec::new();
        };
        match &card.activity {
            Activity::ConfirmingUnlink { .. } | Activity::Unlinking { .. } => Vec::new(),
            Activity::Linking(linking) => match linking.step {
                Step::Blocked(_) | Step::Refused { .. } => self.open_again(network),
                // That window is not ours to raise. A new one takes over.
                Step::Elsewhere if can::link(&card.standing, actions) => {
                    self.start(network, attempt)
                }
                Step::Opening
                | Step::Waiting
                | Step::Checking(_)
                | Step::Undecided
                | Step::Elsewhere => {
                    vec![Command::FocusWindow {
                        attempt: linking.attempt.clone(),
                    }]
                }
            },
            Activity::Idle
            | Activity::Failed(_)
            | Activity::TimedOut
            | Activity::JustLinked { .. } => {
                if can::unlink(&card.standing, actions) {
                    self.ask_to_unlink(network)
                } else if can::link(&card.standing, actions) {
                    self.start(network, attempt)
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// A window again. One that may still be open is left behind: raising it is not dependable, a new one comes to the
    /// front. From *blocked* it is the same attempt, since its window never was.
    pub(super) fn reopen_pressed(
        &mut self,
        network: &NetworkId,
        attempt: AttemptId,
    ) -> Vec<Command> {
        let actions = self.actions();
        let Some(card) = self.card(network) else {
            return Vec::new();
        };
        match &card.activity {
            Activity::Linking(linking) if matches!(linking.step, Step::Blocked(_)) => {
                self.open_again(network)
            }
            // RenewSoon is linked and may be linked over: only an explicit request does that, never the card itself.
            _ if can::link(&card.standing, actions) => self.start(network, attempt),
            _ => Vec::new(),
        }
    }

    fn start(&mut self, network: &NetworkId, attempt: AttemptId) -> Vec<Command> {
        let given_up = self.give_up_open_attempts();
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        card.activity = Activity::Linking(Linking {
            attempt: attempt.clone(),
            step: Step::Opening,
            window: WindowPlace::Unheard,
            polls: 0,
        });
        let mut commands = vec![
            Command::OpenStartPage {
                attempt: attempt.clone(),
                network: network.clone(),
            },
            Command::StartLink {
                attempt: attempt.clone(),
                network: network.clone(),
            },
            Command::Announce(Announcement::Opening(network.clone())),
            Command::Emit(HostEvent::Attempt {
                attempt: attempt.clone(),
                network: network.clone(),
            }),
            Command::StartTimer {
                attempt,
                kind: TimerKind::Poll,
                after_ms: timing::poll_ms(0),
            },
        ];
        commands.extend(given_up);
        commands
    }

    /// There is one window. An attempt at another card, or an older one at this, loses it; it may still end well.
    fn give_up_open_attempts(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        let mut over = Vec::new();
        for card in &mut self.cards {
            // What goes on in another page is not ours to give up.
            if let Activity::Linking(linking) = &card.activity
                && linking.step != Step::Elsewhere
            {
                commands.extend(stopped(&card.network, &linking.attempt));
                over.push(linking.attempt.clone());
                card.activity = Activity::Idle;
            }
        }
        for attempt in over {
            self.be_done_with(&attempt);
        }
        commands
    }

    fn open_again(&mut self, network: &NetworkId) -> Vec<Command> {
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        let Activity::Linking(linking) = &mut card.activity else {
            return Vec::new();
        };
        linking.step = Step::Opening;
        linking.window = WindowPlace::Unheard;
        vec![Command::OpenStartPage {
            attempt: linking.attempt.clone(),
            network: network.clone(),
        }]
    }

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
        vec![Command::FetchAttempt {
            attempt: attempt.clone(),
            because: match signal {
                Signal::Returned => Because::Done,
                Signal::WindowGone => Because::Window,
                _ => Because::Message,
            },
        }]
    }

    pub(super) fn timer_fired(
        &mut self,
        attempt: &AttemptId,
        kind: TimerKind,
        focus: PageFocus,
    ) -> Vec<Command> {
        let cause = match self.surroundings {
            Surroundings::Browser => BlockedCause::Browser,
            Surroundings::InApp | Surroundings::HomeScreen => BlockedCause::InApp,
        };
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let network = card.network.clone();
        match kind {
            TimerKind::Hello => {
                let Some(linking) = opening(card) else {
                    return Vec::new();
                };
                if focus == PageFocus::Elsewhere && linking.polls < timing::HELLO_POLLS {
                    // Something took the focus: most likely the window, still loading. Ask again rather than accuse.
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

    pub(super) fn check_again(&mut self, network: &NetworkId) -> Vec<Command> {
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        let Activity::Linking(linking) = &mut card.activity else {
            return Vec::new();
        };
        linking.step = Step::Checking(Hint::Finished);
        vec![Command::FetchAttempt {
            attempt: linking.attempt.clone(),
            because: Because::Person,
        }]
    }

    pub(super) fn stop_pressed(&mut self, network: &NetworkId) -> Vec<Command> {
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        let Activity::Linking(linking) = &card.activity else {
            return Vec::new();
        };
        let attempt = linking.attempt.clone();
        card.activity = Activity::Idle;
        let mut commands = vec![Command::CloseWindow {
            attempt: attempt.clone(),
        }];
        commands.extend(stopped(network, &attempt));
        self.be_done_with(&attempt);
        commands
    }

    /// The start page shows the same failure with a way to try again, so the attempt stays. Only what no second try can
    /// mend ends it here.
    pub(super) fn link_refused(&mut self, attempt: &AttemptId, failure: Failure) -> Vec<Command> {
        if failure.may_pass() {
            return Vec::new();
        }
        if failure.code() == Some(ProblemCode::AttemptOver) {
            // The window was quicker than this call, and there is an outcome already.
            return vec![Command::FetchAttempt {
                attempt: attempt.clone(),
                because: Because::Poll,
            }];
        }
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let network = card.network.clone();
        card.activity = Activity::Failed(failure);
        vec![
            Command::Announce(Announcement::Failed(network.clone())),
            Command::Emit(HostEvent::Failed {
                attempt: attempt.clone(),
                network,
            }),
        ]
    }

    pub(super) fn failure_dismissed(&mut self, network: &NetworkId) -> Vec<Command> {
        if let Some(card) = self.card_mut(network)
            && matches!(card.activity, Activity::Failed(_) | Activity::TimedOut)
        {
            card.activity = Activity::Idle;
        }
        Vec::new()
    }
}

/// The attempt at this card, if nothing has been heard of it yet.
fn opening(card: &mut Card) -> Option<&mut Linking> {
    match &mut card.activity {
        Activity::Linking(linking) if linking.step == Step::Opening => Some(linking),
        _ => None,
    }
}

/// What is to be done about an attempt that nobody here waits for any more.
pub(super) fn stopped(network: &NetworkId, attempt: &AttemptId) -> [Command; 2] {
    [
        Command::StopLink {
            attempt: attempt.clone(),
        },
        Command::Emit(HostEvent::Cancelled {
            attempt: attempt.clone(),
            network: network.clone(),
        }),
    ]
}
