//! Where the data that a module puts into memory stands in it.

use std::ops::Range;

use anyhow::Result;
use wasmparser::{Data, DataKind, DataSectionReader, Operator, Parser, Payload};

/// Data that is put into memory at a fixed address.
pub struct Segment {
    /// Its first address.
    pub address: usize,
    /// Where it stands in the module.
    pub position: usize,
    /// How many bytes it is.
    pub length: usize,
}

impl Segment {
    /// One of a module's data; nothing if its address is not fixed.
    fn of(data: &Data<'_>) -> Result<Option<Self>> {
        let DataKind::Active { offset_expr, .. } = &data.kind else {
            return Ok(None);
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            return Ok(None);
        };
        Ok(Some(Self {
            address: usize::try_from(value)?,
            position: usize::try_from(data.range.end)? - data.data.len(),
            length: data.data.len(),
        }))
    }

    /// Whether the bytes at all these addresses are in it.
    fn holds(&self, addresses: &Range<usize>) -> bool {
        self.address <= addresses.start && addresses.end <= self.address + self.length
    }

    /// Where in the module the bytes at these addresses stand, which it holds.
    fn place(&self, addresses: &Range<usize>) -> Range<usize> {
        let start = self.position + (addresses.start - self.address);
        start..start + addresses.len()
    }
}

/// All data of a module.
#[derive(Default)]
pub struct Memory(Vec<Segment>);

impl Memory {
    /// Reads it.
    ///
    /// # Errors
    /// When it is no module.
    pub fn of(module: &[u8]) -> Result<Self> {
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::DataSection(section) = payload? {
                return Self::of_section(section);
            }
        }
        Ok(Self::default())
    }

    /// The same of a module that is being read.
    pub fn of_section(section: DataSectionReader<'_>) -> Result<Self> {
        let mut segments = Vec::new();
        for data in section {
            segments.extend(Segment::of(&data?)?);
        }
        Ok(Self(segments))
    }

    /// Its parts.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Where in the module the bytes at these addresses stand.
    pub fn place(&self, addresses: &Range<usize>) -> Option<Range<usize>> {
        let segment = self.0.iter().find(|segment| segment.holds(addresses))?;
        Some(segment.place(addresses))
    }
}

/// `module` with zeros at these addresses, which weigh nothing; not a byte longer or shorter.
///
/// # Errors
/// When it is no module.
pub fn blank(module: &[u8], addresses: &[Range<usize>]) -> Result<Vec<u8>> {
    let memory = Memory::of(module)?;
    let mut blanked = module.to_vec();
    for place in addresses.iter().filter_map(|range| memory.place(range)) {
        blanked[place].fill(0);
    }
    Ok(blanked)
}
