//! What nothing in a bundle reaches once its panics have no words.
//!
//! Only they needed the tables of what can be printed, the messages, the places in sources, and the functions that show
//! values. The linker keeps all of it, because to it they still are called.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Result;
use wasmparser::{FunctionBody, Operator};

use super::linked::{Linked, Node};
use super::names::Cut;

/// What can go.
#[derive(Debug, Default)]
pub struct Unreached {
    /// The names of functions, where only one function has the name.
    pub functions: BTreeSet<String>,
    /// Addresses of data.
    pub data: Vec<Range<usize>>,
}

/// Finds it in a module as the linker wrote it.
///
/// # Errors
/// When the module has no names, or no account of what points at what.
pub fn unreached(linked: &[u8]) -> Result<Unreached> {
    let module = Linked::read(linked)?;
    let reached = reached(&module)?;
    let mut names = BTreeMap::<&str, bool>::new();
    for (index, name) in &module.functions.names {
        let is_free = !reached.contains(&Node::Function(*index));
        names
            .entry(name)
            .and_modify(|free| *free = false)
            .or_insert(is_free);
    }
    let pieces = || {
        module.pieces().filter_map(|piece| match piece {
            Node::Data { start, end } => Some((reached.contains(&piece), start..end)),
            Node::Function(_) => None,
        })
    };
    // Pieces may lie in one another.
    let is_free = |data: &Range<usize>| {
        pieces().all(|(is_reached, other)| {
            !is_reached || other.end <= data.start || data.end <= other.start
        })
    };
    let free = pieces().filter(|(is_reached, data)| !is_reached && is_free(data));
    Ok(Unreached {
        data: free.map(|(_, data)| data).collect(),
        functions: names
            .into_iter()
            .filter(|(_, is_free)| *is_free)
            .map(|(name, _)| name.to_owned())
            .collect(),
    })
}

fn reached(module: &Linked<'_>) -> Result<BTreeSet<Node>> {
    let cuts = module.functions.cuts();
    let mut reached = BTreeSet::new();
    let mut open: Vec<_> = module.exported.clone();
    open.extend(module.targets_of_nameless_data());
    while let Some(node) = open.pop() {
        if !reached.insert(node) {
            continue;
        }
        match node {
            Node::Data { start, end } => open.extend(module.targets_of_data(start..end)),
            Node::Function(index) if cuts.contains_key(&index) => {}
            Node::Function(index) => {
                let own = index.checked_sub(module.functions.imported);
                let body = own.and_then(|own| module.bodies.get(usize::try_from(own).ok()?));
                if let Some(body) = body {
                    open.extend(from_body(module, body, &cuts)?);
                }
            }
        }
    }
    Ok(reached)
}

/// What a function points at, but for what it only hands to a panic: what comes between the last branch and the call of a
/// function that does nothing but trap is for nobody else.
fn from_body(
    module: &Linked<'_>,
    body: &FunctionBody<'_>,
    cuts: &BTreeMap<u32, Cut>,
) -> Result<Vec<Node>> {
    let mut found = Vec::new();
    let mut handed = Vec::new();
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let (operator, start) = operators.read_with_offset()?;
        let place = usize::try_from(start)?..usize::try_from(operators.original_position())?;
        match operator {
            Operator::Call { function_index }
                if matches!(cuts.get(&function_index), Some(Cut::Trap)) =>
            {
                handed.clear();
            }
            _ => handed.extend(module.targets_of_code(place)),
        }
        if leads_elsewhere(&operator) {
            found.append(&mut handed);
        }
    }
    found.append(&mut handed);
    Ok(found)
}

