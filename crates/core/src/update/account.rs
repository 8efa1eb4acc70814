//! The account that was just linked: is it the right one?

use connect_contract::NetworkId;

use crate::{Activity, Command, State};

impl State {
    pub(super) fn keep_pressed(&mut self, network: &NetworkId) -> Vec<Command> {
        if let Some(card) = self.card_mut(network)
            && matches!(card.activity, Activity::JustLinked { .. })
        {
            card.activity = Activity::Idle;
        }
        Vec::new()
    }

    /// One account for each network: the wrong one goes, then the right one can be linked. Nothing was sent with it yet,
    /// so there is nothing to ask.
    pub(super) fn switch_pressed(&mut self, network: &NetworkId) -> Vec<Command> {
        let Some(card) = self.card_mut(network) else {
            return Vec::new();
        };
        let Activity::JustLinked { account, .. } = &card.activity else {
            return Vec::new();
        };
        let account = account.clone();
        let command = Command::Unlink {
            network: network.clone(),
            account: account.id.clone(),
        };
        card.activity = Activity::Unlinking { account };
        vec![command]
    }
}
