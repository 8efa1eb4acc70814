//! Who runs where and with which settings: everything that follows from the flags.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::Args;
use super::data::Data;
use crate::workspace;

/// One of the processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The stand-in for Ayrshare.
    Sandbox,
    /// The gateway, which serves the page too.
    Gateway,
    /// The example host app.
    Host,
}

impl Role {
    /// What a person calls it; also the name of its log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Gateway => "gateway",
            Self::Host => "host",
        }
    }

    /// Where it says that it lives.
    pub const fn health(self) -> &'static str {
        match self {
            Self::Sandbox => "/",
            Self::Gateway | Self::Host => "/healthz",
        }
    }

    const fn binary(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Gateway => "gateway",
            Self::Host => "example-host",
        }
    }
}

/// The flags, thought through.
#[derive(Clone, Debug)]
pub struct Plan {
    args: Args,
    /// The built example host in React, if there is one.
    pub react_app: Option<PathBuf>,
}

impl Plan {
    /// Checks what can be checked before anything is built.
    pub fn new(args: &Args) -> Result<Self> {
        if args.real_ayrshare && std::env::var_os("CONNECT_AYRSHARE_API_KEY").is_none() {
            bail!(
                "--real-ayrshare needs Ayrshare's API key in the environment variable CONNECT_AYRSHARE_API_KEY"
            );
        }
        Ok(Self {
            args: args.clone(),
            react_app: None,
        })
    }

    /// The processes, in the order in which they need each other.
    pub fn roles(&self) -> Vec<Role> {
        match self.args.real_ayrshare {
            true => vec![Role::Gateway, Role::Host],
            false => vec![Role::Sandbox, Role::Gateway, Role::Host],
        }
    }

    /// Whether there is a sandbox that can ring the gateway's doorbell.
    pub fn has_sandbox(&self) -> bool {
        !self.args.real_ayrshare
    }

    /// Each port with the flag that changes it.
    pub fn ports(&self) -> impl Iterator<Item = (u16, &'static str)> {
        self.roles().into_iter().map(|role| match role {
            Role::Sandbox => (self.port(role), "--sandbox-port"),
            Role::Gateway => (self.port(role), "--gateway-port"),
            Role::Host => (self.port(role), "--host-port"),
        })
    }

    /// Where a process listens, on 127.0.0.1.
    pub fn port(&self, role: Role) -> u16 {
        match role {
            Role::Sandbox => self.args.sandbox_port,
            Role::Gateway => self.args.gateway_port,
            Role::Host => self.args.host_port,
        }
    }

    /// The address for browsers. The host's name differs from the gateway's on purpose: the widget has to work on
    /// somebody else's site.
    pub fn url(&self, role: Role) -> String {
        let name = match role {
            Role::Gateway => "127.0.0.1",
            Role::Sandbox | Role::Host => "localhost",
        };
        format!("http://{name}:{}", self.port(role))
    }

    /// The command that runs a process.
    pub fn command(&self, role: Role, data: &Data) -> Result<Command> {
        let binary = workspace::target_dir().join("debug").join(role.binary());
        if !workspace::is_program(&binary) {
            bail!("{} is not built: leave out --no-build", role.name());
        }
        let mut command = workspace::command(binary);
        forget_settings(&mut command, |name| {
            role == Role::Gateway && self.passes_on(name)
        });
        let listen = format!("127.0.0.1:{}", self.port(role));
        match role {
            Role::Sandbox => {
                command.args(["--listen", &listen, "--public-url", &self.url(role)]);
                command.args(["--api-key", &data.read_secret("sandbox_api_key")?]);
                command
                    .arg("--state")
                    .arg(data.path("sandbox.json"))
                    .arg("--allow-http-webhooks");
            }
            Role::Gateway => {
                command.envs(self.gateway_settings(data));
            }
            Role::Host => {
                command.args(["--listen", &listen, "--public-url", &self.url(role)]);
                command.args(["--gateway", &self.url(Role::Gateway)]);
                command
                    .arg("--server-key-file")
                    .arg(data.secret("server_key"));
                command.args(["--user-id", "demo", "--brand", "Acme Coffee"]);
                if let Some(folder) = &self.react_app {
                    command.arg("--react-app").arg(folder);
                }
                if self.has_sandbox() {
                    command.args(["--image-origin", &self.url(Role::Sandbox)]);
                }
            }
        }
        Ok(command)
    }

