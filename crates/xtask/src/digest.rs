//! Names for contents.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::files;

/// SHA-256 in 64 hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What stands in a name for its content: 16 hexadecimal digits.
pub fn short(content: &[u8]) -> String {
    sha256(content)[..16].to_owned()
}

/// The digest as a browser checks it (W3C, *Subresource Integrity*).
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The same with the shorter digest, for what is itself counted byte by byte.
pub fn short_integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// SHA-256 over the names and digests of all files of a folder, without these at its top.
pub fn of_folder(folder: &Path, without: &[&str]) -> io::Result<String> {
    let lines = files::below(folder, &|name| without.contains(&name))?
        .into_iter()
        .map(|name| {
            let content = std::fs::read(folder.join(&name))?;
            Ok(format!("{name} {}\n", sha256(&content)))
        });
    Ok(sha256(lines.collect::<io::Result<String>>()?.as_bytes()))
}
