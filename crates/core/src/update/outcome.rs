//! What the backend says of a link attempt. Nothing else ends one well.

use connect_contract::{
    Account, AttemptId, AttemptState, LinkAttempt, NetworkId, ProblemCode, Standing,
};

use super::link::fail;
use crate::{
    Activity, Announcement, Command, Failure, GivenUp, Hint, HostEvent, PageFocus, State, Step,
    TimerKind, WindowPlace, timing,
};

impl State {
    pub(super) fn attempt_answered(
        &mut self,
        attempt: &AttemptId,
        result: Result<LinkAttempt, Failure>,
        focus: PageFocus,
    ) -> Vec<Command> {
        let answer = match result {
            Ok(answer) => answer,
            // Asked before the backend heard of it: the window was quicker than the call that starts the link.
            Err(failure) if failure.code() == Some(ProblemCode::NotFound) => {
                return self.nothing_yet(attempt, focus);
            }
            Err(failure) => return self.attempt_unanswered(attempt, failure),
        };
        if let AttemptState::Linked { account } = answer.state {
            return self.linked(attempt, &answer.network, account);
        }
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let network = card.network.clone();
        match answer.state {
            AttemptState::Open | AttemptState::Unknown => self.nothing_yet(attempt, focus),
            AttemptState::Failed { problem } => fail(card, attempt, Failure::Problem(problem)),
            AttemptState::Expired => {
                card.activity = Activity::TimedOut {
                    attempt: attempt.clone(),
                };
                self.be_done_with(attempt);
                vec![
                    Command::CloseWindow {
                        attempt: attempt.clone(),
                    },
                    Command::Announce(Announcement::Failed(network.clone())),
                    Command::Emit(HostEvent::Failed {
                        attempt: attempt.clone(),
                        network,
                        failure: None,
                    }),
                ]
            }
            AttemptState::Stopped | AttemptState::Superseded => {
                card.activity = Activity::Idle;
                self.be_done_with(attempt);
                let mut commands = vec![Command::Emit(HostEvent::Cancelled {
                    attempt: attempt.clone(),
                    network,
                    cause: GivenUp::Elsewhere,
                })];
                // What took its place may go on in another page.
                commands.extend(self.read_portal());
                commands
            }
            AttemptState::Linked { .. } => Vec::new(),
        }
    }

    /// A success counts whenever it comes: also of an attempt that was given up here.
    fn linked(
        &mut self,
        attempt: &AttemptId,
        network: &NetworkId,
        account: Account,
    ) -> Vec<Command> {
        self.overtake_reads();
        let Some(card) = self.card_mut(network) else {
            return self.read_portal();
        };
        let ours = card
            .linking()
            .is_some_and(|linking| linking.attempt == *attempt);
        let before = card.account().cloned();
        card.linked_outside = false;
        let standing = Standing::Linked {
            account: account.clone(),
        };
        let changed = std::mem::replace(&mut card.standing, standing) != card.standing;
        let changed = changed.then_some(Command::Emit(HostEvent::Changed));
        if !ours {
            let mut commands = Vec::from_iter(changed);
            commands.extend(self.read_portal());
            return commands;
        }
        card.activity = Activity::JustLinked {
            account: account.clone(),
            instead_of: before.filter(|before| before.id != account.id),
        };
        self.be_done_with(attempt);
        let mut commands = vec![
            Command::CloseWindow {
                attempt: attempt.clone(),
            },
            Command::Announce(Announcement::Linked(network.clone())),
            Command::Emit(HostEvent::Linked {
                attempt: attempt.clone(),
                network: network.clone(),
                account,
            }),
        ];
        commands.extend(changed);
        commands.extend(self.read_portal());
        commands
    }

    /// No outcome. What that means depends on what made us ask, and it never means *cancelled* by itself.
    fn nothing_yet(&mut self, attempt: &AttemptId, focus: PageFocus) -> Vec<Command> {
        if self.is_asked_again(attempt) {
            return Vec::new();
        }
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        let network = card.network.clone();
        let Activity::Linking(linking) = &mut card.activity else {
            return Vec::new();
        };
        let Step::Checking(hint) = linking.step else {
            return Vec::new();
        };
        match hint {
            // Ayrshare says the account is saved before it says so to us, yet the answer may have left before that.
            Hint::Finished => linking.step = Step::Undecided,
            Hint::Refused(code) => linking.step = Step::Refused { code },
            Hint::GaveUp => return self.give_up(attempt, GivenUp::InWindow),
            Hint::WindowGone if linking.window == WindowPlace::AtStart => {
                return self.give_up(attempt, GivenUp::InWindow);
            }
            // Closed before it said anything, or cut off by a host that keeps its windows apart.
            Hint::WindowGone if linking.window == WindowPlace::Unheard => {
                linking.step = Step::Opening;
                return vec![Command::StartTimer {
                    attempt: attempt.clone(),
                    kind: TimerKind::Hello,
                    after_ms: timing::HELLO_WITHOUT_WINDOW_MS,
                }];
            }
            // Closed, or cut off by the network's page and in front of us: the handle reads the same.
            Hint::WindowGone => {
                linking.step = Step::Waiting;
                if focus == PageFocus::Elsewhere {
                    return Vec::new();
                }
                let after_ms = timing::FOCUS_BACK_MS;
                return vec![Command::StartTimer {
                    attempt: attempt.clone(),
                    kind: TimerKind::FocusBack,
                    after_ms,
                }];
            }
        }
        match card.linking().map(|linking| &linking.step) {
            Some(Step::Undecided) => vec![Command::Announce(Announcement::Undecided(network))],
            _ => vec![Command::Announce(Announcement::Failed(network))],
        }
    }

    /// The backend did not answer. The attempt goes on, and the next poll asks again; unless asking is refused for good.
    fn attempt_unanswered(&mut self, attempt: &AttemptId, failure: Failure) -> Vec<Command> {
        if failure.ends_session() {
            return self.read_portal();
        }
        let Some(card) = self.card_of_mut(attempt) else {
            return Vec::new();
        };
        if !failure.may_pass() {
            let commands = fail(card, attempt, failure);
            // The backend may still call it open, and would be asked in vain again.
            self.be_done_with(attempt);
            return commands;
        }
        if let Activity::Linking(linking) = &mut card.activity
            && matches!(linking.step, Step::Checking(_))
        {
            linking.step = Step::Undecided;
        }
        if failure.wait_ms().is_none() {
            return Vec::new();
        }
        self.try_again(&failure).into_iter().collect()
    }
}
