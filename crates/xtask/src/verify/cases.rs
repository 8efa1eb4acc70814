//! Tests that go through several cases write each into a file: the runner's own lines know only tests.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// The file, emptied. A line is a test's name, a tab, and the case.
#[derive(Debug)]
pub struct CaseLog(PathBuf);

impl CaseLog {
    /// Makes it.
    pub fn new(name: &str) -> Result<Self> {
        let folder = workspace::target_dir().join("xtask");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}-{}", std::process::id()));
        std::fs::write(&path, "")
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is, for `CONNECT_CASES`.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What was written.
    pub fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap_or_default()
    }

    /// How many cases each test went through.
    pub fn read(&self) -> HashMap<String, usize> {
        let text = self.text();
        let mut cases = HashMap::new();
        for (test, _) in text.lines().filter_map(|line| line.split_once('\t')) {
            *cases.entry(test.to_owned()).or_default() += 1;
        }
        cases
    }
}

impl Drop for CaseLog {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
