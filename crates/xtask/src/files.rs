//! Files of the build: read and written with their names in what goes wrong, and listed.

use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Result};

/// The text of a file.
pub fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// The bytes of a file.
pub fn bytes(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Makes it what is in a file.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(file, content).with_context(|| format!("{} cannot be written", file.display()))
}

/// The paths of all files below a folder, with `/` between their parts, in order; without files and folders whose path is
/// `left_out`.
pub fn below(folder: &Path, left_out: &dyn Fn(&str) -> bool) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", left_out, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(
    folder: &Path,
    prefix: &str,
    left_out: &dyn Fn(&str) -> bool,
    found: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if left_out(&path) {
            continue;
        }
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), left_out, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_in_order_without_what_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("b/c")).unwrap();
        fs::create_dir(folder.path().join("out")).unwrap();
        for name in ["z", "b/c/d", "b/a", "out/e"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let found = below(folder.path(), &|path| path == "out").unwrap();
        assert_eq!(found, ["b/a", "b/c/d", "z"]);
    }
}
