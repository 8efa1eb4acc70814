//! Runs Trunk with exactly the tools it needs in front of `PATH`.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{Optimise, paths};
use crate::tools::{self, TRUNK, WASM_BINDGEN, WASM_TARGET};
use crate::{process, say, system, workspace};

/// Everything that a build of the site needs.
#[derive(Debug)]
pub struct Tools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    wasm_opt: Option<PathBuf>,
}

impl Tools {
    /// Finds the tools, and gets those that are missing.
    pub fn get(optimise: Optimise) -> Result<Self> {
        tools::add_wasm_target()?;
        let wasm_opt = match (system::WASM_OPT.get(), optimise) {
            (Ok(found), _) => Some(found),
            (Err(problem), Optimise::Always) => return Err(problem),
            (Err(problem), Optimise::IfPossible) => {
                say::hint(format_args!(
                    "{problem}; the page works without, but is larger"
                ));
                None
            }
        };
        Ok(Self {
            trunk: TRUNK.get()?,
            wasm_bindgen: WASM_BINDGEN.get()?,
            wasm_opt,
        })
    }

    /// Tells builds with different tools apart.
    pub fn recipe(&self) -> String {
        let wasm_opt = self
            .wasm_opt
            .as_ref()
            .and_then(|program| process::output(workspace::command(program).arg("--version")))
            .unwrap_or_else(|| "no wasm-opt".to_owned());
        format!(
            "{} {} {}",
            TRUNK.version,
            WASM_BINDGEN.version,
            wasm_opt.trim()
        )
    }

    /// The folders that Trunk has to find its helpers in.
    fn folders(&self) -> Result<Vec<PathBuf>> {
        let stand_in = self
            .wasm_opt
            .is_none()
            .then(stand_in_for_wasm_opt)
            .transpose()?;
        let bindgen = self.wasm_bindgen.parent().map(PathBuf::from);
        Ok(bindgen.into_iter().chain(stand_in).collect())
    }
}

/// `trunk build --release`.
pub fn build(tools: &Tools) -> Result<()> {
    fetch()?;
    let mut trunk = workspace::command(&tools.trunk);
    trunk
        .args(["build", "--release", "--offline", "--locked"])
        .env("PATH", workspace::path_with(&tools.folders()?))
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("CARGO_ENCODED_RUSTFLAGS", paths::without_home()?)
        // Trunk reads NO_COLOR as an option of its own and refuses the usual value 1.
        .env_remove("NO_COLOR");
    let status = process::watch("trunk", &mut trunk, is_worth_showing)?;
    if !status.success() {
        bail!("the site could not be built: see trunk's last lines above");
    }
    Ok(())
}

/// Trunk's own minifier does not understand `export { x as default }`, which all glue of wasm-bindgen ends with. It says
/// so and keeps the file; `finish` then makes it small.
fn is_worth_showing(line: &str) -> bool {
    !line.contains("Failed to minify JS: RequiredTokenNotFound(Identifier)")
}

/// Trunk runs offline, so that it never downloads a tool; cargo has to have the crates by then.
fn fetch() -> Result<()> {
    let mut cargo = workspace::cargo(["fetch", "--locked", "--quiet", "--target", WASM_TARGET]);
    process::run("fetching the crates of the page", &mut cargo)
}

/// `index.html` asks for `wasm-opt`, and Trunk has no way to be told otherwise. Without one it gets this, which copies.
fn stand_in_for_wasm_opt() -> Result<PathBuf> {
    const SCRIPT: &str = r#"#!/bin/sh
# Stands in for a wasm-opt that could not be had: copies its input.
for word in "$@"; do
  case "$word" in
    --version) echo "wasm-opt version 0"; exit 0 ;;
    --output=*) output=${word#--output=} ;;
    -*) ;;
    *) input=$word ;;
  esac
done
exec cp "$input" "$output"
"#;
    let folder = workspace::target_dir().join("xtask").join("no-wasm-opt");
    let script = folder.join("wasm-opt");
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&script, SCRIPT))
        .and_then(|()| std::fs::set_permissions(&script, PermissionsExt::from_mode(0o755)))
        .with_context(|| format!("{} cannot be written", script.display()))?;
    Ok(folder)
}
