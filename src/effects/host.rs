//! What a host page is told, as events of the custom element.

use connect_core::HostEvent;

use crate::browser::host::HostElement;

/// Dispatches the event.
pub fn tell(element: &HostElement, event: HostEvent) {
    match event {
        HostEvent::Ready => element.tell("connect-ready", &[]),
        HostEvent::Attempt { attempt, network } => {
            element.tell(
                "connect-attempt",
                &[("attempt", attempt.as_str()), ("network", network.as_str())],
            );
        }
        HostEvent::Linked {
            attempt,
            network,
            account,
        } => element.tell(
            "connect-linked",
            &[
                ("attempt", attempt.as_str()),
                ("network", network.as_str()),
                ("accountId", &account.id.0),
                ("accountName", &account.name),
            ],
        ),
        HostEvent::Failed { attempt, network } => {
            element.tell(
                "connect-failed",
                &[("attempt", attempt.as_str()), ("network", network.as_str())],
            );
        }
        HostEvent::Cancelled { attempt, network } => {
            element.tell(
                "connect-cancelled",
                &[("attempt", attempt.as_str()), ("network", network.as_str())],
            );
        }
        HostEvent::Unlinked { network, account } => {
            element.tell(
                "connect-unlinked",
                &[("network", network.as_str()), ("accountId", &account.id.0)],
            );
        }
    }
}
