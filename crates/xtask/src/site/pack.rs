//! The brotli form of every file, made once when the site is built, so that no gateway has to.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What the packed form of a file ends in.
pub const ENDING: &str = ".br";

/// Nothing is gained below.
const LEAST: usize = 256;

/// Writes `name.br` beside every file of `folder` that is worth it.
pub fn pack(folder: &Path) -> Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            pack(&path)?;
            continue;
        }
        let content =
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        if content.len() >= LEAST && !path.to_string_lossy().ends_with(ENDING) {
            let packed = brotli(&content)?;
            let target = packed_name(&path);
            std::fs::write(&target, packed)
                .with_context(|| format!("{} cannot be written", target.display()))?;
        }
    }
    Ok(())
}

/// Where the packed form of a file is.
pub fn packed_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ENDING);
    name.into()
}

/// The content in brotli, as short as can be.
pub fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4_096, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_worth_it_gets_a_packed_twin_and_twins_get_none() {
        let folder = tempfile::tempdir().unwrap();
        let put =
            |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).unwrap();
        put("long.txt", &[b'a'; 10_000]);
        put("short.txt", b"a");
        pack(folder.path()).unwrap();
        pack(folder.path()).unwrap();
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["long.txt", "long.txt.br", "short.txt"]);
    }
}
