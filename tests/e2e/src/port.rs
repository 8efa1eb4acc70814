use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use anyhow::{Context, Result};
use tokio::net::TcpListener;

/// Below what Linux (from 32768), macOS and Windows (from 49152) give to connections, and to listeners that ask for any
/// port: nobody takes one of these by chance, also not while its owner is stopped to be started again.
const RANGE: Range<u16> = 20_000..32_000;

/// A port that is free, and that nobody else in this process is given before all others were.
pub(crate) async fn free_port() -> Result<u16> {
    static TURN: OnceLock<AtomicU16> = OnceLock::new();
    let size = RANGE.end - RANGE.start;
    // Processes that run side by side begin at different places.
    let begin = || AtomicU16::new((std::process::id() % 24 * 500) as u16);
    let turn = TURN.get_or_init(begin);
    for _ in 0..size {
        let port = RANGE.start + turn.fetch_add(1, Ordering::Relaxed) % size;
        if TcpListener::bind(("127.0.0.1", port)).await.is_ok() {
            return Ok(port);
        }
    }
    None.context("no port is free between 20000 and 32000")
}
