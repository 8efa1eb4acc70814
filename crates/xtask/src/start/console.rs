//! What a person types while everything runs.

use std::io::IsTerminal;
use std::sync::mpsc::Sender;

use super::plan::Role;
use crate::process;

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// End a process and leave it ended.
    Stop(Role),
    /// Run a process that was stopped or has ended.
    Start(Role),
    /// Both, one after the other.
    Restart(Role),
    /// End everything.
    Quit,
    /// Tell the addresses and the orders again.
    Help,
    /// An empty line.
    Nothing,
    /// Anything else.
    Unknown(String),
}

impl Order {
    /// Reads a line.
    pub fn parse(line: &str) -> Self {
        let line = line.trim().to_lowercase();
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => Self::Nothing,
            ["quit" | "exit" | "q"] => Self::Quit,
            ["help" | "?"] => Self::Help,
            [verb, name] => {
                let role = [Role::Sandbox, Role::Gateway, Role::Host]
                    .into_iter()
                    .find(|role| role.name() == *name);
                match (*verb, role) {
                    ("stop", Some(role)) => Self::Stop(role),
                    ("start", Some(role)) => Self::Start(role),
                    ("restart", Some(role)) => Self::Restart(role),
                    _ => Self::Unknown(line),
                }
            }
            _ => Self::Unknown(line),
        }
    }
}

/// Sends what is typed. The end of the input means nothing: without a terminal it may be closed from the beginning.
pub fn listen<T: From<Order> + Send + 'static>(orders: Sender<T>) {
    if !is_ours() {
        return;
    }
    process::each_line(std::io::stdin(), move |line| {
        let _ = orders.send(Order::parse(&line).into());
    });
}

/// A background job that reads from its terminal is stopped by the kernel.
fn is_ours() -> bool {
    let input = std::io::stdin();
    let ours = rustix::process::getpgrp();
    !input.is_terminal() || rustix::termios::tcgetpgrp(&input).is_ok_and(|group| group == ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_whatever_their_case_and_spaces() {
        assert_eq!(Order::parse(" Stop  sandbox "), Order::Stop(Role::Sandbox));
        assert_eq!(Order::parse("start gateway"), Order::Start(Role::Gateway));
        assert_eq!(Order::parse("restart host"), Order::Restart(Role::Host));
        assert_eq!(Order::parse("QUIT"), Order::Quit);
        assert_eq!(Order::parse(""), Order::Nothing);
    }

    #[test]
    fn anything_else_is_unknown_and_does_nothing() {
        for line in ["stop", "stop everything", "stop sandbox now", "boil coffee"] {
            assert_eq!(Order::parse(line), Order::Unknown(line.to_owned()));
        }
    }
}
