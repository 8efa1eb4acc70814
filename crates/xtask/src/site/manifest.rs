//! What the widget consists of, for hosts that serve its files themselves or pin them: `connect-accounts.json`, and the
//! element's own file under a name that tells its content.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use sha2::{Digest, Sha384};

use super::{logos, pack};
use crate::digest::sha256;

/// The element's own file.
pub const LOADER: &str = "connect-accounts.js";
/// The list of all files.
pub const MANIFEST: &str = "connect-accounts.json";

/// Writes both beside the finished files of the site.
pub fn write(folder: &Path) -> Result<()> {
    let loader = read(folder, LOADER)?;
    let pinned = format!("connect-accounts-{}.js", &sha256(&loader)[..16]);
    fs::write(folder.join(&pinned), &loader)
        .with_context(|| format!("{pinned} cannot be written"))?;
    let mut entries = Vec::new();
    for name in files(folder)? {
        let content = read(folder, &name)?;
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
    fs::write(folder.join(MANIFEST), text).with_context(|| format!("{MANIFEST} cannot be written"))
}

/// Every file of the widget, by its path below `folder`, in order: the site without the page, the windows and the logos,
/// which all come from the gateway. The list itself is not in it.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else if is_of_widget(&name) {
            found.push(name);
        }
    }
    Ok(())
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

fn read(folder: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(folder.join(name)).with_context(|| format!("{name} cannot be read"))
}

fn integrity(content: &[u8]) -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(content));
    format!("sha384-{digest}")
}

#[cfg(test)]
mod tests {
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
        let pinned = format!("connect-accounts-{}.js", &sha256(LOADER.as_bytes())[..16]);
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
