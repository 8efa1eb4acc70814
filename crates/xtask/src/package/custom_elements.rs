//! The CSS variables of the custom-elements manifest, from the style sheet that defines them.

/// Every `--ca-` of the first rule of `tokens`, as entries of `cssProperties`.
pub fn properties(tokens: &str) -> String {
    let rule = tokens.split_once('{').map_or("", |(_, rest)| rest);
    let rule = rule.split_once('}').map_or(rule, |(rule, _)| rule);
    let entries: Vec<_> = rule
        .split(';')
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, _)| name.starts_with("--ca-"))
        .map(|(name, value)| {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            format!("            {{ \"name\": \"{name}\", \"default\": \"{value}\" }}")
        })
        .collect();
    entries.join(",\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use serde_json::Value;

    use super::*;
    use crate::workspace;

    fn read(path: &str) -> String {
        std::fs::read_to_string(Path::new(&workspace::root()).join(path)).unwrap()
    }

    fn element() -> Value {
        let text = read("crates/xtask/package/custom-elements.json")
            .replace("@CSS_PROPERTIES@", &properties(&read("style/tokens.css")));
        let manifest: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(manifest["schemaVersion"], "2.1.0");
        manifest["modules"][0]["declarations"][0].clone()
    }

    fn names(list: &Value) -> BTreeSet<String> {
        let names = list.as_array().unwrap().iter();
        names
            .map(|entry| entry["name"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Words in quotes that begin like this.
    fn quoted(text: &str, start: &str) -> BTreeSet<String> {
        text.split('"')
            .filter(|word| word.starts_with(start))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_variable_of_the_style_sheet_is_there_with_its_value_as_json() {
        let entries = properties(
            ":root, :host {\n  color-scheme: light;\n  --ca-page: light-dark(#fff, #000);\n  --ca-font: \"Segoe UI\", sans-serif;\n}\n@media x { :root { --ca-page: 1; } }",
        );
        let list: Value = serde_json::from_str(&format!("[{entries}]")).unwrap();
        assert_eq!(
            list,
            serde_json::json!([
                { "name": "--ca-page", "default": "light-dark(#fff, #000)" },
                { "name": "--ca-font", "default": "\"Segoe UI\", sans-serif" }
            ])
        );
        let all = names(&element()["cssProperties"]);
        assert!(all.len() > 30 && all.contains("--ca-accent"), "{all:?}");
    }

    #[test]
    fn the_manifest_the_types_and_the_wrappers_name_the_same_events() {
        let named = names(&element()["events"]);
        let types = read("crates/xtask/package/types.d.ts");
        let map = types
            .split_once("interface ConnectAccountsEventMap")
            .unwrap();
        let map = map.1.split_once("\n}").unwrap().0;
        assert_eq!(quoted(map, "connect-"), named);
        let wrappers = read("crates/xtask/package/properties.js");
        let list = wrappers.split_once("EVENTS = [").unwrap().1;
        let list = list.split_once(']').unwrap().0;
        let of_wrappers: BTreeSet<_> = list
            .split('"')
            .skip(1)
            .step_by(2)
            .map(|name| format!("connect-{name}"))
            .collect();
        assert_eq!(of_wrappers, named);
    }

    #[test]
    fn the_manifest_and_the_types_name_the_same_members() {
        let members = names(&element()["members"]);
        let types = read("crates/xtask/package/types.d.ts");
        let class = types
            .split_once("interface ConnectAccountsElement")
            .unwrap();
        let class = class.1.split_once("\n}").unwrap().0;
        let typed: BTreeSet<String> = class
            .lines()
            .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
            .map(|line| line.trim().trim_start_matches("readonly "))
            .filter_map(|line| line.split_once([':', '(', '<']).map(|(name, _)| name))
            .filter(|name| {
                name.chars().all(char::is_alphanumeric) && !name.contains("EventListener")
            })
            .map(str::to_owned)
            .collect();
        assert_eq!(typed, members);
    }
}
