//! What a person does about a link attempt: begins it, begins it again, asks, stops.

use connect_contract::{AttemptId, NetworkId, ProblemCode};

use crate::{
    Activity, Announcement, Because, Card, Command, Deed, Failure, GivenUp, Hint, HostEvent,
    Linking, State, Step, TimerKind, WindowPlace, can, timing,
};

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
                Step::Waiting => self.raise_or_offer(network),
                Step::Opening | Step::Checking(_) | Step::Undecided | Step::Elsewhere => {
                    vec![Command::FocusWindow {
                        attempt: linking.attempt.clone(),
                    }]
                }
            },
            Activity::Idle
            | Activity::Failed { .. }
            | Activity::TimedOut { .. }
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

    /// The person looks for the window, and two engines of three do not raise it: a new one is offered, too.
    fn raise_or_offer(&mut self, network: &NetworkId) -> Vec<Command> {
        let linking = self.card_mut(network).map(|card| &mut card.activity);
        let Some(Activity::Linking(linking)) = linking else {
            return Vec::new();
        };
        linking.step = Step::Undecided;
        vec![
            Command::FocusWindow {
                attempt: linking.attempt.clone(),
            },
            Command::Announce(Announcement::Undecided(network.clone())),
        ]
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
        if !self.online {
            return self.say_offline(network);
        }
        if self.hosted {
            let network = network.clone();
            return vec![Command::AskHost(Deed::Link { network, attempt })];
        }
        self.begin(network, attempt)
    }

    /// Opens the window, tells the backend.
    pub(super) fn begin(&mut self, network: &NetworkId, attempt: AttemptId) -> Vec<Command> {
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

    /// No window: it could only show the browser's own page about it. What is on its way already goes on.
    fn say_offline(&mut self, network: &NetworkId) -> Vec<Command> {
        if let Some(card) = self.card_mut(network)
            && card.linking().is_none()
        {
            card.activity = Activity::Failed {
                failure: Failure::Offline,
                attempt: None,
            };
        }
        vec![Command::Announce(Announcement::Offline)]
    }

    /// There is one window. An attempt at another card, or an older one at this, loses it; it may still end well.
    fn give_up_open_attempts(&mut self) -> Vec<Command> {
        // What goes on in another page is not ours to give up.
        let ours: Vec<_> = self
            .cards
            .iter()
            .filter_map(Card::linking)
            .filter(|linking| linking.step != Step::Elsewhere)
            .map(|linking| linking.attempt.clone())
            .collect();
        ours.iter()
            .flat_map(|attempt| self.give_up(attempt, GivenUp::Replaced))
            .collect()
    }

    /// Nobody here waits for an attempt any more, and no answer on its way brings it back.
    pub(super) fn give_up(&mut self, attempt: &AttemptId, cause: GivenUp) -> Vec<Command> {
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        card.activity = Activity::Idle;
        let network = card.network.clone();
        self.be_done_with(attempt);
        vec![
            Command::StopLink {
                attempt: attempt.clone(),
            },
            Command::Emit(HostEvent::Cancelled {
                attempt: attempt.clone(),
                network,
                cause,
            }),
        ]
    }

    fn open_again(&mut self, network: &NetworkId) -> Vec<Command> {
        if !self.online {
            return self.say_offline(network);
        }
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
        let linking = self.card(network).and_then(Card::linking);
        let Some(attempt) = linking.map(|linking| linking.attempt.clone()) else {
            return Vec::new();
        };
        let mut commands = vec![Command::CloseWindow {
            attempt: attempt.clone(),
        }];
        commands.extend(self.give_up(&attempt, GivenUp::Stopped));
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
        // The card that was pressed is not how it stands there: linked by now, or gone.
        let is_old = matches!(
            failure.code(),
            Some(ProblemCode::AccountChanged | ProblemCode::NotFound)
        );
        let mut commands = fail(card, attempt, failure);
        if is_old {
            commands.extend(self.read_portal());
        }
        commands
    }

    pub(super) fn failure_dismissed(&mut self, network: &NetworkId) -> Vec<Command> {
        if let Some(card) = self.card_mut(network)
            && matches!(
                card.activity,
                Activity::Failed { .. } | Activity::TimedOut { .. }
            )
        {
            card.activity = Activity::Idle;
        }
        Vec::new()
    }
}

/// Ends an attempt at its card, with the reason.
pub(super) fn fail(card: &mut Card, attempt: &AttemptId, failure: Failure) -> Vec<Command> {
    let network = card.network.clone();
    card.activity = Activity::Failed {
        failure: failure.clone(),
        attempt: Some(attempt.clone()),
    };
    vec![
        Command::Announce(Announcement::Failed(network.clone())),
        Command::Emit(HostEvent::Failed {
            attempt: attempt.clone(),
            network,
            failure: Some(failure),
        }),
    ]
}
