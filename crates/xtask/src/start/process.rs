//! One running process: its lines go to a log, its warnings to the terminal too, and it ends with this task.

use std::collections::VecDeque;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::data::Data;
use super::health;
use super::plan::{Plan, Role};
use crate::{process as step, say};

const START: Duration = Duration::from_secs(20);
const STOP: Duration = Duration::from_secs(4);
/// How many last lines are kept to explain an unexpected end.
const MEMORY: usize = 8;

/// A process in a process group of its own, ended when this is dropped.
#[derive(Debug)]
pub struct Process {
    /// Which one.
    pub role: Role,
    child: Child,
    last_lines: Arc<Mutex<VecDeque<String>>>,
}

impl Process {
    /// Runs a process and waits until it answers, or until all is `over`.
    pub fn start(role: Role, plan: &Plan, data: &Data, over: &AtomicBool) -> Result<Self> {
        let mut process = Self::spawn(role, &mut plan.command(role, data)?, data)?;
        let begun = Instant::now();
        while !health::is_up(plan.port(role), role.health()) {
            if let Some(status) = process.ended() {
                process.explain();
                bail!(
                    "{} ended at its start ({status}); its log: {}",
                    role.name(),
                    data.log(role.name()).display()
                );
            }
            if over.load(Ordering::Relaxed) {
                bail!("ended while waiting for {}", role.name());
            }
            if begun.elapsed() > START {
                process.explain();
                bail!("{} does not answer after {}", role.name(), say::took(START));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(process)
    }

    fn spawn(role: Role, command: &mut Command, data: &Data) -> Result<Self> {
        let mut child = command
            // Logs are files: colours would only be noise there.
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C in the terminal is for us; we end the others in order.
            .process_group(0)
            .spawn()
            .with_context(|| format!("{} cannot be run", role.name()))?;
        let last_lines = Arc::default();
        record(role, child.stdout.take(), data, &last_lines)?;
        record(role, child.stderr.take(), data, &last_lines)?;
        Ok(Self {
            role,
            child,
            last_lines,
        })
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Shows its last lines.
    pub fn explain(&self) {
        // Its last words may still be on their way through the pipe.
        std::thread::sleep(Duration::from_millis(100));
        let lines = self
            .last_lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for line in lines.iter() {
            say::line(format_args!("  [{}] {line}", self.role.name()));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        step::end(&mut self.child, STOP);
    }
}

fn record(
    role: Role,
    stream: Option<impl Read + Send + 'static>,
    data: &Data,
    last_lines: &Arc<Mutex<VecDeque<String>>>,
) -> Result<()> {
    let path = data.log(role.name());
    let mut log = OpenOptions::new()
        .append(true)
        .create(true)
        .open(&path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let last_lines = Arc::clone(last_lines);
    if let Some(stream) = stream {
        step::each_line(stream, move |line| {
            let _ = writeln!(log, "{line}");
            if is_warning(&line) {
                say::line(format_args!("[{}] {line}", role.name()));
            }
            let mut last_lines = last_lines.lock().unwrap_or_else(PoisonError::into_inner);
            last_lines.push_back(line);
            if last_lines.len() > MEMORY {
                last_lines.pop_front();
            }
        });
    }
    Ok(())
}

/// Whether a line of `tracing`, as text or as JSON, or of a panic is worth a person's attention.
fn is_warning(line: &str) -> bool {
    let text = || {
        line.split_whitespace()
            .take(3)
            .any(|word| matches!(word, "WARN" | "ERROR"))
    };
    let json = || line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\"");
    text() || json() || line.contains(" panicked at ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_told_from_the_rest_in_either_format() {
        assert!(is_warning(
            "2026-01-01T00:00:00Z  WARN connect_gateway: slow"
        ));
        assert!(is_warning(
            "{\"timestamp\":\"x\",\"level\":\"ERROR\",\"fields\":{}}"
        ));
        assert!(is_warning("thread 'main' panicked at src/main.rs:1:1:"));
        assert!(!is_warning(
            "2026-01-01T00:00:00Z  INFO connect_gateway: an ERROR was repaired"
        ));
    }
}
