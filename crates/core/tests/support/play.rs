//! What can happen in a world, and what comes of it.

use super::*;

/// One world, for as long as something happens in it.
pub struct Play<'a> {
    pub case: &'a Case,
    pub pages: &'a mut Pages,
    pub world: World,
    pub log: Vec<Step>,
}

impl<'a> Play<'a> {
    /// Both tabs have read the portal.
    pub fn begin(case: &'a Case, pages: &'a mut Pages) -> Self {
        let first = pages.intern(ready(case.linked.map(standing)));
        let world = World {
            tabs: [first; 2],
            attempts: [None; 2],
            linked: case.linked,
            ways: [Vec::new(), Vec::new()],
            acts: [0; 2],
            confirmed: false,
            visited: false,
            outcomes: [[0; 2]; 2],
            bad: [false; 2],
            excused: [false; 2],
            broken: None,
        };
        Self {
            case,
            pages,
            world,
            log: Vec::new(),
        }
    }

    pub fn of(case: &'a Case, pages: &'a mut Pages, world: &World) -> Self {
        let (world, log) = (world.clone(), Vec::new());
        Self {
            case,
            pages,
            world,
            log,
        }
    }

    pub fn state(&self, tab: Tab) -> &State {
        &self.pages.states[self.world.tabs[tab]]
    }

    pub fn did(&self, which: Which, act: Act) -> bool {
        self.world.acts[which] & (1 << act as u8) != 0
    }

    /// What the backend calls an attempt.
    pub fn stands(&self, which: Which) -> Answer {
        self.world.attempts[which].map_or(Answer::NotFound, |attempt| attempt.state)
    }

    /// Whether nothing is on its way. Whatever the person would still do, here they may stop.
    pub fn is_end(&self) -> bool {
        self.world.ways.iter().all(Vec::is_empty)
    }

