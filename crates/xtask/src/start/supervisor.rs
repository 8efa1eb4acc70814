//! Keeps the processes running until a person has had enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::console::{self, Order};
use super::data::Data;
use super::plan::{Plan, Role};
use super::process::Process;
use crate::{process as step, say};

/// What the supervisor waits for.
#[derive(Debug)]
enum Wake {
    Signal,
    Typed(Order),
}

impl From<Order> for Wake {
    fn from(order: Order) -> Self {
        Self::Typed(order)
    }
}

/// Everything that runs.
#[derive(Debug)]
pub struct Supervisor<'a> {
    plan: &'a Plan,
    data: &'a Data,
    running: Vec<Process>,
    over: Arc<AtomicBool>,
    wakes: Receiver<Wake>,
}

impl<'a> Supervisor<'a> {
    /// Starts everything and waits until it answers.
    pub fn start(plan: &'a Plan, data: &'a Data) -> Result<Self> {
        let (sender, wakes) = mpsc::channel();
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let over = Arc::new(AtomicBool::new(false));
        let (on_signal, is_over) = (sender.clone(), Arc::clone(&over));
        std::thread::spawn(move || {
            for _ in signals.forever() {
                is_over.store(true, Ordering::Relaxed);
                let _ = on_signal.send(Wake::Signal);
            }
        });
        console::listen(sender);

        let mut all = Self {
            plan,
            data,
            running: Vec::new(),
            over,
            wakes,
        };
        for role in plan.roles() {
            all.run(role)?;
        }
        Ok(all)
    }

    /// Tells the addresses, then obeys until the end.
    pub fn serve(mut self) -> Result<()> {
        self.tell_addresses();
        loop {
            match self.wakes.recv_timeout(Duration::from_millis(250)) {
                Ok(Wake::Signal | Wake::Typed(Order::Quit)) => break,
                Ok(Wake::Typed(order)) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => self.look_after(),
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("the signals of this task cannot be received")
                }
            }
        }
        say::line("");
        say::doing("ending the processes");
        Ok(())
    }

    fn run(&mut self, role: Role) -> Result<()> {
        say::doing(format_args!("starting the {}", role.name()));
        self.running
            .push(Process::start(role, self.plan, self.data, &self.over)?);
        if role == Role::Gateway && self.plan.has_sandbox() {
            self.register_webhook();
        }
        Ok(())
    }

    /// The doorbell. Everything works without it, only later: hence a hint and no failure.
    fn register_webhook(&self) {
        let registered = self
            .plan
            .command(Role::Gateway, self.data)
            .and_then(|mut gateway| {
                step::watch("register-webhook", gateway.arg("register-webhook"), |_| {
                    false
                })
            });
        match registered {
            Ok(status) if status.success() => {}
            Ok(status) => say::hint(format_args!(
                "the gateway's webhook was not registered ({status})"
            )),
            Err(problem) => say::hint(format_args!(
                "the gateway's webhook was not registered: {problem}"
            )),
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Stop(role) => self.stop(role),
            Order::Start(role) => self.start_again(role),
            Order::Restart(role) => {
                self.stop(role);
                self.start_again(role);
            }
            Order::Help => self.tell_addresses(),
            Order::Unknown(line) => {
                say::hint(format_args!(
                    "`{line}` is no order; there are: {}",
                    self.orders()
                ));
            }
            Order::Nothing | Order::Quit => {}
        }
    }

    fn stop(&mut self, role: Role) {
        let before = self.running.len();
        self.running.retain(|process| process.role != role);
        match before == self.running.len() {
            true => say::hint(format_args!("{} does not run", role.name())),
            false => say::doing(format_args!(
                "{0} is stopped; `start {0}` runs it again",
                role.name()
            )),
        }
    }

    fn start_again(&mut self, role: Role) {
        if self.running.iter().any(|process| process.role == role) {
            say::hint(format_args!("{} runs already", role.name()));
        } else if !self.plan.roles().contains(&role) {
            say::hint(format_args!(
                "there is no {} with --real-ayrshare",
                role.name()
            ));
        } else if let Err(problem) = self.run(role) {
            say::problem(&problem);
        } else {
            say::doing(format_args!(
                "{} runs at {}/",
                role.name(),
                self.plan.url(role)
            ));
        }
    }

    /// Tells when a process ended by itself; the others go on, as they would in production.
    fn look_after(&mut self) {
        self.running.retain_mut(|process| {
            let Some(status) = process.ended() else {
                return true;
            };
            process.explain();
            let name = process.role.name();
            say::hint(format_args!(
                "{name} ended by itself ({status}); `start {name}` runs it again"
            ));
            false
        });
    }

    fn tell_addresses(&self) {
        let page = |role, path: &str| Some(format!("{}/{path}", self.plan.url(role)));
        let react = self.plan.react_app.is_some();
        let sandbox = self.plan.has_sandbox();
        say::line("");
        for (what, address) in [
            ("the page", page(Role::Gateway, "")),
            ("the widget in a host app", page(Role::Host, "")),
            ("the same in a frame", page(Role::Host, "framed")),
            ("nothing but two lines", page(Role::Host, "plain")),
            ("under a strict policy", page(Role::Host, "strict")),
            (
                "the same in React",
                page(Role::Host, "react/").filter(|_| react),
            ),
            (
                "the sandbox's controls",
                page(Role::Sandbox, "").filter(|_| sandbox),
            ),
            ("logs", Some(self.data.path("logs").display().to_string())),
        ] {
            if let Some(address) = address {
                say::line(format_args!("  {what:<24} {address}"));
            }
        }
        say::line("");
        say::line(format_args!(
            "Ctrl-C ends everything. You can type: {}",
            self.orders()
        ));
    }

    fn orders(&self) -> String {
        let names: Vec<_> = self.plan.roles().iter().map(|role| role.name()).collect();
        format!("stop | start | restart {}, help, quit", names.join("|"))
    }
}

impl Drop for Supervisor<'_> {
    /// The last first: nobody is left to call a server that is gone, and to warn about it.
    fn drop(&mut self) {
        while self.running.pop().is_some() {}
    }
}
