//! Everything that the tasks tell a person. The only place that writes to the terminal.

use std::fmt::Display;
use std::io::Write;
use std::time::Duration;

/// One line. A closed terminal is no reason to fail, so errors of writing are dropped (`println!` would panic).
pub fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// What is being done now.
pub fn doing(text: impl Display) {
    line(format_args!("· {text}"));
}

/// Something a person may want to act on, though the task goes on.
pub fn hint(text: impl Display) {
    line(format_args!("! {text}"));
}

/// The headline of a part.
pub fn title(text: impl Display) {
    line(format_args!("\n=== {text}"));
}

/// Why the task ends. Causes follow the sentence, so the first line can be read alone.
pub fn problem(problem: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "\nerror: {problem}");
    for cause in problem.chain().skip(1) {
        let _ = writeln!(out, "  because: {cause}");
    }
}

/// A duration as a person says it.
pub fn took(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_the_unit_a_person_would_use() {
        assert_eq!(took(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(took(Duration::from_secs(42)), "42 s");
        assert_eq!(took(Duration::from_secs(125)), "2 min 05 s");
    }
}
