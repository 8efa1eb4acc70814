//! Runs Trunk with exactly the tools it needs in front of `PATH`.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Optimise, flags};
use crate::tools::{self, TRUNK, WASM_BINDGEN, WASM_TARGET};
use crate::{process, say, system, workspace};

/// Tells the hook which wasm-opt to use; empty if there is none.
pub const WASM_OPT: &str = "CONNECT_WASM_OPT";

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
}

/// `trunk build --release`.
pub fn build(tools: &Tools) -> Result<()> {
    fetch()?;
    let folder: Vec<_> = tools
        .wasm_bindgen
        .parent()
        .into_iter()
        .map(PathBuf::from)
        .collect();
    let mut trunk = workspace::command(&tools.trunk);
    trunk
        .args(["build", "--release", "--offline", "--locked"])
        .env("PATH", workspace::path_with(&folder))
        .env(WASM_OPT, tools.wasm_opt.clone().unwrap_or_default())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags::of_bundles(tools.wasm_opt.is_some())?,
        )
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
