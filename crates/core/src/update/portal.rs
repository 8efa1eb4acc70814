//! Reading the portal: first, again, and after a failure.

use connect_contract::{AttemptId, LiveEvent, NetworkStanding, Portal, ProblemCode};

use crate::{
    Activity, Because, Card, Command, Failure, HostEvent, Linking, Loading, Phase, Ready,
    RequestId, State, Step, TimerKind, WindowPlace, timing,
};

impl State {
    /// Starts a read, or remembers that another is due after the one on its way.
    pub(super) fn read_portal(&mut self) -> Vec<Command> {
        if self.held {
            return Vec::new();
        }
        match self.loading {
            Loading::Idle => {
                let request = RequestId(self.next_request);
                self.next_request += 1;
                self.loading = Loading::Reading(request);
                vec![Command::FetchPortal { request }]
            }
            Loading::Reading(request) | Loading::ReadingThenAgain(request) => {
                self.loading = Loading::ReadingThenAgain(request);
                Vec::new()
            }
        }
    }

    /// From here on only reads that start later count: the backend has just said something newer than any on its way.
    pub(super) fn overtake_reads(&mut self) {
        self.stale_below = self.next_request;
    }

    pub(super) fn portal_answered(
        &mut self,
        request: RequestId,
        result: Result<Portal, Failure>,
    ) -> Vec<Command> {
        let another_due = match self.loading {
            Loading::Reading(running) if running == request => false,
            Loading::ReadingThenAgain(running) if running == request => true,
            _ => return Vec::new(),
        };
        self.loading = Loading::Idle;
        let mut commands = match result {
            Ok(portal) => self.portal_read(request, portal),
            // The retry reads what another would.
            Err(failure) => return self.portal_failed(failure),
        };
        if another_due {
            commands.extend(self.read_portal());
        }
        commands
    }

    fn portal_read(&mut self, request: RequestId, portal: Portal) -> Vec<Command> {
        self.failures = 0;
        if !self.held {
            self.retry += 1;
        }
        self.trouble = None;
        // Browsers say *offline* where there is no network but this machine.
        self.online = true;
        let first = !matches!(self.phase, Phase::Ready(_));
        self.phase = Phase::Ready(Ready {
            brand: portal.brand,
            actions: portal.session.actions,
            support: portal.support,
            as_of: portal.as_of,
        });
        if request.0 < self.stale_below {
            return self.read_portal();
        }
        self.stale_below = request.0 + 1;
        self.take_standings(portal.networks, first)
    }

    fn take_standings(&mut self, items: Vec<NetworkStanding>, first: bool) -> Vec<Command> {
        let ready = first.then_some(Command::Emit(HostEvent::Ready));
        let mut commands: Vec<_> = ready.into_iter().collect();
        let mut before = std::mem::take(&mut self.cards);
        let mut news = false;
        for item in items {
            if self.card(&item.network).is_some() {
                continue;
            }
            let open_attempt = item
                .open_attempt
                .clone()
                .filter(|attempt| !self.done_with.contains(attempt));
            let mut card = Card::new(item);
            if let Some(index) = before.iter().position(|old| old.network == card.network) {
                let old = before.swap_remove(index);
                let changed = old.standing != card.standing;
                news |= changed;
                card.activity = carry_over(old.activity, &card);
                // An account has turned up while the person is busy linking: most likely theirs.
                if let Some(linking) = card
                    .linking()
                    .filter(|_| changed && card.standing.is_linked())
                {
                    commands.push(Command::FetchAttempt {
                        attempt: linking.attempt.clone(),
                        because: Because::Stream,
                    });
                }
            } else {
                news = true;
            }
            if let Activity::Linking(linking) = &mut card.activity
                && open_attempt.as_ref() == Some(&linking.attempt)
                && matches!(linking.step, Step::Opening | Step::Blocked(_))
            {
                // There is a window after all: only the backend heard of it.
                linking.step = Step::Waiting;
                linking.window = WindowPlace::Away;
            }
            commands.extend(take_up(&mut card, open_attempt).into_iter().flatten());
            self.cards.push(card);
        }
        // An attempt must not be lost because one answer left its network out.
        let lost = before.len();
        before.retain(|card| card.linking().is_some());
        news |= before.len() < lost;
        self.cards.extend(before);
        // Whoever hears that it is there hears what is linked, too.
        if news && !first {
            commands.push(Command::Emit(HostEvent::Changed));
        }
        commands
    }

