//! Names for contents.

use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

/// SHA-256 in 64 hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 over the names and digests of all files of a folder, without these at its top.
pub fn of_folder(folder: &Path, without: &[&str]) -> io::Result<String> {
    let mut lines = Vec::new();
    collect(folder, "", without, &mut lines)?;
    lines.sort();
    Ok(sha256(lines.concat().as_bytes()))
}

fn collect(
    folder: &Path,
    prefix: &str,
    without: &[&str],
    lines: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if without.contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), without, lines)?;
        } else {
            lines.push(format!("{name} {}\n", sha256(&fs::read(entry.path())?)));
        }
    }
    Ok(())
}
