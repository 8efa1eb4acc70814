use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asset::Asset;
use crate::auth::Origin;

/// Deeper folders are no build of ours.
const DEEPEST: usize = 6;

/// Every file of the built page, by its path on the wire.
pub struct Site {
    files: HashMap<String, Arc<Asset>>,
}

/// Who else has to do with our pages.
pub struct Origins<'a> {
    /// Pictures of this origin are shown, too.
    pub pictures_of: Option<&'a Origin>,
    /// Pages of these may put the frame's document into a frame.
    pub framed_by: &'a [Origin],
}

/// Why the built page cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("it cannot be read: {0}")]
    Read(std::io::Error),
    #[error("it has no index.html")]
    NoIndex,
}

impl Site {
    /// Reads every file of `folder`.
    pub fn load(folder: &Path, origins: &Origins<'_>) -> Result<Self, SiteError> {
        let mut found = Vec::new();
        collect(folder, "", 0, &mut found).map_err(SiteError::Read)?;
        let mut contents = HashMap::new();
        for (name, path) in found {
            contents.insert(name, std::fs::read(path).map_err(SiteError::Read)?);
        }
        // A build packs its files beside them; a file without a twin is packed here.
        let mut packed = HashMap::new();
        let twins: Vec<_> = contents
            .keys()
            .filter(|name| {
                name.strip_suffix(".br")
                    .is_some_and(|of| contents.contains_key(of))
            })
            .cloned()
            .collect();
        for twin in twins {
            if let (Some(content), Some(of)) = (contents.remove(&twin), twin.strip_suffix(".br")) {
                packed.insert(of.to_owned(), content);
            }
        }
        let files: HashMap<_, _> = contents
            .into_iter()
            .map(|(name, content)| {
                let twin = packed.remove(&name);
                let asset = Asset::new(&name, content, twin, origins);
                (name, Arc::new(asset))
            })
            .collect();
        if !files.contains_key("/index.html") {
            return Err(SiteError::NoIndex);
        }
        Ok(Self { files })
    }

    /// Looks a path up. A map has no `..`.
    pub fn find(&self, path: &str) -> Option<&Arc<Asset>> {
        self.files.get(path)
    }

    /// Compresses every file as well as can be, on a thread of its own, the small ones first.
    pub fn shrink_in_background(&self) {
        let mut files: Vec<_> = self.files.values().cloned().collect();
        files.sort_by_key(|asset| asset.size());
        std::thread::spawn(move || files.iter().for_each(|asset| asset.shrink()));
    }
}

fn collect(
    folder: &Path,
    prefix: &str,
    depth: usize,
    found: &mut Vec<(String, PathBuf)>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let (path, wire) = (entry.path(), format!("{prefix}/{name}"));
        if path.is_dir() && depth < DEEPEST {
            collect(&path, &wire, depth + 1, found)?;
        } else if path.is_file() {
            found.push((wire, path));
        }
    }
    Ok(())
}
