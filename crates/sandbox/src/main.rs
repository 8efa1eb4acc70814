//! The sandbox as a program of its own. See the library's documentation.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use connect_sandbox::{Options, Sandbox, StartError};

/// A stand-in for Ayrshare on loopback: its API, its linking pages, and faults on demand.
#[derive(Debug, Parser)]
#[command(name = "sandbox", version)]
struct Arguments {
    /// Loopback address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:4301")]
    listen: SocketAddr,
    /// Origin under which browsers and the gateway reach it; http://localhost:PORT when absent.
    #[arg(long)]
    public_url: Option<String>,
    /// The API key that is accepted.
    #[arg(
        long,
        env = "SANDBOX_API_KEY",
        default_value = "sandbox-api-key",
        hide_env_values = true
    )]
    api_key: String,
    /// File that is loaded at the start if it is there, and saved after each change.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// File of profiles to make at the start, where the title is not taken yet.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// The account has bought the Max Pack.
    #[arg(long)]
    max_pack: bool,
    /// Take http:// webhook addresses as well.
    #[arg(long)]
    allow_http_webhooks: bool,
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        Self {
            listen: arguments.listen,
            public_url: arguments.public_url,
            api_key: arguments.api_key,
            state_file: arguments.state,
            seed_file: arguments.seed,
            max_pack: arguments.max_pack,
            allow_http_webhooks: arguments.allow_http_webhooks,
            ..Self::default()
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_writer(std::io::stderr)
        .init();
    match run(Arguments::parse().into()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), StartError> {
    let sandbox = Sandbox::start(options).await?;
    tracing::info!(
        "SANDBOX, not Ayrshare: pages {}/  API {}",
        sandbox.public_url(),
        sandbox.api_url()
    );
    wait_for_the_end().await;
    sandbox.stop().await;
    Ok(())
}

/// Ctrl-C, or the signal with which a supervisor ends a process.
async fn wait_for_the_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => (),
            _ = terminate.recv() => (),
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
