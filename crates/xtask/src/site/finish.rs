//! The last step of a release build, run by Trunk as a hook before it publishes the folder it built in.
//!
//! Trunk names a bundle after the WASM that cargo made. wasm-opt and the glue's minifier run here, so two builds with
//! different tools would publish different bytes under one name, which browsers keep for a year as immutable, and
//! whose integrity no longer fits. So the bundles are named after their final content here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::beside;
use super::glue;
use super::imports::Imports;
use super::logos;
use super::optimise;
use super::prune;
use super::style;
use super::supervise;
use super::trunk::WASM_OPT;
use super::words;
use crate::digest::{integrity, short};
use crate::files::{bytes, text, write};
use crate::tools::WASM_TARGET;
use crate::{system, workspace};

/// `cargo xtask finish`, with what Trunk tells a hook in its environment.
pub fn in_hook() -> Result<()> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .with_context(|| format!("{name} is not set: this is a hook for Trunk"))
    };
    let folder = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    words::put(&folder)?;
    style::put(&folder)?;
    logos::put(&folder)?;
    let glue = folder.join("widget.js");
    write(&glue, supervise::add(&text(&glue)?)?)?;
    if variable("TRUNK_PROFILE")? != "release" {
        return Ok(());
    }
    finish(&folder, wasm_opt().as_deref())
}

/// The one that `cargo start` or `cargo verify` chose. By hand: the one that is there.
fn wasm_opt() -> Option<PathBuf> {
    match std::env::var_os(WASM_OPT) {
        Some(chosen) => Some(PathBuf::from(chosen)).filter(|chosen| !chosen.as_os_str().is_empty()),
        None => workspace::on_path(system::WASM_OPT.programs),
    }
}

fn finish(folder: &Path, wasm_opt: Option<&Path>) -> Result<()> {
    let page = folder.join("index.html");
    let mut html = text(&page)?;
    let mut files = std::fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    // What names the others comes last, and glue after the program that says what it needs.
    files.sort_by_key(|file| {
        let name = file.file_name().and_then(|name| name.to_str());
        let is_script = name.is_some_and(|name| name.ends_with(".js"));
        (name.map_or(0, beside::turn), is_script, file.clone())
    });
    let mut imports = BTreeMap::new();
    let mut named = Vec::new();
    for file in files {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if ![".js", ".css", ".wasm"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            continue;
        }
        let before = bytes(&file)?;
        if let Some(wasm_opt) = wasm_opt.filter(|_| name.ends_with(".wasm")) {
            optimise::optimise(&file, &linked(name), wasm_opt)?;
        }
        let mut content = bytes(&file)?;
        if let Some(program) = name.strip_suffix("_bg.wasm") {
            let asked = Imports::of(&content)?;
            content = asked.rename(&content)?;
            imports.insert(format!("{program}.js"), asked);
        } else if let Some(imports) = imports.get(name) {
            content = prune::prune(&String::from_utf8(content)?, imports).into_bytes();
        }
        let after = beside::name(name, smaller(name, content), &named)?;
        if after != before {
            write(&file, &after)?;
            html = html.replace(&integrity(&before), &integrity(&after));
        }
        if beside::FILES.contains(&name) {
            let new_name = beside::by_content(name, &after);
            rename(&file, &folder.join(&new_name))?;
            html = html.replace(&format!("/{name}"), &format!("/{new_name}"));
            named.push(beside::Named::new(name, new_name, &after));
        }
        if let Some(new_name) = name_by_content(name, &after).filter(|_| html.contains(name)) {
            rename(&file, &folder.join(&new_name))?;
            html = html.replace(name, &new_name);
        }
    }
    write(&page, html)?;
    super::manifest::write(folder)?;
    super::pack::pack(folder)
}

/// What the linker wrote, of which wasm-bindgen made the module of this name.
fn linked(name: &str) -> PathBuf {
    let bin = name.split(['-', '_']).next().unwrap_or(name);
    let folder = workspace::target_dir().join(WASM_TARGET).join("wasm");
    folder.join(bin).with_extension("wasm")
}

/// JavaScript and style sheets, made smaller; anything else as it is.
fn smaller(name: &str, content: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(content) {
        Ok(source) if name.ends_with(".js") => glue::strip(&source).into_bytes(),
        Ok(source) if name.ends_with(".css") => style::strip(&source).into_bytes(),
        Ok(source) => source.into_bytes(),
        Err(binary) => binary.into_bytes(),
    }
}

/// `page-1f_bg.wasm` → `page-{16 digits of its content's hash}_bg.wasm`; nothing for names without a hash.
fn name_by_content(name: &str, content: &[u8]) -> Option<String> {
    let end = ["_bg.wasm", ".js"]
        .into_iter()
        .find(|end| name.ends_with(end))?;
    let (stem, hash) = name.strip_suffix(end)?.rsplit_once('-')?;
    let is_hash = !hash.is_empty()
        && hash.len() <= 16
        && hash
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then(|| format!("{stem}-{}{end}", short(content)))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).with_context(|| format!("{} cannot be renamed", from.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One with nothing in it.
    const MODULE: &str = "\0asm\u{1}\0\0\0";

    #[test]
    fn the_page_names_its_bundle_by_content_and_the_widget_keeps_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let glue = "/** docs */\n  function __wbg_init() {}\n";
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put("page-1f.js", glue);
        put("page-1f_bg.wasm", MODULE);
        put("help.js", glue);
        for name in beside::FILES.iter().filter(|name| **name != "help.js") {
            put(name, MODULE);
        }
        for (name, files) in beside::ASKING {
            let asked: Vec<_> = files
                .iter()
                .map(|file| format!("[\"{file}\", \"\"]"))
                .collect();
            put(name, &format!("/** ours */\n  [{}];\n", asked.join(", ")));
        }
        let tag = format!(
            "<link href=/page-1f.js integrity={}>/page-1f_bg.wasm import(\"/help.js\")",
            integrity(glue.as_bytes())
        );
        put("index.html", &tag);

        finish(folder.path(), None).unwrap();

        let small = "function __wbg_init() {}\n";
        let js = name_by_content("page-1f.js", small.as_bytes()).unwrap();
        let wasm = name_by_content("page-1f_bg.wasm", MODULE.as_bytes()).unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        let help = beside::by_content("help.js", small.as_bytes());
        assert_eq!(
            read("index.html"),
            format!(
                "<link href=/{js} integrity={}>/{wasm} import(\"/{help}\")",
                integrity(small.as_bytes())
            )
        );
        assert_eq!(
            (read(&js), read(&help)),
            (small.to_owned(), small.to_owned())
        );
        assert_eq!(read(&wasm), MODULE);
        let program = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .find(|name| name.starts_with("program-") && name.ends_with(".js"))
            .unwrap();
        let (element, asked) = (read("connect-accounts.js"), read(&program));
        assert!(
            element.contains(&format!("[\"{program}\", \"sha256-")),
            "{element}"
        );
        assert!(
            asked.contains(&format!("[\"{help}\", \"sha256-")),
            "{asked}"
        );
        assert!(!(element + &asked).contains("\"\""));
    }

    #[test]
    fn other_bytes_get_another_name() {
        let names =
            [b"a", b"b"].map(|content| name_by_content("page-a08ccfe920fb49e4.js", content));
        assert_ne!(names[0], names[1]);
        assert_eq!(name_by_content("connect-accounts.js", b""), None);
    }
}
