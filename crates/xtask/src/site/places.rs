//! Blanks the places of panics in a bundle: file, line and column, which stand in its data for messages that nobody is told.
//! Zeros weigh nothing. Measured: 1.5 to 2 KB of each bundle.

use anyhow::Result;

use super::memory::{self, Memory};

/// `core::panic::Location`: the address and the length of the file's name, the line, the column.
const PLACE: usize = 16;
const LONGEST_NAME: u32 = 300;
const MOST_LINES: u32 = 100_000;
const MOST_COLUMNS: u32 = 1_000;

/// `module` without them; not a byte longer or shorter.
///
/// # Errors
/// When it is no module.
pub fn blank(module: &[u8]) -> Result<Vec<u8>> {
    let memory = Memory::of(module)?;
    let mut blanks = Vec::new();
    for segment in memory.segments() {
        // Numbers of four bytes stand at addresses that four divides.
        let first = segment.address.next_multiple_of(4) - segment.address;
        for within in (first..segment.length.saturating_sub(PLACE - 1)).step_by(4) {
            if let Some(name) = name_of(module, &memory, segment.position + within) {
                let place = segment.address + within;
                blanks.push(place..place + PLACE);
                blanks.push(name);
            }
        }
    }
    memory::blank(module, &blanks)
}

/// The addresses of the name of the file, if a place of a panic stands at `place` of the module.
fn name_of(module: &[u8], memory: &Memory, place: usize) -> Option<std::ops::Range<usize>> {
    let number = |index: usize| {
        let start = place + 4 * index;
        let bytes = module.get(start..start + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    };
    let (address, length, line, column) = (number(0)?, number(1)?, number(2)?, number(3)?);
    let fits = (4..LONGEST_NAME).contains(&length)
        && (1..MOST_LINES).contains(&line)
        && (1..MOST_COLUMNS).contains(&column);
    if !fits {
        return None;
    }
    let (address, length) = (
        usize::try_from(address).ok()?,
        usize::try_from(length).ok()?,
    );
    let addresses = address..address + length;
    let name = &module[memory.place(&addresses)?];
    let is_file = name.ends_with(b".rs") && name.iter().all(u8::is_ascii_graphic);
    is_file.then_some(addresses)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, DataSection, Module};

    use super::*;

    fn module(data: &[u8]) -> Vec<u8> {
        let mut section = DataSection::new();
        section.active(0, &ConstExpr::i32_const(1_024), data.iter().copied());
        let mut module = Module::new();
        module.section(&section);
        module.finish()
    }

    fn data(name: &[u8], line: u32) -> Vec<u8> {
        let mut data = name.to_vec();
        data.resize(name.len().next_multiple_of(4), b'#');
        for number in [1_024, u32::try_from(name.len()).unwrap(), line, 7] {
            data.extend(number.to_le_bytes());
        }
        data.extend(b"kept");
        data
    }

    #[test]
    fn a_place_and_the_name_of_its_file_are_blank_and_what_stands_beside_stays() {
        let name = b"core-1.0/src/lib.rs";
        let before = module(&data(name, 12));
        let after = blank(&before).unwrap();
        assert_eq!(after.len(), before.len());
        let mut expected = vec![0; name.len()];
        expected.push(b'#');
        expected.extend([0; PLACE]);
        expected.extend(b"kept");
        assert_eq!(after, module(&expected));
    }

    #[test]
    fn what_only_looks_a_little_like_a_place_stays() {
        for (name, line) in [
            (&b"src/lib.css"[..], 12),
            (b"a file.rs", 12),
            (b"src/lib.rs", 0),
        ] {
            let module = module(&data(name, line));
            assert_eq!(blank(&module).unwrap(), module, "{name:?} {line}");
        }
    }
}
