use std::path::Path;
use std::{fs, io};

use serde::Deserialize;

use crate::clock;
use crate::networks::{self, Chosen, TargetKind};
use crate::world::{AccountFields, Link, Profile, World};

/// The profiles of a seed file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    profiles: Vec<SeedProfile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct SeedProfile {
    title: String,
    #[serde(default)]
    profile_key: Option<String>,
    #[serde(default)]
    disable_social: Vec<String>,
    #[serde(default)]
    suspended: bool,
    #[serde(default)]
    links: Vec<SeedLink>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedLink {
    platform: String,
    /// Fields that replace those of the invented account.
    #[serde(default)]
    account: AccountFields,
}

impl Seed {
    /// Reads a seed file.
    pub fn read(file: &Path) -> io::Result<Self> {
        serde_json::from_slice(&fs::read(file)?).map_err(io::Error::other)
    }

    /// Adds the profiles whose titles are not taken yet.
    pub fn apply(self, world: &mut World, public_url: &str) -> io::Result<()> {
        for seed in self.profiles {
            if world.by_title(&seed.title).is_some() {
                continue;
            }
            let mut profile = Profile::new(seed.title, clock::now());
            profile.disable_social = seed.disable_social;
            profile.suspended = seed.suspended;
            if let Some(key) = seed.profile_key {
                profile.profile_key = key;
            }
            for link in seed.links {
                let account =
                    invent(&link.platform, link.account, public_url).ok_or_else(|| {
                        io::Error::other(format!("{:?} is not a network", link.platform))
                    })?;
                let now = clock::now();
                let days = account
                    .get("refreshDaysRemaining")
                    .and_then(|days| days.as_i64())
                    .unwrap_or(365);
                let refresh_by =
                    (link.platform == "linkedin").then_some(now + days * 24 * 60 * 60 * 1000);
                profile.links.insert(
                    link.platform,
                    Link {
                        account,
                        visible_at: now,
                        refresh_by,
                        byok: false,
                    },
                );
            }
            world.add(profile);
        }
        Ok(())
    }
}

/// An account that nobody chose: the first that the network offers, with some fields replaced.
pub fn invent(platform: &str, replaced: AccountFields, public_url: &str) -> Option<AccountFields> {
    let network = networks::find(platform)?;
    let sign_in = networks::sign_in_names(network)
        .first()
        .copied()
        .unwrap_or("Somebody");
    let targets = networks::targets(network, sign_in);
    let (given, kind) = targets
        .first()
        .map_or((sign_in, TargetKind::Organization), |target| {
            (&*target.name, target.kind)
        });
    let name = replaced
        .get("displayName")
        .and_then(|name| name.as_str())
        .unwrap_or(given)
        .to_owned();
    let chosen = Chosen {
        sign_in,
        name: &name,
        kind,
    };
    let mut account = networks::fields(network, &chosen, public_url, clock::now());
    account.extend(replaced);
    Some(account)
}
