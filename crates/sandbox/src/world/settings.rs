use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::networks::Network;

/// What the control endpoints change until they change it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// `Cross-Origin-Opener-Policy` of consent pages by network id; `*` is every network.
    pub coop: BTreeMap<String, Coop>,
    /// Life of a linking URL in seconds, instead of the option.
    pub link_life_seconds: Option<u64>,
}

/// A value of the `Cross-Origin-Opener-Policy` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coop {
    /// `same-origin`: cuts the opener off.
    SameOrigin,
    /// `same-origin-allow-popups`.
    SameOriginAllowPopups,
    /// `noopener-allow-popups`.
    NoopenerAllowPopups,
    /// No header.
    None,
}

impl Coop {
    /// The header's value, if there is a header.
    pub fn header(self) -> Option<&'static str> {
        match self {
            Self::SameOrigin => Some("same-origin"),
            Self::SameOriginAllowPopups => Some("same-origin-allow-popups"),
            Self::NoopenerAllowPopups => Some("noopener-allow-popups"),
            Self::None => None,
        }
    }

    /// Reads a value as the control endpoint takes it. `default` is no value at all.
    pub fn parse(word: &str) -> Result<Option<Self>, String> {
        match word {
            "same-origin" => Ok(Some(Self::SameOrigin)),
            "same-origin-allow-popups" => Ok(Some(Self::SameOriginAllowPopups)),
            "noopener-allow-popups" => Ok(Some(Self::NoopenerAllowPopups)),
            "none" => Ok(Some(Self::None)),
            "default" => Ok(None),
            other => Err(format!(
                "coop value {other:?} is not one of same-origin, same-origin-allow-popups, noopener-allow-popups, none, default"
            )),
        }
    }
}

impl Settings {
    /// What the consent pages of a network send now.
    pub fn coop_of(&self, network: &Network) -> Coop {
        let default = if network.severs_opener {
            Coop::SameOrigin
        } else {
            Coop::None
        };
        self.coop
            .get(network.id)
            .or_else(|| self.coop.get("*"))
            .copied()
            .unwrap_or(default)
    }

    /// Sets or resets the policy of one network, or of all with `*`.
    pub fn set_coop(&mut self, network: &str, value: Option<Coop>) {
        if network == "*" {
            self.coop.clear();
        }
        match value {
            Some(value) => self.coop.insert(network.to_owned(), value),
            None => self.coop.remove(network),
        };
    }
}
