//! Reads the settings: the environment first, then the TOML file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::keys::{self, Kind, OTHER_ENVIRONMENT};
use super::{Config, ConfigError};

const PREFIX: &str = "CONNECT_";

impl Config {
    /// Reads the process environment and, if given, a TOML file; the environment wins.
    ///
    /// # Errors
    /// If a name is unknown or a file cannot be read.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            name.starts_with(PREFIX)
                .then(|| (name, value.into_string()))
        });
        let mut values = Values::default();
        for (name, value) in environment {
            let value = value.map_err(|_| ConfigError::new(&name, "is not text in UTF-8"))?;
            values.add_environment(&name, value)?;
        }
        if let Some(path) = file {
            values.add_file(path)?;
        }
        Ok(values.into_config())
    }
}

/// What was found, by the name of the setting.
#[derive(Default)]
struct Values(HashMap<&'static str, Vec<String>>);

impl Values {
    fn add_environment(&mut self, name: &str, value: String) -> Result<(), ConfigError> {
        // An empty variable is how a shell or a compose file says "not set".
        if OTHER_ENVIRONMENT.contains(&name) || value.is_empty() {
            return Ok(());
        }
        let lower = name.trim_start_matches(PREFIX).to_ascii_lowercase();
        let (key, kind, is_file) = keys::find(&lower).ok_or_else(|| {
            ConfigError::new(name, "is not a setting; see `gateway --help` for the list")
        })?;
        let value = if is_file {
            read_secret(name, &value)?
        } else {
            value
        };
        let values = match kind {
            Kind::List => split_list(&value),
            Kind::Text | Kind::Secret => vec![value],
        };
        self.0.insert(key, values);
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            ConfigError::new(
                "config",
                format!("{place} cannot be read: {}", error.kind()),
            )
        })?;
        // The parser's own message quotes the line, which may hold a secret.
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].lines().count().max(1));
            ConfigError::new("config", format!("{place} is not TOML near line {line}"))
        })?;
        for (name, value) in table {
            let (key, kind, is_file) = keys::find(&name).ok_or_else(|| {
                ConfigError::new(&name, "is not a setting; see `gateway --help` for the list")
            })?;
            let values = read_value(&name, kind, value)?;
            let values = match (is_file, values.first()) {
                (true, Some(file)) => vec![read_secret(&name, file)?],
                _ => values,
            };
            self.0.entry(key).or_insert(values);
        }
        Ok(())
    }

    fn into_config(mut self) -> Config {
        let defaults = Config::default();
        let mut text = |key| {
            self.0
                .remove(key)
                .and_then(|values| values.into_iter().next())
        };
        Config {
            listen: text("listen").unwrap_or(defaults.listen),
            public_url: text("public_url"),
            data_dir: text("data_dir").map_or(defaults.data_dir, PathBuf::from),
            server_key: text("server_key").map(Into::into),
            encryption_key: text("encryption_key").map(Into::into),
            ayrshare_url: text("ayrshare_url").unwrap_or(defaults.ayrshare_url),
            ayrshare_api_key: text("ayrshare_api_key").map(Into::into),
            ayrshare_link: text("ayrshare_link").unwrap_or(defaults.ayrshare_link),
            ayrshare_mode: text("ayrshare_mode").unwrap_or(defaults.ayrshare_mode),
            ayrshare_domain: text("ayrshare_domain"),
            x_api_key: text("x_api_key").map(Into::into),
            x_api_secret: text("x_api_secret").map(Into::into),
            webhook_secret: text("webhook_secret").map(Into::into),
            support_url: text("support_url"),
            sign_in_url: text("sign_in_url"),
            site_dir: text("site_dir").map_or(defaults.site_dir, PathBuf::from),
            allowed_origins: self.0.remove("allowed_origins").unwrap_or_default(),
            networks_off: self.0.remove("networks_off").unwrap_or_default(),
        }
    }
}

fn split_list(value: &str) -> Vec<String> {
    value
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

fn read_value(name: &str, kind: Kind, value: toml::Value) -> Result<Vec<String>, ConfigError> {
    match (kind, value) {
        (Kind::List, toml::Value::String(text)) => Ok(split_list(&text)),
        (Kind::List, toml::Value::Array(items)) => items
            .into_iter()
            .map(|item| match item {
                toml::Value::String(text) => Ok(text),
                _ => Err(ConfigError::new(name, "has to be an array of strings")),
            })
            .collect(),
        (_, toml::Value::String(text)) => Ok(vec![text]),
        (Kind::List, _) => Err(ConfigError::new(name, "has to be an array of strings")),
        _ => Err(ConfigError::new(name, "has to be a string")),
    }
}

fn read_secret(name: &str, path: &str) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        ConfigError::new(name, format!("the file cannot be read: {}", error.kind()))
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
