//! Unlinking: asked, confirmed, answered.

use connect_contract::{Account, AccountId, Impact, NetworkId, ProblemCode, Standing};

use crate::{Activity, Announcement, Command, Deed, Failure, HostEvent, State};

impl State {
    pub(super) fn ask_to_unlink(&mut self, network: &NetworkId) -> Vec<Command> {
        // There is one dialog: another one makes way.
        for card in &mut self.cards {
            if matches!(card.activity, Activity::ConfirmingUnlink { .. }) {
                card.activity = Activity::Idle;
            }
        }
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        let Some(account) = card.account().cloned() else {
            return Vec::new();
        };
        card.activity = Activity::ConfirmingUnlink {
            account,
            scheduled_posts: None,
        };
        vec![Command::FetchImpact {
            network: network.clone(),
        }]
    }

    pub(super) fn impact_answered(&mut self, network: &NetworkId, impact: Impact) -> Vec<Command> {
        if let Some(card) = self.card_mut(network)
            && let Activity::ConfirmingUnlink {
                account,
                scheduled_posts,
            } = &mut card.activity
            && account.id == impact.account_id
        {
            *scheduled_posts = impact.scheduled_posts;
        }
        Vec::new()
    }

    pub(super) fn unlink_dismissed(&mut self, network: &NetworkId) -> Vec<Command> {
        if let Some(card) = self.card_mut(network)
            && matches!(card.activity, Activity::ConfirmingUnlink { .. })
        {
            card.activity = Activity::Idle;
        }
        Vec::new()
    }

    pub(super) fn unlink_confirmed(&mut self, network: &NetworkId) -> Vec<Command> {
        let asked = self.card(network).map(|card| &card.activity);
        let Some(Activity::ConfirmingUnlink { account, .. }) = asked else {
            return Vec::new();
        };
        let account = account.clone();
        self.unlink(network, account)
    }

    /// Exactly this account, which the person was shown.
    pub(super) fn unlink(&mut self, network: &NetworkId, account: Account) -> Vec<Command> {
        if self.hosted {
            let network = network.clone();
            return vec![Command::AskHost(Deed::Unlink { network, account })];
        }
        self.begin_unlink(network, account)
    }

    /// Tells the backend.
    pub(super) fn begin_unlink(&mut self, network: &NetworkId, account: Account) -> Vec<Command> {
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        let command = Command::Unlink {
            network: network.clone(),
            account: account.id.clone(),
        };
        card.activity = Activity::Unlinking { account };
        vec![command]
    }

    pub(super) fn unlink_answered(
        &mut self,
        network: &NetworkId,
        named: &AccountId,
        result: Result<(), Failure>,
    ) -> Vec<Command> {
        if result.is_ok() {
            self.overtake_reads();
        }
        let Some(card) = self.card_mut(network) else {
            return self.read_portal();
        };
        let mut commands = Vec::new();
        let mut changed = None;
        let asked_here = match &card.activity {
            Activity::Unlinking { account } if account.id == *named => Some(account.clone()),
            _ => None,
        };
        match result {
            // The backend has just said that nothing is linked there. A newer account is not what it spoke of.
            Ok(()) if card.account().is_none_or(|linked| linked.id == *named) => {
                let before = std::mem::replace(&mut card.standing, Standing::Unlinked);
                changed =
                    (before != Standing::Unlinked).then_some(Command::Emit(HostEvent::Changed));
            }
            Ok(()) => {}
            // It is gone already, with the account or with the brand: what is there is read again.
            Err(failure)
                if asked_here.is_some() && failure.code() == Some(ProblemCode::NotFound) =>
            {
                card.activity = Activity::Idle;
                return self.read_portal();
            }
            Err(failure) if asked_here.is_some() => {
                let ended = failure.ends_session();
                let reread = ended || failure.code() == Some(ProblemCode::AccountChanged);
                card.activity = Activity::Failed {
                    failure,
                    attempt: None,
                };
                commands.push(Command::Announce(Announcement::Failed(network.clone())));
                if reread {
                    commands.extend(self.read_portal());
                }
                return commands;
            }
            Err(_) => return commands,
        }
        if let Some(account) = asked_here {
            card.activity = Activity::Idle;
            commands.push(Command::Announce(Announcement::Unlinked(network.clone())));
            commands.push(Command::Emit(HostEvent::Unlinked {
                network: network.clone(),
                account,
            }));
        }
        commands.extend(changed);
        commands.extend(self.read_portal());
        commands
    }
}
