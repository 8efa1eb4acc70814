use std::path::PathBuf;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::task::JoinHandle;

use crate::port::free_port;

/// The gallery of `tests/gallery`, served on this machine until this value goes.
#[derive(Debug)]
pub struct Gallery {
    port: u16,
    serving: JoinHandle<()>,
}

impl Gallery {
    /// Serves what `CONNECT_GALLERY_DIR` holds.
    pub async fn start() -> Result<Self> {
        let folder = std::env::var_os("CONNECT_GALLERY_DIR");
        let folder = PathBuf::from(folder.context("CONNECT_GALLERY_DIR names no folder")?);
        let port = free_port()?;
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let router = Router::new()
            .route("/", get(index))
            .route("/{*path}", get(file))
            .with_state(folder);
        let serving = tokio::spawn(async move {
            // It serves until it is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { port, serving })
    }

    /// The address, with a query.
    pub fn page(&self, query: &str) -> String {
        format!("http://127.0.0.1:{}/{query}", self.port)
    }
}

impl Drop for Gallery {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn index(State(folder): State<PathBuf>) -> impl IntoResponse {
    read(folder.join("index.html"), "text/html").await
}

async fn file(State(folder): State<PathBuf>, Path(path): Path<String>) -> impl IntoResponse {
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    read(folder.join(path), kind).await
}

async fn read(file: PathBuf, kind: &'static str) -> impl IntoResponse {
    let bytes = tokio::fs::read(file).await;
    bytes
        .map(|bytes| ([(header::CONTENT_TYPE, kind)], bytes))
        .map_err(|_| StatusCode::NOT_FOUND)
}
