//! A module as the linker wrote it, with its own account of what points at what (`--emit-relocs`; WebAssembly tool
//! conventions, *Linking*).

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Linking, LinkingSectionReader, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo,
};

use super::memory::{Memory, Segment};
use super::names::Functions;
use super::trim::UNUSED_EXPORT;

/// A function by its index, or a piece of data by its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A function.
    Function(u32),
    /// The bytes from `start` to before `end`.
    Data {
        /// The first address.
        start: usize,
        /// The first address after it.
        end: usize,
    },
}

/// What the content of one section points at.
#[derive(Default)]
struct Section {
    /// Where in the module its content begins.
    start: usize,
    /// By their places.
    relocations: Vec<RelocationEntry>,
}

impl Section {
    fn place(&self, entry: &RelocationEntry) -> usize {
        // A module has no 4 GiB.
        self.start + usize::try_from(entry.offset).unwrap_or(usize::MAX - self.start)
    }

    fn within(&self, range: Range<usize>) -> &[RelocationEntry] {
        let before = |end| {
            let entries = &self.relocations;
            entries.partition_point(|entry| self.place(entry) < end)
        };
        &self.relocations[before(range.start)..before(range.end)]
    }
}

/// Whether a module has such an account.
///
/// # Errors
/// When it is no module.
pub fn has_account(module: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == "linking"
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The module.
#[derive(Default)]
pub struct Linked<'a> {
    /// What it says of its functions.
    pub functions: Functions,
    /// The functions that are its own, after the imported ones.
    pub bodies: Vec<FunctionBody<'a>>,
    /// What the outside can call.
    pub exported: Vec<Node>,
    memory: Memory,
    code: Section,
    data: Section,
    /// By the linker's numbers; nothing for what is neither a function nor data.
    symbols: Vec<Option<Node>>,
}

impl<'a> Linked<'a> {
    /// Reads it.
    ///
    /// # Errors
    /// When it is no module, or one without such an account.
    pub fn read(module: &'a [u8]) -> Result<Self> {
        let mut found = Self {
            functions: Functions::of(module)?,
            ..Self::default()
        };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        let is_used = !export.name.contains(UNUSED_EXPORT);
                        if export.kind == ExternalKind::Func && is_used {
                            found.exported.push(Node::Function(export.index));
                        }
                    }
                }
                Payload::StartSection { func, .. } => found.exported.push(Node::Function(func)),
                Payload::CodeSectionStart {
                    unchecked_range: range,
                    ..
                } => {
                    found.code.start = usize::try_from(range.start)?;
                }
                Payload::CodeSectionEntry(body) => found.bodies.push(body),
                Payload::DataSection(section) => {
                    found.data.start = usize::try_from(section.range().start)?;
                    let all = usize::try_from(section.count())?;
                    found.memory = Memory::of_section(section)?;
                    ensure!(
                        found.memory.segments().len() == all,
                        "data without an address"
                    );
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        found.symbols = symbols(&linking, found.memory.segments())?
                    }
                    KnownCustom::Reloc(account) => {
                        let entries = account.entries().into_iter();
                        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
                        entries.sort_by_key(|entry| entry.offset);
                        match section.name() {
                            "reloc.CODE" => found.code.relocations = entries,
                            "reloc.DATA" => found.data.relocations = entries,
                            _ => {}
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        found.check(module)?;
        Ok(found)
    }

    /// Every call stands where the account says, or it is the account of another module.
    fn check(&self, module: &[u8]) -> Result<()> {
        ensure!(
            !self.code.relocations.is_empty() && !self.symbols.is_empty(),
            "it has no account of what points at what"
        );
        for entry in &self.code.relocations {
            if entry.ty == RelocationType::FunctionIndexLeb {
                let place = self.code.place(entry);
                let bytes = module.get(place..place + entry.ty.extent());
                let called = bytes.context("a place outside of the module")?;
                let called = called
                    .iter()
                    .rev()
                    .fold(0, |index, byte| index << 7 | u32::from(byte & 0x7f));
                ensure!(
                    self.node(entry) == Some(Node::Function(called)),
                    "the account is of another module"
                );
            }
        }
        Ok(())
    }

    /// What stands between two places of the module's code points at.
    pub fn targets_of_code(&self, places: Range<usize>) -> impl Iterator<Item = Node> {
        let entries = self.code.within(places).iter();
        entries.filter_map(|entry| self.node(entry))
    }

    /// What the data at these addresses points at.
    pub fn targets_of_data(&self, addresses: Range<usize>) -> impl Iterator<Item = Node> {
        let place = self.memory.place(&addresses);
        let entries = place.map_or(&[][..], |place| self.data.within(place));
        entries.iter().filter_map(|entry| self.node(entry))
    }

    /// Every piece of data that has a name.
    pub fn pieces(&self) -> impl Iterator<Item = Node> {
        let known = self.symbols.iter().copied().flatten();
        known.filter(|node| matches!(node, Node::Data { .. }))
    }

    /// What data points at that has no name.
    pub fn targets_of_nameless_data(&self) -> impl Iterator<Item = Node> {
        let places: Vec<_> = self
            .pieces()
            .filter_map(|piece| match piece {
                Node::Data { start, end } => self.memory.place(&(start..end)),
                Node::Function(_) => None,
            })
            .collect();
        let entries = self.data.relocations.iter();
        let nameless = entries.filter(move |entry| {
            let place = self.data.place(entry);
            !places.iter().any(|places| places.contains(&place))
        });
        nameless.filter_map(|entry| self.node(entry))
    }

    fn node(&self, entry: &RelocationEntry) -> Option<Node> {
        let points = matches!(
            entry.ty,
            RelocationType::FunctionIndexLeb
                | RelocationType::TableIndexSleb
                | RelocationType::TableIndexI32
                | RelocationType::MemoryAddrLeb
                | RelocationType::MemoryAddrSleb
                | RelocationType::MemoryAddrI32
        );
        let symbol = self.symbols.get(usize::try_from(entry.index).ok()?);
        symbol.copied().flatten().filter(|_| points)
    }
}

fn symbols(linking: &LinkingSectionReader<'_>, segments: &[Segment]) -> Result<Vec<Option<Node>>> {
    let mut symbols = Vec::new();
    for part in linking.subsections() {
        let Linking::SymbolTable(table) = part? else {
            continue;
        };
        for symbol in table {
            symbols.push(match symbol? {
                SymbolInfo::Func { index, .. } => Some(Node::Function(index)),
                SymbolInfo::Data { symbol, .. } => symbol.and_then(|symbol| {
                    let segment = segments.get(usize::try_from(symbol.index).ok()?)?;
                    let start = segment.address + usize::try_from(symbol.offset).ok()?;
                    let end = start + usize::try_from(symbol.size).ok()?;
                    Some(Node::Data { start, end })
                }),
                _ => None,
            });
        }
    }
    Ok(symbols)
}