    /// Everything that can happen next.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for which in 0..2 {
            let did = |act| self.did(which, act);
            let (left, saved) = (did(Act::Leaving), did(Act::Saved));
            let gave_up = did(Act::GaveUp);
            let begun = !self.world.ways[self.case.home[which]].contains(&Way::Start(which));
            for (act, may) in [
                (Act::Press, true),
                (Act::Hello, did(Act::Press)),
                (
                    Act::Leaving,
                    did(Act::Hello) && (self.case.slow_start || begun),
                ),
                (Act::Gone, left),
                (
                    Act::Saved,
                    left && !gave_up && (self.case.slow_start || begun),
                ),
                (Act::Done, saved),
                // A window that is cut off cannot say so.
                (
                    Act::GaveUp,
                    self.case.gives_up && left && !saved && !did(Act::Gone),
                ),
            ] {
                if may && !did(act) && self.world.acts[which] & VOID == 0 {
                    steps.push(Step::Act(which, act));
                }
            }
            if self.outcome(which).is_some() {
                steps.push(Step::Watch(which));
            }
        }
        if let Some((tab, net)) = self.case.unlinks.filter(|_| !self.world.confirmed) {
            let card = self.state(tab).card(&network(net));
            match card.map(|card| (&card.activity, card.standing.is_linked())) {
                Some((Activity::ConfirmingUnlink { .. }, _)) => steps.push(Step::Confirm),
                Some((Activity::Idle | Activity::JustLinked { .. }, true)) => {
                    steps.push(Step::Dialog);
                }
                _ => {}
            }
        }
        if self.case.visits && !self.world.visited {
            steps.push(Step::Visit);
        }
        for tab in 0..2 {
            let ways = &self.world.ways[tab];
            let in_order = ways.iter().find(|way| is_answer(way));
            let others = ways.iter().filter(|way| !is_answer(way));
            steps.extend(others.chain(in_order).map(|way| Step::Arrive(tab, *way)));
        }
        steps.dedup();
        steps
    }

    pub fn take(&mut self, step: Step) {
        match step {
            Step::Act(which, act) => self.act(which, act),
            Step::Watch(which) => self.look(which),
            Step::Arrive(tab, way) => self.arrive(tab, way),
            Step::Visit => {
                self.world.visited = true;
                self.tell(1, Input::Visit);
            }
            Step::Dialog => {
                let (tab, net) = self.case.unlinks.expect("somebody who unlinks");
                self.tell(tab, Input::Press(net, 2));
            }
            Step::Confirm => {
                let (tab, net) = self.case.unlinks.expect("somebody who unlinks");
                self.world.confirmed = true;
                self.tell(tab, Input::Confirm(net));
            }
        }
    }

    fn act(&mut self, which: Which, act: Act) {
        self.world.acts[which] |= 1 << act as u8;
        let (home, net) = (self.case.home[which], self.case.net[which]);
        match act {
            Act::Press => {
                let before = self.world.ways[home].contains(&Way::Start(which));
                self.tell(home, Input::Press(net, which));
                if before == self.world.ways[home].contains(&Way::Start(which)) {
                    // The press meant something else: a dialog, or the window that is there.
                    self.world.acts[which] = VOID;
                } else {
                    self.tell(home, Input::Opened(which));
                }
            }
            Act::Hello | Act::Done => self.say(which, act),
            Act::Leaving => match self.start(which) {
                Ok(()) => {
                    if let Some(attempt) = &mut self.world.attempts[which] {
                        attempt.redeemed = true;
                    }
                    self.say(which, act);
                }
                Err(_) => {
                    self.world.acts[which] = (self.world.acts[which] | VOID) & !(1 << act as u8)
                }
            },
            Act::Gone | Act::GaveUp => {
                self.world.excused[which] |= act == Act::GaveUp;
                self.tell(home, Input::Said(which, act));
            }
            Act::Saved => {
                self.world.linked[net] = Some(which as Acc + 1);
                self.publish(Way::Account);
            }
        }
    }

    fn say(&mut self, which: Which, act: Act) {
        let home = self.case.home[which];
        self.tell(home, Input::Said(which, act));
        if self.case.shared {
            self.tell(1 - home, Input::Said(which, act));
        }
    }

    fn tell(&mut self, tab: Tab, input: Input) {
        let (next, commands) = self.pages.tell(self.world.tabs[tab], input, self.case);
        self.world.tabs[tab] = next;
        let pressed = matches!(input, Input::Press(..));
        for (place, command) in commands.iter().enumerate() {
            match command {
                Command::OpenStartPage { .. } if place != 0 || !pressed => {
                    self.world.broken = Some("a window is opened first of all, and by a press");
                }
                Command::StartLink { attempt, .. } => self.send(tab, Way::Start(which(attempt))),
                Command::StopLink { attempt } => {
                    let stopped = which(attempt);
                    self.world.excused[stopped] |= pressed && self.case.home[stopped] == tab;
                    self.send(tab, Way::Stop(stopped));
                }
                Command::FetchAttempt { attempt, .. } => {
                    self.look(which(attempt));
                    let answer = self.stands(which(attempt));
                    self.send(tab, Way::Answer(which(attempt), answer));
                }
                Command::FetchPortal { .. } => {
                    let shown = self.shown();
                    self.send(tab, Way::Portal(shown));
                }
                Command::Unlink { network, account } => {
                    let acc = account.0.parse().expect("a number");
                    self.send(tab, Way::Unlink(net_of(network), acc));
                }
                Command::Emit(HostEvent::Linked { attempt, .. }) => self.end(tab, which(attempt)),
                Command::Emit(
                    HostEvent::Failed { attempt, .. } | HostEvent::Cancelled { attempt, .. },
                ) => {
                    self.world.bad[which(attempt)] = true;
                    self.end(tab, which(attempt));
                }
                _ => {}
            }
        }
    }

    fn end(&mut self, tab: Tab, which: Which) {
        self.world.outcomes[tab][which] += 1;
        if self.world.outcomes[tab][which] > 1 {
            self.world.broken = Some("an attempt has one outcome in a tab");
        }
    }

    /// The same message, timer or answer twice is on its way once.
    fn send(&mut self, tab: Tab, way: Way) {
        let ways = &mut self.world.ways[tab];
        if !ways.contains(&way) {
            let place = ways
                .partition_point(|other| !is_answer(other) && (is_answer(&way) || *other < way));
            let place = if is_answer(&way) { ways.len() } else { place };
            ways.insert(place, way);
        }
    }

    fn publish(&mut self, way: Way) {
        for tab in 0..2 {
            if self.case.stream[tab] {
                self.send(tab, way);
            }
        }
    }

    fn arrive(&mut self, tab: Tab, way: Way) {
        self.log.push(Step::Arrive(tab, way));
        self.world.ways[tab].retain(|other| *other != way);
        match way {
            Way::Start(which) => {
                if let Err(changed) = self.start(which) {
                    self.send(tab, Way::Refused(which, changed));
                }
            }
            Way::Stop(which) => {
                self.look(which);
                self.finish(which, Answer::Stopped);
            }
            Way::Unlink(net, acc) => {
                let done = self.world.linked[net].is_none_or(|linked| linked == acc);
                for which in 0..2 {
                    // Unlinked before anybody looked: nobody can know that it was linked.
                    let is_lost = self.case.net[which] == net && self.outcome(which).is_some();
                    self.world.excused[which] |= done && is_lost;
                }
                if done && self.world.linked[net].take().is_some() {
                    self.publish(Way::Account);
                }
                self.send(tab, Way::Unlinked(net, acc, done));
            }
            _ => self.tell(tab, Input::Arrive(way)),
        }
    }

    /// The backend begins an attempt, or knows it: `Err` if it is over, or (`true`) if an account is linked by now.
    fn start(&mut self, which: Which) -> Result<(), bool> {
        match self.stands(which) {
            Answer::Open => return Ok(()),
            Answer::NotFound => {}
            _ => return Err(false),
        }
        let net = self.case.net[which];
        if self.world.linked[net].is_some() {
            return Err(true);
        }
        self.world.attempts[which] = Some(Attempt {
            state: Answer::Open,
            redeemed: false,
            baseline: self.world.linked[net],
        });
        let other = 1 - which;
        if self.case.net[other] == net && self.stands(other) == Answer::Open {
            self.world.excused[other] = true;
            self.finish(other, Answer::Superseded);
        }
        Ok(())
    }

    /// What an open attempt comes to, if that is known by now.
    fn outcome(&self, which: Which) -> Option<Answer> {
        let attempt = self.world.attempts[which]?;
        let linked = self.world.linked[self.case.net[which]]?;
        let is_new = attempt.baseline != Some(linked);
        (attempt.state == Answer::Open && attempt.redeemed && is_new)
            .then_some(Answer::Linked(linked))
    }

    fn look(&mut self, which: Which) {
        if let Some(outcome) = self.outcome(which) {
            self.finish(which, outcome);
        }
    }

    fn finish(&mut self, which: Which, to: Answer) {
        if let Some(attempt) = &mut self.world.attempts[which]
            && attempt.state == Answer::Open
        {
            attempt.state = to;
            self.publish(Way::Link(which));
        }
    }

    fn shown(&self) -> Shown {
        let mut open = [None; 2];
        for which in 0..2 {
            if self.world.attempts[which]
                .is_some_and(|attempt| attempt.state == Answer::Open && attempt.redeemed)
            {
                open[self.case.net[which]] = Some(which);
            }
        }
        let linked = self.world.linked;
        Shown { linked, open }
    }

    /// Everything that is on its way arrives.
    fn settle(&mut self) {
        for tab in [0, 1].into_iter().cycle() {
            match self.world.ways[tab].first().copied() {
                Some(way) => self.arrive(tab, way),
                None if self.world.ways[1 - tab].is_empty() => return,
                None => {}
            }
        }
    }

    /// Time passes: polls of what is open in a tab, and a read of the portal.
    pub fn pass(&mut self) {
        self.settle();
        for _ in 0..2 {
            for tab in 0..2 {
                let open = |card: &Card| card.linking().map(|linking| which(&linking.attempt));
                let open: Vec<_> = self.state(tab).cards.iter().filter_map(open).collect();
                for which in open {
                    for clock in [Clock::Hello, Clock::FocusBack, Clock::Poll] {
                        self.tell(tab, Input::Arrive(Way::Timer(which, clock)));
                    }
                }
                self.tell(tab, Input::Refresh);
            }
            self.settle();
        }
    }

    /// What nobody finished is over.
    pub fn expire(&mut self) {
        for which in 0..2 {
            self.look(which);
            self.finish(which, Answer::Expired);
        }
    }
}
