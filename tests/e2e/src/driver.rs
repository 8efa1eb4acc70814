use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::fd::OwnedFd;
use std::process::Stdio;
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use tokio::io::AsyncBufReadExt;
use tokio::process::{Child, ChildStderr, ChildStdout, Command};

use crate::browser::pause;
use crate::port::free_port;
use crate::{Engine, PATIENCE};

/// A driver with its browser and, where one is needed, a display of their own. All of it ends with this value.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    display: Option<Child>,
    port: u16,
}

impl Driver {
    /// Starts it and waits until it answers.
    pub async fn start(engine: Engine) -> Result<Self> {
        let program = engine.driver();
        let display = match engine.needs_display() {
            true => Some(Display::start().await?),
            false => None,
        };
        let port = free_port()?;
        let mut command = Command::new(&program);
        command
            .args(engine.driver_arguments(port))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0);
        if let Some(display) = &display {
            command.env("DISPLAY", &display.name);
            command.env_remove("WAYLAND_DISPLAY");
            // The software GL of such a display takes twice as long, and its painting threads crash now and then.
            command.env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
        }
        let process = command
            .spawn()
            .with_context(|| format!("{program} cannot be started; `cargo verify` installs it"))?;
        let mut driver = Self {
            process,
            display: display.map(|display| display.process),
            port,
        };
        driver
            .ready()
            .await
            .with_context(|| format!("{program} is not ready"))?;
        Ok(driver)
    }

    /// Where it answers.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn ready(&mut self) -> Result<()> {
        let said = [
            self.process.stdout.take().map(ChildStdout::into_owned_fd),
            self.process.stderr.take().map(ChildStderr::into_owned_fd),
        ];
        let said = said.map(|output| output.and_then(Result::ok).map(read));
        let http = reqwest::Client::new();
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let ended = self.process.try_wait()?;
            if let Some(status) = ended {
                let mut words = String::new();
                for said in said.into_iter().flatten() {
                    words.push_str(&said.join().unwrap_or_default());
                }
                bail!("it ended ({status}) and said:\n{words}");
            }
            let answer = http.get(format!("{}/status", self.address())).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            pause().await;
        }
        bail!("it did not answer within {PATIENCE:?}")
    }
}

impl Drop for Driver {
    /// The driver and its browser are one process group.
    fn drop(&mut self) {
        for process in [Some(&self.process), self.display.as_ref()]
            .into_iter()
            .flatten()
        {
            let pid = process
                .id()
                .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
            if let Some(pid) = pid {
                let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
            }
        }
    }
}

/// An X server that nobody sees.
struct Display {
    process: Child,
    name: String,
}

impl Display {
    async fn start() -> Result<Self> {
        // It takes a number that is free and says which.
        let mut process = Command::new(std::env::var("XVFB").unwrap_or_else(|_| "Xvfb".into()))
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1400x1100x24",
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("Xvfb cannot be started; `cargo verify` installs it")?;
        let output = process.stdout.take().context("Xvfb's output")?;
        let number = tokio::io::BufReader::new(output)
            .lines()
            .next_line()
            .await?
            .context("Xvfb ended before it named its display")?;
        Ok(Self {
            process,
            name: format!(":{}", number.trim()),
        })
    }
}

/// Reads what a process says, so that it never waits for a reader. Not in a runtime: a driver outlives the one of the story
/// that started it.
fn read(output: OwnedFd) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut said = String::new();
        for line in BufReader::new(File::from(output))
            .lines()
            .map_while(Result::ok)
        {
            if said.len() < 4_000 {
                said.push_str(&line);
                said.push('\n');
            }
        }
        said
    })
}