    fn gateway_settings(&self, data: &Data) -> Vec<(&'static str, OsString)> {
        let host = self.url(Role::Host);
        let mut settings: Vec<(&str, OsString)> = vec![
            (
                "CONNECT_LISTEN",
                format!("127.0.0.1:{}", self.port(Role::Gateway)).into(),
            ),
            ("CONNECT_PUBLIC_URL", self.url(Role::Gateway).into()),
            ("CONNECT_SITE_DIR", workspace::dist().into()),
            ("CONNECT_SERVER_KEY_FILE", data.secret("server_key").into()),
            (
                "CONNECT_ENCRYPTION_KEY_FILE",
                data.secret("encryption_key").into(),
            ),
            (
                "CONNECT_WEBHOOK_SECRET_FILE",
                data.secret("webhook_secret").into(),
            ),
            ("CONNECT_SIGN_IN_URL", format!("{host}/connect").into()),
            ("CONNECT_ALLOWED_ORIGINS", host.into()),
        ];
        if self.has_sandbox() {
            settings.push(("CONNECT_DATA_DIR", data.path("gateway").into()));
            settings.push((
                "CONNECT_AYRSHARE_URL",
                format!("{}/api", self.url(Role::Sandbox)).into(),
            ));
            settings.push((
                "CONNECT_AYRSHARE_API_KEY_FILE",
                data.secret("sandbox_api_key").into(),
            ));
            // The keys of an X app of the operator's. Without them Ayrshare's page asks the user for keys.
            settings.push(("CONNECT_X_API_KEY", "sandbox-x-key".into()));
            settings.push(("CONNECT_X_API_SECRET", "sandbox-x-secret".into()));
        } else {
            // A database of its own: the keys of the sandbox's brands mean nothing to Ayrshare.
            settings.push(("CONNECT_DATA_DIR", data.path("gateway-real").into()));
            settings.extend(
                self.args
                    .ayrshare_url
                    .clone()
                    .map(|url| ("CONNECT_AYRSHARE_URL", url.into())),
            );
        }
        settings
    }

    fn passes_on(&self, name: &str) -> bool {
        let ayrshare = name.starts_with("CONNECT_AYRSHARE_") || name.starts_with("CONNECT_X_API_");
        name == "CONNECT_LOG" || (self.args.real_ayrshare && ayrshare)
    }
}

/// Settings of another gateway in a person's environment must not mix with ours.
fn forget_settings(command: &mut Command, keep: impl Fn(&str) -> bool) {
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CONNECT_") && !keep(name))
        {
            command.env_remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    fn plan(flags: &[&str]) -> Plan {
        let flags = std::iter::once("start").chain(flags.iter().copied());
        Plan {
            args: Cli::try_parse_from(flags).unwrap().args,
            react_app: None,
        }
    }

    fn settings(plan: &Plan) -> Vec<(&'static str, String)> {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::open(folder.path()).unwrap();
        let text = |value: OsString| value.into_string().unwrap();
        plan.gateway_settings(&data)
            .into_iter()
            .map(|(name, value)| (name, text(value)))
            .collect()
    }

    #[test]
    fn the_host_is_another_site_than_the_gateway() {
        let plan = plan(&[]);
        assert_eq!(plan.url(Role::Gateway), "http://127.0.0.1:4300");
        assert_eq!(plan.url(Role::Host), "http://localhost:4302");
        assert_eq!(plan.url(Role::Sandbox), "http://localhost:4301");
    }

    #[test]
    fn other_ports_reach_every_setting_that_names_them() {
        let plan = plan(&[
            "--gateway-port",
            "1",
            "--sandbox-port",
            "2",
            "--host-port",
            "3",
        ]);
        let settings = settings(&plan);
        for expected in [
            ("CONNECT_LISTEN", "127.0.0.1:1"),
            ("CONNECT_PUBLIC_URL", "http://127.0.0.1:1"),
            ("CONNECT_AYRSHARE_URL", "http://localhost:2/api"),
            ("CONNECT_ALLOWED_ORIGINS", "http://localhost:3"),
            ("CONNECT_SIGN_IN_URL", "http://localhost:3/connect"),
        ] {
            assert!(
                settings.contains(&(expected.0, expected.1.to_owned())),
                "{expected:?}"
            );
        }
    }

    #[test]
    fn the_real_ayrshare_has_no_sandbox_a_database_of_its_own_and_the_persons_key() {
        let plan = plan(&[
            "--real-ayrshare",
            "--ayrshare-url",
            "https://ayrshare.example/api",
        ]);
        assert_eq!(plan.roles(), [Role::Gateway, Role::Host]);
        assert!(plan.passes_on("CONNECT_AYRSHARE_API_KEY") && !plan.passes_on("CONNECT_LISTEN"));
        let settings = settings(&plan);
        let of = |name: &str| {
            settings
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(
            of("CONNECT_AYRSHARE_URL"),
            Some("https://ayrshare.example/api")
        );
        assert_eq!(of("CONNECT_AYRSHARE_API_KEY_FILE"), None);
        assert!(of("CONNECT_DATA_DIR").is_some_and(|folder| folder.ends_with("gateway-real")));
    }

    #[test]
    fn without_the_flag_no_key_of_the_real_ayrshare_reaches_the_gateway() {
        assert!(!plan(&[]).passes_on("CONNECT_AYRSHARE_API_KEY"));
    }
}
