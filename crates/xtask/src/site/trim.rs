//! Takes out of a bundle what nobody can reach or hear: what words panics, what only that needed, and the classes of leptos'
//! streams, which wasm-bindgen exports whether anybody uses them or not. Measured: 8 KB of each bundle.

use std::collections::BTreeMap;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, ExportSection, Function};
use wasmparser::{CustomSectionReader, Export, FunctionBody};

use super::names::{Cut, Functions};
use super::reach::Unreached;
use super::rewrite::rewrite;

/// How the classes of streams begin; nothing of ours is called so.
pub const UNUSED_CLASS: &str = "IntoUnderlying";
/// What the program exports for them.
pub const UNUSED_EXPORT: &str = "intounderlying";

/// How the linker calls its account of what points at what, which wasm-bindgen hands on though it holds no more.
const ACCOUNT: [&str; 2] = ["linking", "reloc."];

/// `module` without them. It has to have names for its functions, as it has before wasm-opt.
///
/// # Errors
/// When it is no module.
pub fn trim(module: &[u8], unreached: &Unreached) -> Result<Vec<u8>> {
    let functions = Functions::of(module)?;
    let mut cuts = functions.cuts();
    let own = functions.names.range(functions.imported..);
    let free = own.filter(|(_, name)| unreached.functions.contains(*name));
    for (index, _) in free {
        cuts.entry(*index).or_insert(Cut::Trap);
    }
    let mut trim = Trim {
        next: functions.imported,
        cuts,
    };
    rewrite(module, &mut trim)
}

impl Cut {
    fn body(self) -> Function {
        let mut body = Function::new([]);
        match self {
            Self::Trap => body.instructions().unreachable().end(),
            Self::Silence => body.instructions().i32_const(0).end(),
        };
        body
    }
}

struct Trim {
    /// The function whose body comes next.
    next: u32,
    cuts: BTreeMap<u32, Cut>,
}

impl Reencode for Trim {
    type Error = std::convert::Infallible;

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if export.name.contains(UNUSED_EXPORT) {
            return Ok(());
        }
        utils::parse_export(self, exports, export)
    }

    fn parse_custom_section(
        &mut self,
        module: &mut wasm_encoder::Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if ACCOUNT.iter().any(|part| section.name().starts_with(part)) {
            return Ok(());
        }
        utils::parse_custom_section(self, module, section)
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let cut = self.cuts.get(&self.next);
        self.next += 1;
        match cut {
            Some(cut) => {
                code.function(&cut.body());
                Ok(())
            }
            None => utils::parse_function_body(self, code, body),
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, FunctionSection, ImportSection, Module, NameMap, NameSection,
        TypeSection, ValType,
    };

    use super::*;

    const NO_ANSWER: u32 = 0;
    const NUMBER: u32 = 1;

    /// A module with one import and these functions: a name, a type, whether its body is the one that is cut.
    fn module(functions: &[(&str, u32, Option<Cut>)], exports: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("glue", "now", EntityType::Function(NUMBER));
        let mut kinds = FunctionSection::new();
        let mut code = CodeSection::new();
        let mut names = NameMap::new();
        names.append(0, "core::panicking::imported");
        for (index, (name, kind, cut)) in (1..).zip(functions) {
            kinds.function(*kind);
            names.append(index, name);
            let mut long = Function::new([]);
            match *kind {
                NO_ANSWER => long.instructions().call(0).drop().end(),
                _ => long.instructions().call(0).end(),
            };
            code.function(&cut.map_or(long, Cut::body));
        }
        let mut exported = ExportSection::new();
        for name in exports {
            exported.export(name, ExportKind::Func, 1);
        }
        let mut named = NameSection::new();
        named.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&kinds)
            .section(&exported)
            .section(&code)
            .section(&named);
        module.finish()
    }

    #[test]
    fn what_words_a_panic_traps_at_once_and_what_shows_values_in_it_is_silent() {
        let functions = |trap, silence| {
            [
                ("mount", NO_ANSWER, None),
                (
                    "core[c5930c85a12de822]::panicking::panic_fmt",
                    NO_ANSWER,
                    trap,
                ),
                (
                    "core::option::expect_failed::h0123456789abcdef",
                    NO_ANSWER,
                    trap,
                ),
                (
                    "<str as core[c5930c85a12de822]::fmt::Debug>::fmt.12",
                    NUMBER,
                    silence,
                ),
            ]
        };
        let trimmed = trim(
            &module(&functions(None, None), &["mount"]),
            &Unreached::default(),
        )
        .unwrap();
        let wanted = functions(Some(Cut::Trap), Some(Cut::Silence));
        assert_eq!(trimmed, module(&wanted, &["mount"]));
    }

    #[test]
    fn what_only_has_such_a_name_or_such_an_answer_stays() {
        let functions = [
            ("core::panicking::count", NUMBER, None),
            ("<str as core::fmt::Debug>::fmt", NO_ANSWER, None),
            ("<str as core::fmt::Display>::fmt", NUMBER, None),
            ("ours::core::panicking::panic_fmt", NO_ANSWER, None),
            (
                "std::panicking::panic_count::is_zero_slow_path",
                NUMBER,
                None,
            ),
        ];
        let before = module(&functions, &["memory"]);
        assert_eq!(trim(&before, &Unreached::default()).unwrap(), before);
    }

    #[test]
    fn what_nothing_reaches_is_a_trap_too() {
        let functions = |cut| [("mount", NO_ANSWER, None), ("is_printable", NUMBER, cut)];
        let unreached = Unreached {
            functions: ["is_printable".to_owned()].into(),
            data: Vec::new(),
        };
        let trimmed = trim(&module(&functions(None), &["mount"]), &unreached).unwrap();
        assert_eq!(trimmed, module(&functions(Some(Cut::Trap)), &["mount"]));
    }

    #[test]
    fn classes_that_nobody_uses_are_no_exports_any_more() {
        let functions = [("mount", NO_ANSWER, None)];
        let before = [
            "memory",
            "__wbg_intounderlyingsink_free",
            "mount",
            "intounderlyingsource_pull",
        ];
        let after = trim(&module(&functions, &before), &Unreached::default()).unwrap();
        assert_eq!(after, module(&functions, &["memory", "mount"]));
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(trim(b"not a module, though long enough", &Unreached::default()).is_err());
    }
}
