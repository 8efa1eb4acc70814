use std::collections::HashMap;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::Browser;

/// Says nothing by itself, or is a matter of the browser's.
const SILENT: [&str; 8] = [
    "none",
    "generic",
    "InlineTextBox",
    "LineBreak",
    "ListMarker",
    "MenuListPopup",
    "option",
    "sectionheader",
];

impl Browser {
    /// What Chromium tells assistive technology of the page at hand: a line for each thing, below what it is in.
    pub async fn accessibility_tree(&self) -> Result<String> {
        let answer = self
            .tell_chromium("Accessibility.getFullAXTree", json!({}))
            .await?;
        let nodes = answer["nodes"].as_array().context("a list of nodes")?;
        let by_id: HashMap<&str, &Value> = nodes
            .iter()
            .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
            .collect();
        let mut tree = String::new();
        write(
            &mut tree,
            &by_id,
            nodes.first().context("a page has a root")?,
            0,
        );
        Ok(tree)
    }
}

fn write(tree: &mut String, by_id: &HashMap<&str, &Value>, node: &Value, depth: usize) {
    let value = |field: &str| node[field]["value"].as_str().unwrap_or_default();
    let said = node["ignored"] != true && !SILENT.contains(&value("role"));
    if said {
        tree.extend(std::iter::repeat_n("  ", depth));
        tree.push_str(value("role"));
        if !value("name").is_empty() {
            tree.extend([" “", value("name"), "”"]);
        }
        let properties = node["properties"].as_array();
        for property in properties.into_iter().flatten() {
            let name = property["name"].as_str().unwrap_or_default();
            if matches!(name, "disabled" | "focused" | "modal")
                && property["value"]["value"] == true
            {
                tree.extend([", ", name]);
            }
        }
        tree.push('\n');
    }
    let children = node["childIds"].as_array();
    let ids = children.into_iter().flatten().filter_map(Value::as_str);
    for child in ids.filter_map(|id| by_id.get(id)) {
        write(tree, by_id, child, depth + usize::from(said));
    }
}
