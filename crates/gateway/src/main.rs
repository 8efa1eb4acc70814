//! The gateway as a program.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use connect_gateway::{Config, Gateway, register_webhook};
use tracing_subscriber::EnvFilter;

/// The backend of the Connect Accounts Portal.
///
/// Settings come from the environment (CONNECT_ and the name in upper case) and then from a TOML file; the environment
/// wins. Every secret may also come from a file, by its name with _FILE (CONNECT_SERVER_KEY_FILE) or _file (server_key_file).
///
/// Needed: server_key, encryption_key, ayrshare_api_key.
/// Others: listen, public_url, data_dir, site_dir, allowed_origins, ayrshare_url, ayrshare_link (session or jwt),
/// ayrshare_mode (grid or direct), ayrshare_domain, x_api_key, x_api_secret, webhook_secret, support_url, sign_in_url,
/// networks_off. CONNECT_LOG sets what is logged, such as debug.
#[derive(Parser)]
#[command(name = "gateway", version, verbatim_doc_comment)]
struct Arguments {
    /// A TOML file with settings.
    #[arg(long, env = "CONNECT_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Registers the gateway's webhook at Ayrshare.
    RegisterWebhook,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("gateway: {line}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let config = Config::load(arguments.config.as_deref()).map_err(|error| error.to_string())?;
    if matches!(arguments.command, Some(Command::RegisterWebhook)) {
        let address = register_webhook(config)
            .await
            .map_err(|error| error.to_string())?;
        eprintln!("gateway: registered {address} for Ayrshare's action social");
        return Ok(());
    }
    log_to_stderr();
    let gateway = Gateway::start(config)
        .await
        .map_err(|error| error.to_string())?;
    tracing::info!(address = %gateway.address(), public_url = gateway.public_url(), "listening");
    wait_for_end().await;
    tracing::info!("stopping");
    gateway.stop().await;
    Ok(())
}

fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("CONNECT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Ctrl-C, or what a supervisor sends.
async fn wait_for_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
