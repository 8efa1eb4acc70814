//! Everything that the stand-in remembers: plain data and the rules of changing it. No HTTP here.

mod event;
mod hook;
mod profile;
mod session;
mod settings;

pub use event::{SocialEvent, SocialKind, Source};
pub use hook::{ACTIONS, Hook};
pub use profile::{Link, LinkingError, Profile, Unlinked};
pub use session::{
    Completion, LinkSession, Liveness, Mode, Outcome, OutcomeKind, TokenKind, XKeys,
};
pub use settings::{Coop, Settings};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clock::Millis;

/// The account with its profiles, as one value that is saved and loaded as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct World {
    /// What a call without a `Profile-Key` acts on.
    pub primary: Profile,
    /// In the order of creation.
    pub profiles: Vec<Profile>,
    /// Link sessions and JWTs, dead ones included: a dead one answers differently from an unknown one.
    pub sessions: Vec<LinkSession>,
    /// Registered webhooks.
    pub hooks: Vec<Hook>,
    /// What the control endpoints set for good.
    pub settings: Settings,
    /// Creations and deletions, for `GET /profiles?actionLog=`.
    pub actions: Vec<Action>,
}

/// One line of the action log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Action {
    /// `create` or `delete`.
    pub action: String,
    /// Reference id of the profile.
    pub ref_id: String,
    /// Its title then.
    pub title: String,
    /// When.
    pub created: Millis,
}

impl World {
    /// An account in which nothing happened yet.
    pub fn new(now: Millis) -> Self {
        Self {
            primary: Profile::new("Primary Profile".to_owned(), now),
            ..Self::default()
        }
    }

    /// A profile by its reference id, the primary one included.
    pub fn profile(&self, ref_id: &str) -> Option<&Profile> {
        self.everybody().find(|profile| profile.ref_id == ref_id)
    }

    /// The same, to change it.
    pub fn profile_mut(&mut self, ref_id: &str) -> Option<&mut Profile> {
        std::iter::once(&mut self.primary)
            .chain(self.profiles.iter_mut())
            .find(|profile| profile.ref_id == ref_id)
    }

    /// A profile by its key. The primary profile has none that a caller could know.
    pub fn by_key(&self, key: &str) -> Option<&Profile> {
        self.profiles
            .iter()
            .find(|profile| profile.profile_key == key)
    }

    /// A profile by its exact title, the primary one included.
    pub fn by_title(&self, title: &str) -> Option<&Profile> {
        self.everybody().find(|profile| profile.title == title)
    }

    /// The primary profile, then the others.
    pub fn everybody(&self) -> impl Iterator<Item = &Profile> {
        std::iter::once(&self.primary).chain(&self.profiles)
    }

    /// Adds a profile and writes it into the action log.
    pub fn add(&mut self, profile: Profile) {
        self.log("create", &profile);
        self.profiles.push(profile);
    }

    /// Removes a profile with all that belongs to it.
    pub fn remove(&mut self, ref_id: &str) -> Option<Profile> {
        let at = self
            .profiles
            .iter()
            .position(|profile| profile.ref_id == ref_id)?;
        let profile = self.profiles.remove(at);
        self.sessions.retain(|session| session.ref_id != ref_id);
        self.hooks.retain(|hook| hook.ref_id != ref_id);
        self.log("delete", &profile);
        Some(profile)
    }

    fn log(&mut self, action: &str, profile: &Profile) {
        self.actions.push(Action {
            action: action.to_owned(),
            ref_id: profile.ref_id.clone(),
            title: profile.title.clone(),
            created: crate::clock::now(),
        });
    }

    /// Links an account. An account of the same network that was there is replaced: one for each network and profile.
    pub fn link(&mut self, ref_id: &str, platform: &str, link: Link) -> Option<SocialEvent> {
        let profile = self.profile_mut(ref_id)?;
        profile.links.insert(platform.to_owned(), link);
        Some(SocialEvent::of(
            profile,
            SocialKind::Link,
            platform,
            Source::User,
        ))
    }

    /// Unlinks a network. `None` when it was not linked.
    pub fn unlink(
        &mut self,
        ref_id: &str,
        platform: &str,
        source: Source,
        details: Option<String>,
        now: Millis,
    ) -> Option<SocialEvent> {
        let profile = self.profile_mut(ref_id)?;
        profile.links.remove(platform)?;
        profile.unlinks.push(Unlinked {
            platform: platform.to_owned(),
            source,
            details: details.clone(),
            at: now,
        });
        let event = SocialEvent::of(profile, SocialKind::Unlink, platform, source);
        Some(SocialEvent { details, ..event })
    }

    /// A link session by the secret of its URL.
    pub fn session_by_token(&self, token: &str) -> Option<&LinkSession> {
        self.sessions.iter().find(|session| session.token == token)
    }

    /// The same, to change it.
    pub fn session_by_token_mut(&mut self, token: &str) -> Option<&mut LinkSession> {
        self.sessions
            .iter_mut()
            .find(|session| session.token == token)
    }

    /// The webhook that hears of an action of a profile: its own, or else that of the primary profile.
    pub fn hook_for(&self, ref_id: &str, action: &str) -> Option<&Hook> {
        let of = |owner: &str| {
            self.hooks
                .iter()
                .rev()
                .find(|hook| hook.ref_id == owner && hook.action == action)
        };
        of(ref_id).or_else(|| of(&self.primary.ref_id))
    }
}

/// The fields of one entry of `displayNames`.
pub type AccountFields = Map<String, Value>;
