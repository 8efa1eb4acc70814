use serde_json::json;

use super::{App, Shared, ends_after};
use crate::clock::{self, Millis};
use crate::delivery;
use crate::world::{AccountFields, Completion, Link, SocialEvent, SocialKind, Source};

/// LinkedIn ends a link after this many days.
const LINKEDIN_DAYS: i64 = 365;
const DAY: Millis = 24 * 60 * 60 * 1000;

/// An account to be linked.
#[derive(Debug)]
pub struct LinkOrder<'a> {
    /// Whose.
    pub ref_id: &'a str,
    /// Network id.
    pub network: &'a str,
    /// Its entry of `displayNames`.
    pub account: AccountFields,
    /// `sim-slow-save`.
    pub late: bool,
    /// The secret of the session through which it came, if it came through one.
    pub token: Option<&'a str>,
    /// With the customer's own X app keys.
    pub byok: bool,
}

/// A link to be removed.
#[derive(Debug)]
pub struct Unlinking<'a> {
    /// Whose.
    pub ref_id: &'a str,
    /// Network id.
    pub network: &'a str,
    /// Who wants it.
    pub source: Source,
    /// Why, when it is the system.
    pub details: Option<String>,
}

impl Shared {
    /// Saves an account and tells the webhook once it can be seen.
    pub fn link(&self, order: LinkOrder<'_>) {
        let now = clock::now();
        let visible_at = if order.late {
            ends_after(self.options.slow_save)
        } else {
            now
        };
        let mut account = order.account;
        let days = account
            .remove("refreshDaysRemaining")
            .and_then(|days| days.as_i64())
            .unwrap_or(LINKEDIN_DAYS);
        let refresh_by = (order.network == "linkedin").then_some(visible_at + days * DAY);
        let link = Link {
            account,
            visible_at,
            refresh_by,
            byok: order.byok,
        };
        let event = self.change(|world| {
            if let Some(session) = order
                .token
                .and_then(|token| world.session_by_token_mut(token))
            {
                session.completions.push(Completion {
                    network: order.network.to_owned(),
                    at: visible_at,
                });
            }
            world.link(order.ref_id, order.network, link)
        });
        if let Some(event) = event {
            self.tell(event, visible_at - now);
        }
    }

    /// Removes a link, if it is there, and tells the webhook. True when it was there.
    pub fn unlink(&self, order: Unlinking<'_>) -> bool {
        let Unlinking {
            ref_id,
            network,
            source,
            details,
        } = order;
        let event =
            self.change(|world| world.unlink(ref_id, network, source, details, clock::now()));
        let was_linked = event.is_some();
        if let Some(event) = event {
            self.tell(event, 0);
        }
        was_linked
    }

    /// Brings the end of a LinkedIn link near and tells the webhook, as Ayrshare does 15 days before.
    pub fn remind(&self, ref_id: &str, days: i64) -> bool {
        let refresh_by = clock::now() + days * DAY;
        let event = self.change(|world| {
            let profile = world.profile_mut(ref_id)?;
            profile.links.get_mut("linkedin")?.refresh_by = Some(refresh_by);
            let event = SocialEvent::of(profile, SocialKind::Refresh, "linkedin", Source::System);
            Some(SocialEvent {
                refresh_by: Some(refresh_by),
                ..event
            })
        });
        let known = event.is_some();
        if let Some(event) = event {
            self.tell(event, 0);
        }
        known
    }

    fn tell(&self, event: SocialEvent, after: Millis) {
        if let Some(delivery) = delivery::prepare(self, &event) {
            self.spawn(delivery::deliver(self.clone(), delivery, after));
        }
    }
}

impl App {
    /// What `GET /user` says about one link.
    pub fn display_name(&self, link: &Link, instagram_details: bool) -> AccountFields {
        let mut account = link.account.clone();
        if let Some(refresh_by) = link.refresh_by {
            let left = (refresh_by - clock::now() + DAY / 2).div_euclid(DAY);
            account.insert("refreshDaysRemaining".to_owned(), json!(left.max(0)));
            account.insert("refreshRequired".to_owned(), json!(clock::iso(refresh_by)));
        }
        if instagram_details
            && account
                .get("platform")
                .is_some_and(|platform| platform == "instagram")
        {
            account.insert("type".to_owned(), json!("BUSINESS"));
            account.insert("usedQuota".to_owned(), json!(0));
        }
        account
    }
}
