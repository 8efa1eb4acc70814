use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use anyhow::{Context, Result};
use tokio::net::TcpSocket;

/// Below what Linux (from 32768), macOS and Windows (from 49152) give to connections, and to listeners that ask for any
/// port: nobody takes one of these by chance, also not while its owner is stopped to be started again.
const RANGE: Range<u16> = 20_000..32_000;

/// A port that is free, and that nobody else in this process is given before all others were.
pub(crate) fn free_port() -> Result<u16> {
    static TURN: OnceLock<AtomicU16> = OnceLock::new();
    let size = RANGE.end - RANGE.start;
    // Processes that run side by side begin at different places.
    let begin = || AtomicU16::new((std::process::id() % 24 * 500) as u16);
    let turn = TURN.get_or_init(begin);
    for _ in 0..size {
        let port = RANGE.start + turn.fetch_add(1, Ordering::Relaxed) % size;
        if is_free(port)? {
            return Ok(port);
        }
    }
    None.context("no port is free between 20000 and 32000")
}

/// Nothing listens for the answer: a process that starts just then holds whatever is open here until it is another
/// program, and a port with a listener is taken as long.
fn is_free(port: u16) -> Result<bool> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    Ok(socket.bind(([127, 0, 0, 1], port).into()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The time in which a new process is a copy of this one is short: 2,000 tries met it with a listener.
    #[test]
    fn a_port_that_is_given_can_be_listened_at_while_processes_start() -> Result<()> {
        let tries = std::thread::spawn(|| {
            for _ in 0..2_000 {
                std::net::TcpListener::bind(("127.0.0.1", free_port()?))?;
            }
            Ok(())
        });
        while !tries.is_finished() {
            std::process::Command::new("true").status()?;
        }
        tries.join().map_err(|_| anyhow::anyhow!("it panicked"))?
    }
}
