use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::world::World;

/// Replaces the state file as a whole: a reader sees the old state or the new one, never half of one.
pub fn save(file: &Path, world: &World) -> io::Result<()> {
    let text = serde_json::to_vec_pretty(world).map_err(io::Error::other)?;
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let mut written = fs::File::create(&beside)?;
    written.write_all(&text)?;
    written.flush()?;
    fs::rename(&beside, file)
}

/// Loads the state file. `None` when there is none yet.
pub fn load(file: &Path) -> io::Result<Option<World>> {
    match fs::read(file) {
        Ok(text) => serde_json::from_slice(&text)
            .map(Some)
            .map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
