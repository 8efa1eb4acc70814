//! What the widget consists of, for hosts that serve its files themselves or pin them: `connect-accounts.json`, and the
//! element's own file under a name that tells its content.

use std::path::Path;

use anyhow::{Context, Result};

use super::{beside, logos, pack};
use crate::digest::integrity;
use crate::files::{self, bytes};

/// The element's own file.
pub const LOADER: &str = "connect-accounts.js";
/// The list of all files.
pub const MANIFEST: &str = "connect-accounts.json";

/// Writes both beside the finished files of the site.
pub fn write(folder: &Path) -> Result<()> {
    let loader = bytes(&folder.join(LOADER))?;
    files::write(&folder.join(beside::by_content(LOADER, &loader)), &loader)?;
    let mut entries = Vec::new();
    for name in of_widget(folder)? {
        let content = bytes(&folder.join(&name))?;
        entries.push(format!(
            "    \"{name}\": {{ \"integrity\": \"{}\", \"bytes\": {} }}",
            integrity(&content),
            content.len()
        ));
    }
    let text = format!(
        "{{\n  \"version\": \"{}\",\n  \"files\": {{\n{}\n  }}\n}}\n",
        env!("CARGO_PKG_VERSION"),
        entries.join(",\n")
    );
    files::write(&folder.join(MANIFEST), text)
}

/// Every file of the widget, by its path below `folder`, in order: the site without the page, the windows and the logos,
/// which all come from the gateway. The list itself is not in it.
pub fn of_widget(folder: &Path) -> Result<Vec<String>> {
    files::below(folder, &|path| !is_of_widget(path))
        .with_context(|| format!("{} cannot be read", folder.display()))
}

fn is_of_widget(name: &str) -> bool {
    let begins_otherwise = [
        "page-",
        "go.",
        "done.",
        "embed.",
        "connect-accounts-frame.",
        ".",
    ]
    .iter()
    .any(|start| name.starts_with(start));
    let is_known = ["index.html", "icon.svg", logos::FILE, MANIFEST].contains(&name);
    !begins_otherwise && !is_known && !name.ends_with(pack::ENDING)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("words")).unwrap();
        for name in [
            "index.html",
            "page-0123456789abcdef.js",
            "go.html",
            "done.de.html",
            "icon.svg",
            "networks.svg",
            "widget.js.br",
            "connect-accounts.js",
            "widget.js",
            "widget-0123456789abcdef_bg.wasm",
            "portal.css",
            "words/en-1.txt",
        ] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        folder
    }

    #[test]
    fn the_list_has_every_file_of_the_widget_with_its_digest_and_no_other() {
        let folder = site();
        write(folder.path()).unwrap();
        write(folder.path()).unwrap();
        let text = fs::read_to_string(folder.path().join(MANIFEST)).unwrap();
        let list: Value = serde_json::from_str(&text).unwrap();
        let files = list["files"].as_object().unwrap();
        let pinned = beside::by_content(LOADER, LOADER.as_bytes());
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                &pinned,
                "connect-accounts.js",
                "portal.css",
                "widget-0123456789abcdef_bg.wasm",
                "widget.js",
                "words/en-1.txt"
            ]
        );
        assert_eq!(list["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(files["widget.js"]["bytes"], 9);
        assert_eq!(files[&pinned], files[LOADER]);
        // `printf widget.js | openssl dgst -sha384 -binary | base64`
        assert_eq!(
            files["widget.js"]["integrity"],
            "sha384-6D9ZCzGqhVMytIZUZMhzKcwQYCumohfBUN356894XXIe7IWMJtFXj6DkGnSJ6ZBn"
        );
    }
}
