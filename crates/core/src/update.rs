//! The rules: what an event does to the state, and what is to be done about it.

mod account;
mod link;
mod outcome;
mod portal;
mod signal;
mod unlink;

use crate::{Because, Command, Deed, Event, State};

impl State {
    /// Takes in what happened and answers what is to be done, in this order.
    pub fn update(&mut self, event: Event) -> Vec<Command> {
        let mut commands = self.take_in(event);
        if self.held {
            commands.retain(|command| !matches!(command, Command::FetchAttempt { .. }));
        }
        commands.retain(|command| match command {
            Command::Emit(event) => self.told.is_news(event),
            _ => true,
        });
        commands
    }

    fn take_in(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Started | Event::RefreshDue => self.read_portal(),
            Event::Hosted => {
                self.hosted = true;
                Vec::new()
            }
            Event::HostAllowed(Deed::Link { network, attempt }) => self.begin(&network, attempt),
            Event::HostAllowed(Deed::Unlink { network, account }) => {
                self.begin_unlink(&network, account)
            }
            Event::Surroundings(surroundings) => {
                self.surroundings = surroundings;
                Vec::new()
            }
            Event::PortalAnswered { request, result } => self.portal_answered(request, result),
            Event::RetryDue { retry } => self.retry_due(retry),
            Event::Connectivity { online } => self.connectivity(online),
            Event::Live(live) => self.live(live),

            Event::CardPressed { network, attempt } => self.card_pressed(&network, attempt),
            Event::ReopenPressed { network, attempt } => self.reopen_pressed(&network, attempt),
            Event::CheckAgainPressed { network } => self.check_again(&network),
            Event::StopPressed { network } => self.stop_pressed(&network),
            Event::FailureDismissed { network } => self.failure_dismissed(&network),
            Event::KeepPressed { network } => self.keep_pressed(&network),
            Event::SwitchPressed { network } => self.switch_pressed(&network),

            Event::WindowOpened { attempt } => {
                self.window_answered(&attempt, signal::Opened::Window)
            }
            Event::WindowUnknown { attempt } => {
                self.window_answered(&attempt, signal::Opened::Unknown)
            }
            Event::WindowForbidden { attempt } => {
                self.window_answered(&attempt, signal::Opened::Forbidden)
            }
            Event::Signalled {
                attempt,
                signal,
                focus: _,
            } => self.signalled(&attempt, signal),
            Event::TimerFired {
                attempt,
                kind,
                focus,
            } => self.timer_fired(&attempt, kind, focus),
            Event::FocusReturned => self.focus_returned(),

            Event::LinkRefused { attempt, failure } => self.link_refused(&attempt, failure),
            Event::AttemptAnswered {
                attempt,
                because,
                result,
                focus,
            } => {
                let mut commands = self.attempt_answered(&attempt, result, focus);
                if matches!(because, Because::Message | Because::Done) {
                    commands.extend(self.question_answered(&attempt));
                }
                commands
            }

            Event::UnlinkConfirmed { network } => self.unlink_confirmed(&network),
            Event::UnlinkDismissed { network } => self.unlink_dismissed(&network),
            Event::ImpactAnswered { network, impact } => self.impact_answered(&network, impact),
            Event::UnlinkAnswered {
                network,
                account,
                result,
            } => self.unlink_answered(&network, &account, result),
        }
    }
}
