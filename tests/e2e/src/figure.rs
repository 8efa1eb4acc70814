/// What is measured on the way, with what it may be at most.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// What 99 of 100 may be at most: milliseconds, or the unit in parentheses at the end of the name.
    pub limit: u32,
}

impl Figure {
    /// Notes one measurement for the table that `cargo verify` prints and judges: one slow case is no verdict.
    pub fn took(&self, measured: i64) {
        self.note(measured, &[]);
    }

    /// Notes one that is over the limit, with what was seen on its way.
    pub fn took_long(&self, ms: i64, seen: &str) {
        let lines: Vec<&str> = seen.lines().collect();
        self.note(ms, &lines);
    }

    fn note(&self, ms: i64, seen: &[&str]) {
        let (limit, took) = (self.limit.to_string(), ms.to_string());
        let fields = [&[self.name, &limit, &took], seen].concat();
        cases::note("CONNECT_FIGURES", &fields);
    }
}
