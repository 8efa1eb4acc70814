//! `cargo start`: everything, built and running, from one command.

mod console;
mod data;
mod health;
mod plan;
mod process;
mod supervisor;

use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::site::{self, Optimise};
use crate::{package, process as step, say, workspace};
use data::Data;
use plan::Plan;
use supervisor::Supervisor;

/// Build everything and run it until Ctrl-C or `quit`.
///
/// Runs three processes on this machine only: a sandbox that stands in for Ayrshare, the gateway with the page, and a
/// small host app with the widget in it. While it runs it reads commands from the terminal: `stop sandbox`, `start
/// sandbox`, `restart gateway`, `quit`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Port of the gateway and the page
    #[arg(long, value_name = "PORT", default_value_t = 4300)]
    pub gateway_port: u16,

    /// Port of the sandbox that stands in for Ayrshare
    #[arg(long, value_name = "PORT", default_value_t = 4301)]
    pub sandbox_port: u16,

    /// Port of the example host app
    #[arg(long, value_name = "PORT", default_value_t = 4302)]
    pub host_port: u16,

    /// Folder for the database, the generated keys and the logs
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,

    /// Forget everything in the data folder first: links, sessions and keys
    #[arg(long)]
    pub reset_data: bool,

    /// Use the real Ayrshare with the key in CONNECT_AYRSHARE_API_KEY, and no sandbox
    ///
    /// Other CONNECT_AYRSHARE_* and CONNECT_X_API_* variables are passed on too. Ayrshare cannot ring a doorbell on
    /// this machine, so links made elsewhere show when the page asks.
    #[arg(long)]
    pub real_ayrshare: bool,

    /// Another address of Ayrshare's API
    #[arg(long, value_name = "URL", requires = "real_ayrshare")]
    pub ayrshare_url: Option<String>,

    /// Run what was built last, without looking for changes
    #[arg(long)]
    pub no_build: bool,
}

/// Runs the task.
pub fn run(args: &Args) -> Result<()> {
    let mut plan = Plan::new(args)?;
    plan.ports().try_for_each(|(port, flag)| free(port, flag))?;
    if args.no_build {
        say::doing("not building (--no-build)");
        plan.react_app = package::react_app_built_last();
    } else {
        build()?;
        plan.react_app = package::build_react_app_if_possible();
    }
    // After the build, so that a mistake in the sources costs nobody their data.
    let folder = std::env::current_dir()?.join(&args.data);
    if args.reset_data {
        Data::reset(&folder)?;
        say::doing(format_args!("forgot everything in {}", folder.display()));
    }
    let data = Data::open(&folder)?;
    Supervisor::start(&plan, &data)?.serve()
}

fn build() -> Result<()> {
    site::build(Optimise::IfPossible)?;
    say::doing("building gateway, sandbox and example host (quick when nothing changed)");
    let packages = ["connect-gateway", "connect-sandbox", "connect-example-host"];
    let mut cargo = workspace::cargo(["build", "--locked", "--bins"]);
    step::run(
        "building the servers",
        cargo.args(packages.iter().flat_map(|name| ["-p", name])),
    )
}

fn free(port: u16, flag: &str) -> Result<()> {
    if TcpListener::bind(("127.0.0.1", port)).is_err() {
        bail!("port {port} is taken: end what uses it, or choose another with `{flag} PORT`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told_in_one_sentence_with_port_and_flag() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let problem = free(port, "--host-port").unwrap_err().to_string();
        assert_eq!(
            problem,
            format!(
                "port {port} is taken: end what uses it, or choose another with `--host-port PORT`"
            )
        );
    }
}