fn leads_elsewhere(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Call { .. }
            | Operator::CallIndirect { .. }
    )
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ExportKind,
        ExportSection, Function, FunctionSection, LinkingSection, Module, NameMap, NameSection,
        SymbolTable, TypeSection,
    };

    use super::*;

    /// Five bytes, as linkers write numbers that they may have to change.
    fn wide(number: u8) -> [u8; 5] {
        [number | 0x80, 0x80, 0x80, 0x80, 0]
    }

    const MOUNT: u8 = 0;
    const PANIC: u8 = 1;
    const SHOWS: u8 = 2;
    /// Three pieces of data, of four bytes each.
    const KEPT: u8 = 0;
    const MESSAGE: u8 = 4;
    const TABLE: u8 = 8;

    /// What points at what, as the linker tells it: the kind, the place in the code, the symbol, and for data how far from it.
    const ACCOUNT: [&[u8]; 5] = [
        &[4, 4, 3, 0],
        &[4, 14, 4, 0],
        &[0, 20, 1],
        &[0, 29, 2],
        &[4, 38, 5, 0],
    ];

    /// A function that is exported reads one piece of data and hands another one to a panic, which calls one that reads the
    /// third.
    fn linked(called: u8, account: &[&[u8]]) -> Vec<u8> {
        let mount = [
            &[0x41][..],
            &wide(KEPT),
            &[0x1a, 0x02, 0x40, 0x0b, 0x41],
            &wide(MESSAGE),
            &[0x10],
            &wide(called),
            &[0x0b],
        ];
        let panic = [&[0x10][..], &wide(SHOWS), &[0x0b]];
        let shows = [&[0x41][..], &wide(TABLE), &[0x1a, 0x0b]];
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut kinds = FunctionSection::new();
        let mut code = CodeSection::new();
        for bytes in [mount.concat(), panic.concat(), shows.concat()] {
            kinds.function(0);
            let mut body = Function::new([]);
            body.raw(bytes);
            code.function(&body);
        }
        let mut exports = ExportSection::new();
        exports.export("mount", ExportKind::Func, MOUNT.into());
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(0), *b"keptsaidrows");
        let mut symbols = SymbolTable::new();
        for index in [MOUNT, PANIC, SHOWS] {
            symbols.function(0, index.into(), Some("a function"));
        }
        for offset in [KEPT, MESSAGE, TABLE] {
            let place = DataSymbolDefinition {
                index: 0,
                offset: offset.into(),
                size: 4,
            };
            symbols.data(0, "a piece", Some(place));
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        let count = u8::try_from(account.len()).unwrap();
        let account = CustomSection {
            name: "reloc.CODE".into(),
            data: [&[3, count][..], &account.concat()].concat().into(),
        };
        let mut names = NameMap::new();
        names.append(MOUNT.into(), "mount");
        names.append(PANIC.into(), "_ZN4core9panicking5panic17h0123456789abcdefE");
        names.append(SHOWS.into(), "core::unicode::is_printable");
        let mut named = NameSection::new();
        named.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&kinds)
            .section(&exports)
            .section(&code)
            .section(&data)
            .section(&linking)
            .section(&account)
            .section(&named);
        module.finish()
    }

    #[test]
    fn what_only_the_words_of_a_panic_need_can_go() {
        let unreached = unreached(&linked(PANIC, &ACCOUNT)).unwrap();
        assert_eq!(unreached.data, [4..8, 8..12]);
        let functions: Vec<_> = unreached.functions.into_iter().collect();
        let panic = "core::panicking::panic::h0123456789abcdef";
        assert_eq!(functions, [panic, "core::unicode::is_printable"]);
    }

    #[test]
    fn what_is_handed_to_another_function_stays() {
        let mut account = ACCOUNT;
        account[2] = &[0, 20, 2];
        let unreached = unreached(&linked(SHOWS, &account)).unwrap();
        assert_eq!(unreached.data, []);
    }

    #[test]
    fn whether_there_is_an_account_can_be_told() {
        use crate::site::linked::has_account;
        assert!(has_account(&linked(PANIC, &ACCOUNT)).unwrap());
        assert!(!has_account(&Module::new().finish()).unwrap());
    }

    #[test]
    fn an_account_of_another_module_is_an_error_and_none_at_all_is_one() {
        assert!(unreached(&linked(SHOWS, &ACCOUNT)).is_err());
        assert!(unreached(&linked(PANIC, &[])).is_err());
    }
}
