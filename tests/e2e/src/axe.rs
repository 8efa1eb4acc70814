use anyhow::{Context, Result};
use serde_json::Value;

use crate::{Browser, PATIENCE};

/// Where the script that finds barriers is. `cargo verify` gets it.
const FILE: &str = "CONNECT_AXE";

/// WCAG 2.2 A and AA with all before it, and what its makers call best practice. Forced colours are the person's own, and
/// no script is told which ones they are. And axe-core takes letters that join, as those of Arabic do, for an icon's font, and
/// compares a name without them.
const RUN: &str = "
  return axe.run(document, {
    rules: {
      'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches },
      'label-content-name-mismatch': { enabled: document.querySelector('[lang=ar]:not(option)') === null },
    },
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  }).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\\n  ${html}\\n  ${failureSummary}`)));";

impl Browser {
    /// What is a barrier to somebody on the page at hand, by axe-core.
    pub async fn barriers(&self) -> Result<Vec<String>> {
        let file = std::env::var(FILE).with_context(|| format!("{FILE} names no file"))?;
        let axe = std::fs::read_to_string(&file).with_context(|| file.clone())?;
        let found = tokio::time::timeout(PATIENCE, async {
            self.evaluate(&axe).await?;
            self.evaluate(RUN).await
        });
        let found = found.await.context("axe-core does not come to an end")??;
        let texts = found.as_array().context("a list of barriers")?;
        let text = |found: &Value| found.as_str().unwrap_or_default().to_owned();
        Ok(texts.iter().map(text).collect())
    }
}