    fn portal_failed(&mut self, failure: Failure) -> Vec<Command> {
        self.failures = self.failures.saturating_add(1);
        let again = self.try_again(&failure);
        let said = match &self.phase {
            Phase::Ready(_) if !failure.ends_session() && !failure.asks_for_newer_version() => {
                self.trouble = Some(failure);
                return again.into_iter().collect();
            }
            // Said once, however often it is tried again.
            Phase::Failed(known) => known.cause() == failure.cause(),
            _ => false,
        };
        self.phase = Phase::Failed(failure.clone());
        let error = (!said).then_some(Command::Emit(HostEvent::Error { failure }));
        error.into_iter().chain(again).collect()
    }

    /// Plans the next read, in place of one that was planned before. A wait that the backend asks for is honoured by
    /// everything that would ask it.
    pub(super) fn try_again(&mut self, failure: &Failure) -> Option<Command> {
        let wait = failure.wait_ms();
        if !failure.may_pass() || (self.held && wait.is_none()) {
            return None;
        }
        self.held = wait.is_some();
        self.retry += 1;
        Some(Command::RetryPortal {
            retry: self.retry,
            // A date has no parts of a second, so a wait may be none.
            after_ms: wait.map_or_else(|| timing::retry_ms(self.failures), |wait| wait.max(1_000)),
        })
    }

    pub(super) fn retry_due(&mut self, retry: u32) -> Vec<Command> {
        if retry != self.retry {
            return Vec::new();
        }
        let mut commands = Vec::new();
        if std::mem::take(&mut self.held) {
            commands = self.ask_for_open_attempts(Because::Poll);
        }
        commands.extend(self.read_portal());
        commands
    }

    pub(super) fn connectivity(&mut self, online: bool) -> Vec<Command> {
        let back = online && !self.online;
        self.online = online;
        let mut commands = Vec::new();
        if back {
            for card in &mut self.cards {
                if matches!(
                    card.activity,
                    Activity::Failed {
                        failure: Failure::Offline,
                        ..
                    }
                ) {
                    card.activity = Activity::Idle;
                }
            }
            commands = self.ask_for_open_attempts(Because::Focus);
        }
        // Also when it says that the network is gone: an answer is a better word for it.
        if back || (!online && self.phase != Phase::Loading) {
            commands.extend(self.read_portal());
        }
        commands
    }

    pub(super) fn live(&mut self, live: LiveEvent) -> Vec<Command> {
        match live {
            LiveEvent::Link { attempt, .. } if self.card_of(&attempt).is_some() => {
                let because = Because::Stream;
                vec![Command::FetchAttempt { attempt, because }]
            }
            LiveEvent::Link { .. } | LiveEvent::Account { .. } => self.read_portal(),
            LiveEvent::Resync | LiveEvent::Unknown => {
                let mut commands = self.ask_for_open_attempts(Because::Stream);
                commands.extend(self.read_portal());
                commands
            }
        }
    }
}

/// An attempt that another page began, or this one before it was loaded again, goes on here.
fn take_up(card: &mut Card, attempt: Option<AttemptId>) -> Option<[Command; 2]> {
    // The answer was read at the moment at which it ended well.
    let attempt = attempt.filter(|_| !card.standing.is_linked())?;
    match &card.activity {
        Activity::Idle
        | Activity::Failed { .. }
        | Activity::TimedOut { .. }
        | Activity::JustLinked { .. } => {}
        Activity::Linking(_) | Activity::ConfirmingUnlink { .. } | Activity::Unlinking { .. } => {
            return None;
        }
    }
    card.activity = Activity::Linking(Linking {
        attempt: attempt.clone(),
        step: Step::Elsewhere,
        window: WindowPlace::Away,
        polls: 0,
    });
    Some([
        Command::Emit(HostEvent::Attempt {
            attempt: attempt.clone(),
            network: card.network.clone(),
        }),
        Command::StartTimer {
            attempt,
            kind: TimerKind::Poll,
            after_ms: timing::poll_ms(0),
        },
    ])
}

/// What still makes sense of an activity now that the backend has spoken.
fn carry_over(activity: Activity, card: &Card) -> Activity {
    match activity {
        // The dialog names an account. If that is no longer the linked one, its question has no meaning.
        Activity::ConfirmingUnlink { ref account, .. }
            if !card.standing.is_linked()
                || card.account().map(|linked| &linked.id) != Some(&account.id) =>
        {
            Activity::Idle
        }
        Activity::TimedOut { .. } | Activity::Failed { .. } if card.standing.is_linked() => {
            Activity::Idle
        }
        // The unlink came too late for its account, and by now there is none that works.
        Activity::Failed {
            ref failure,
            attempt: None,
        } if failure.code() == Some(ProblemCode::AccountChanged) => Activity::Idle,
        // Meanwhile another account, or none: there is nothing left to ask about this one.
        Activity::JustLinked { ref account, .. }
            if card.account().map(|linked| &linked.id) != Some(&account.id) =>
        {
            Activity::Idle
        }
        other => other,
    }
}
