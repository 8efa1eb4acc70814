//! Runs a command, shows its lines as they come, and says so when it is silent for long.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::say;

/// A step that is silent for this long gets a line, so that nobody takes it for hung.
const SILENCE: Duration = Duration::from_secs(30);
/// How long to go on reading after the command ended: something it left behind may hold the pipe open for good.
const AFTERMATH: Duration = Duration::from_secs(2);

/// Runs `command` to its end; `what` names it in messages. `keep` sees each line and says whether to show it.
pub fn watch(
    what: &str,
    command: &mut Command,
    mut keep: impl FnMut(&str) -> bool,
) -> Result<ExitStatus> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{what}: {} cannot be run", command.get_program().display()))?;
    let (lines, incoming) = mpsc::channel();
    forward(child.stdout.take(), lines.clone());
    forward(child.stderr.take(), lines);

    let begun = Instant::now();
    let mut heard = begun;
    let mut ended = None;
    loop {
        match incoming.recv_timeout(Duration::from_millis(500)) {
            Ok(line) => {
                heard = Instant::now();
                if keep(&line) {
                    say::line(&line);
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                if ended.is_none() && child.try_wait()?.is_some() {
                    ended = Some(Instant::now());
                }
                if ended.is_some_and(|at| at.elapsed() > AFTERMATH) {
                    break;
                }
            }
        }
        if heard.elapsed() >= SILENCE {
            say::doing(format_args!(
                "{what}: still busy after {}",
                say::took(begun.elapsed())
            ));
            heard = Instant::now();
        }
    }
    Ok(child.wait()?)
}

/// Like [`watch`], showing every line; a failure of the command is an error.
pub fn run(what: &str, command: &mut Command) -> Result<()> {
    let status = watch(what, command, |_| true)?;
    if !status.success() {
        bail!("{what} failed ({status})");
    }
    Ok(())
}

/// What `command` prints, if it can be run and succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Calls `each` with the lines of `stream`, from a thread of its own.
pub fn each_line(
    stream: impl Read + Send + 'static,
    mut each: impl FnMut(String) + Send + 'static,
) {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut bytes = Vec::new();
        while reader
            .read_until(b'\n', &mut bytes)
            .is_ok_and(|read| read > 0)
        {
            each(String::from_utf8_lossy(&bytes).trim_end().to_owned());
            bytes.clear();
        }
    });
}

fn forward(stream: Option<impl Read + Send + 'static>, lines: Sender<String>) {
    if let Some(stream) = stream {
        each_line(stream, move |line| {
            let _ = lines.send(line);
        });
    }
}

/// Ends `child` and everything it started: its process group is asked first, then killed.
pub fn end(child: &mut Child, patience: Duration) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let Some(group) = group else { return };
    let _ = kill_process_group(group, Signal::TERM);
    let begun = Instant::now();
    while begun.elapsed() < patience && matches!(child.try_wait(), Ok(None)) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = kill_process_group(group, Signal::KILL);
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_streams_are_seen_and_the_status_is_told() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; exit 3"]);
        let status = watch("sh", &mut command, |line| {
            seen.push(line.to_owned());
            false
        })
        .unwrap();
        seen.sort();
        assert_eq!(
            (seen, status.code()),
            (vec!["one".to_owned(), "two".to_owned()], Some(3))
        );
    }

    #[test]
    fn a_left_behind_child_that_holds_the_pipe_does_not_hold_the_task() {
        let begun = Instant::now();
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 8 & echo done"]);
        watch("sh", &mut command, |_| false).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(7));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let problem = run("the step", &mut Command::new("no-such-program")).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "the step: no-such-program cannot be run"
        );
    }
}
