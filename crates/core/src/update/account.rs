//! The account that was just linked: is it the right one?

use connect_contract::NetworkId;

use crate::{Activity, Command, State};

impl State {
    /// The account stays: the one that was just linked, or one that was linked outside.
    pub(super) fn keep_pressed(&mut self, network: &NetworkId) -> Vec<Command> {
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        if matches!(card.activity, Activity::JustLinked { .. }) {
            card.activity = Activity::Idle;
        }
        if !std::mem::take(&mut card.linked_outside) {
            return Vec::new();
        }
        let account = card.account().map(|account| account.id.clone());
        account
            .map(|account| Command::KeepAccount {
                network: network.clone(),
                account,
            })
            .into_iter()
            .collect()
    }

    /// One account for each network: the wrong one goes, then the right one can be linked. Nothing was sent with it yet,
    /// so there is nothing to ask.
    pub(super) fn switch_pressed(&mut self, network: &NetworkId) -> Vec<Command> {
        let shown = self.card(network).map(|card| &card.activity);
        let Some(Activity::JustLinked { account, .. }) = shown else {
            return Vec::new();
        };
        let account = account.clone();
        self.unlink(network, account)
    }
}
