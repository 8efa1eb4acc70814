use crate::app::Shared;
use crate::clock;
use crate::networks::{self, NETWORKS, Network};
use crate::pages::problem::PageProblem;
use crate::world::{LinkSession, Liveness, Profile, TokenKind};

/// Somebody who holds a linking URL, and the profile that it signs them into.
pub struct Visit {
    /// The session behind the URL.
    pub session: LinkSession,
    /// Its profile, as it was when the page was asked for.
    pub profile: Profile,
}

impl Visit {
    /// Finds the session of a URL that is being opened: it has to live, unless it has an outcome to show still.
    pub fn open(app: &Shared, token: &str, kind: TokenKind) -> Result<Self, PageProblem> {
        let visit = Self::find(app, token).map_err(|problem| as_seen_by(kind, problem))?;
        if visit.session.kind != kind || !visit.session.sound {
            return Err(as_seen_by(kind, PageProblem::UNKNOWN));
        }
        match visit.session.liveness(clock::now()) {
            Liveness::Expired if visit.session.outcome.is_none() => {
                Err(as_seen_by(kind, PageProblem::EXPIRED))
            }
            _ => Ok(visit),
        }
    }

    /// Finds the session of a page further on: whoever is on the way may finish after the URL has expired.
    pub fn on_the_way(
        app: &Shared,
        token: &str,
        network: &str,
    ) -> Result<(Self, &'static Network), PageProblem> {
        let network = networks::find(network).ok_or(PageProblem::NO_PAGE)?;
        let visit = Self::find(app, token)?;
        let is_on_the_way = visit.session.opened.is_some()
            || visit.session.liveness(clock::now()) == Liveness::Alive;
        if !is_on_the_way {
            return Err(PageProblem::EXPIRED);
        }
        if visit.networks().all(|shown| shown.id != network.id) {
            return Err(PageProblem::NOT_ALLOWED);
        }
        Ok((visit, network))
    }

    fn find(app: &Shared, token: &str) -> Result<Self, PageProblem> {
        let (session, profile) = app.read(|world| {
            let session = world.session_by_token(token).cloned();
            let profile = session
                .as_ref()
                .and_then(|session| world.profile(&session.ref_id).cloned());
            (session, profile)
        });
        let session = session.ok_or(PageProblem::UNKNOWN)?;
        let profile = profile
            .filter(|profile| !profile.is_suspended())
            .ok_or(PageProblem::NO_PROFILE)?;
        if session.revoked.is_some() {
            return Err(PageProblem::REVOKED);
        }
        Ok(Self { session, profile })
    }

    /// The networks that the page shows: what the link is for, without what the profile has switched off.
    pub fn networks(&self) -> impl Iterator<Item = &'static Network> {
        NETWORKS.iter().filter(|network| {
            let listed = match (&self.session.network, &self.session.allowed) {
                (Some(only), _) => only == network.id,
                (None, Some(allowed)) => allowed.iter().any(|id| id == network.id),
                (None, None) => true,
            };
            listed
                && self
                    .profile
                    .disable_social
                    .iter()
                    .all(|id| id != network.id)
        })
    }

    /// Back to the linking page.
    pub fn page_url(&self) -> String {
        format!(
            "/social-accounts?{}={}",
            self.session.kind.parameter(),
            self.session.token
        )
    }

    /// The first page of a network.
    pub fn sign_in_url(&self, network: &Network) -> String {
        format!(
            "/networks/{}/sign-in?session={}",
            network.id, self.session.token
        )
    }
}

/// A page that was opened with a JWT knows no codes, only 401.
fn as_seen_by(kind: TokenKind, problem: PageProblem) -> PageProblem {
    match kind {
        TokenKind::Session => problem,
        TokenKind::Jwt => PageProblem::UNAUTHORIZED,
    }
}
