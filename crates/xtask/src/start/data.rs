//! The data folder: keys that are made once, and what the processes keep.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Everything this task writes into the folder, which a person may have pointed at anything.
const OURS: &[&str] = &["secrets", "logs", "gateway", "gateway-real", "sandbox.json"];

/// A folder with its keys.
#[derive(Debug)]
pub struct Data {
    folder: PathBuf,
}

impl Data {
    /// Forgets what was kept.
    pub fn reset(folder: &Path) -> Result<()> {
        for name in OURS {
            let path = folder.join(name);
            let removed = match path.is_dir() {
                true => std::fs::remove_dir_all(&path),
                false => std::fs::remove_file(&path),
            };
            match removed {
                Err(problem) if problem.kind() != ErrorKind::NotFound => {
                    return Err(problem)
                        .with_context(|| format!("{} cannot be removed", path.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Makes the folder and whatever key is missing.
    pub fn open(folder: &Path) -> Result<Self> {
        for name in ["secrets", "logs", "gateway", "gateway-real"] {
            let path = folder.join(name);
            std::fs::create_dir_all(&path)
                .with_context(|| format!("{} cannot be made", path.display()))?;
        }
        let data = Self {
            folder: folder.canonicalize()?,
        };
        data.keep("server_key", || {
            Ok(format!("cap_sk_{}", URL_SAFE_NO_PAD.encode(random()?)))
        })?;
        data.keep("encryption_key", || Ok(STANDARD.encode(random()?)))?;
        data.keep("webhook_secret", || Ok(URL_SAFE_NO_PAD.encode(random()?)))?;
        data.keep("sandbox_api_key", || {
            Ok(format!("sandbox-{}", URL_SAFE_NO_PAD.encode(random()?)))
        })?;
        Ok(data)
    }

    /// The file of a key.
    pub fn secret(&self, name: &str) -> PathBuf {
        self.folder.join("secrets").join(name)
    }

    /// What stands in a key's file.
    pub fn read_secret(&self, name: &str) -> Result<String> {
        let file = self.secret(name);
        let text = std::fs::read_to_string(&file);
        Ok(text
            .with_context(|| format!("{} cannot be read", file.display()))?
            .trim()
            .to_owned())
    }

    /// Something else in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where a process's lines go.
    pub fn log(&self, process: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{process}.log"))
    }

    fn keep(&self, name: &str, make: impl FnOnce() -> Result<String>) -> Result<()> {
        let path = self.secret(name);
        // Never readable for others, not even for a moment: the mode is given when the file is made.
        let text = make()?;
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
        {
            Ok(mut file) => file.write_all(text.as_bytes()),
            Err(problem) if problem.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(problem) => Err(problem),
        }
        .with_context(|| format!("{} cannot be written", path.display()))
    }
}

fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("/dev/urandom cannot be read")?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn keys_are_made_once_and_only_their_owner_can_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let first = Data::open(folder.path()).unwrap();
        let key = first.read_secret("server_key").unwrap();
        assert!(key.starts_with("cap_sk_") && key.len() >= 39);
        assert_eq!(
            STANDARD
                .decode(first.read_secret("encryption_key").unwrap())
                .unwrap()
                .len(),
            32
        );
        for name in [
            "server_key",
            "encryption_key",
            "webhook_secret",
            "sandbox_api_key",
        ] {
            let mode = first.secret(name).metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        let second = Data::open(folder.path()).unwrap();
        assert_eq!(second.read_secret("server_key").unwrap(), key);
    }

    #[test]
    fn a_reset_forgets_our_files_and_leaves_a_persons_alone() {
        let folder = tempfile::tempdir().unwrap();
        let before = Data::open(folder.path())
            .unwrap()
            .read_secret("server_key")
            .unwrap();
        std::fs::write(folder.path().join("thesis.txt"), "mine").unwrap();
        Data::reset(folder.path()).unwrap();
        assert!(folder.path().join("thesis.txt").is_file());
        assert!(!folder.path().join("secrets").exists());
        assert_ne!(
            Data::open(folder.path())
                .unwrap()
                .read_secret("server_key")
                .unwrap(),
            before
        );
    }
}
