//! The example host as a program of its own. See the library's documentation.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use connect_example_host::{ExampleHost, Options};
use tokio::signal::unix::{SignalKind, signal};

/// A host developer's tiny app with the widget in it.
#[derive(Debug, Parser)]
#[command(name = "example-host", version)]
struct Arguments {
    /// Loopback address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4302")]
    listen: SocketAddr,
    /// Origin under which browsers reach it; http://localhost:PORT when absent
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Origin of the gateway
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:4300")]
    gateway: String,
    /// File with the server key; never given in the open, where other users of the machine could see it
    #[arg(long, value_name = "FILE")]
    server_key_file: PathBuf,
    /// This host's own id of its only user
    #[arg(long, value_name = "ID", default_value = "demo")]
    user_id: String,
    /// What the user's brand is called
    #[arg(long, value_name = "NAME", default_value = "Acme Coffee")]
    brand: String,
    /// Origin of pictures besides https: (may be repeated)
    #[arg(long = "image-origin", value_name = "URL")]
    image_origins: Vec<String>,
    /// Folder with a build of the same app in React, served at /react/
    #[arg(long, value_name = "FOLDER")]
    react_app: Option<PathBuf>,
}

/// Why the program ends.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("--server-key-file {}: {error}", file.display())]
    ServerKey {
        file: PathBuf,
        error: std::io::Error,
    },
    #[error(transparent)]
    Start(#[from] connect_example_host::StartError),
    #[error("signals cannot be received: {0}")]
    Signals(std::io::Error),
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tracing::error!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let file = arguments.server_key_file;
    let server_key = match std::fs::read_to_string(&file) {
        Ok(text) => text.trim().to_owned(),
        Err(error) => return Err(Failure::ServerKey { file, error }),
    };
    let host = ExampleHost::start(Options {
        listen: arguments.listen,
        public_url: arguments.public_url,
        gateway: arguments.gateway,
        server_key: server_key.into(),
        user_id: arguments.user_id,
        brand: arguments.brand,
        image_origins: arguments.image_origins,
        react_app: arguments.react_app,
    })
    .await?;
    tracing::info!("the example host is at {}/", host.public_url());
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signals)?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    host.stop().await;
    Ok(())
}
