//! The log of an attempt as lines of text: what a person copies and sends to support.

use std::fmt::Write;

use connect_contract::{AttemptLog, LogEntry};
use serde_json::Value;

/// Writes it down. Like the log, it holds no secret and no name of an account.
pub fn written(log: &AttemptLog) -> String {
    let mut lines = format!(
        "Attempt: {}\nNetwork: {}\nState: {}\n",
        log.attempt.as_str(),
        log.network,
        word(&log.state)
    );
    if let Some(id) = &log.support_id {
        let _ = writeln!(lines, "Support id: {id}");
    }
    let _ = writeln!(lines, "Gateway: {}\n", env!("CARGO_PKG_VERSION"));
    for entry in &log.entries {
        lines.push_str(&line(entry));
    }
    if let Some(count) = log.left_out {
        let _ = writeln!(lines, "({count} entries left out)");
    }
    lines
}

/// `2026-11-22T10:15:30.123Z  page: asked (4 times until 2026-11-22T10:15:42.001Z)`
fn line(entry: &LogEntry) -> String {
    let mut line = format!("{}  {}: {}", entry.at, word(&entry.by), step(&entry.what));
    if let (Some(count), Some(last)) = (entry.count, &entry.last_at) {
        let _ = write!(line, " ({count} times until {last})");
    }
    line.push('\n');
    line
}

/// The step's name, then what belongs to it, in the words of the API.
fn step(what: &impl serde::Serialize) -> String {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(what) else {
        return String::new();
    };
    let mut step = fields.remove("what").map(plain).unwrap_or_default();
    for (name, value) in fields {
        let _ = write!(step, " {name}={}", plain(value));
    }
    step
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).map(plain).unwrap_or_default()
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use connect_contract::{
        AttemptId, AttemptStateName, LogSource, LogStep, NetworkId, ProblemCode,
    };

    use super::*;

    #[test]
    fn a_report_says_what_was_seen_line_by_line() {
        let entry = |at: &str, by, what| LogEntry {
            at: at.to_owned(),
            by,
            what,
            count: None,
            last_at: None,
        };
        let mut asked = entry("10:02", LogSource::Poll, LogStep::Asked);
        asked.count = Some(4);
        asked.last_at = Some("10:03".to_owned());
        let failed = LogStep::Failed {
            problem: ProblemCode::UpstreamRefused,
            ayrshare_code: Some(322),
        };
        let log = AttemptLog {
            attempt: AttemptId::new("a-1"),
            network: NetworkId::new("instagram"),
            state: AttemptStateName::Failed,
            support_id: Some("s-1".to_owned()),
            entries: vec![
                entry("10:01", LogSource::Page, LogStep::Begun),
                asked,
                entry("10:04", LogSource::Message, failed),
            ],
            left_out: None,
        };
        assert_eq!(
            written(&log),
            format!(
                "Attempt: a-1\nNetwork: instagram\nState: failed\nSupport id: s-1\nGateway: {}\n\n\
                 10:01  page: begun\n\
                 10:02  poll: asked (4 times until 10:03)\n\
                 10:04  message: failed ayrshare_code=322 problem=upstream_refused\n",
                env!("CARGO_PKG_VERSION")
            )
        );
    }
}
