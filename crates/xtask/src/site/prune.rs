//! Takes out of the glue what its program does not need any more: wasm-bindgen wrote it before the program was made small.
//! Measured: 1 KB of the page and of the widget.
//!
//! It reads the glue by the lines that wasm-bindgen writes it in. What stands there otherwise stays.

use std::collections::BTreeSet;

use super::imports::Imports;
use super::trim::UNUSED_CLASS;

/// Nobody starts a program without waiting for it.
const EXPORTS: (&str, &str) = ("export { initSync, ", "export { ");

/// `glue` without what its program, which asks for these `imports`, does not need, and with their new names.
pub fn prune(glue: &str, imports: &Imports) -> String {
    let glue = asked(glue, imports).replace(EXPORTS.0, EXPORTS.1);
    let mut parts: Vec<_> = parts(&glue).into_iter().map(Part::of).collect();
    loop {
        let before = parts.len();
        let needed: Vec<bool> = parts
            .iter()
            .map(|part| part.name.is_none_or(|name| is_mentioned(name, &parts)))
            .collect();
        let mut needed = needed.into_iter();
        parts.retain(|_| needed.next().unwrap_or(true));
        if parts.len() == before {
            return parts.iter().map(|part| part.text).collect();
        }
    }
}

/// How far what the glue hands to the program stands in, and how the last line of each begins.
const ENTRY: &str = "        ";
const ENTRY_END: &str = "        }";

/// What the glue hands to the program, one after the other, without what that does not ask for.
fn asked(glue: &str, imports: &Imports) -> String {
    let mut kept = String::with_capacity(glue.len());
    let mut is_unasked = false;
    for line in glue.split_inclusive('\n') {
        let entry = line
            .strip_prefix(ENTRY)
            .and_then(|entry| entry.split_once(": function("))
            .filter(|(name, _)| name.starts_with("__wb"));
        match entry.map(|(name, rest)| (imports.new_name(name), rest)) {
            Some((Some(new_name), rest)) => kept.extend([ENTRY, new_name, ": function(", rest]),
            Some((None, _)) => is_unasked = true,
            None if is_unasked => is_unasked = !line.starts_with(ENTRY_END),
            None => kept.push_str(line),
        }
    }
    kept
}

/// A declaration or a statement of the glue itself, as it stands there.
struct Part<'a> {
    text: &'a str,
    /// Of what can go if nobody mentions it.
    name: Option<&'a str>,
    words: BTreeSet<&'a str>,
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            name: declared(text),
            words: text.split(|sign| !is_of_word(sign)).collect(),
        }
    }
}

fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$')
}

fn is_mentioned(name: &str, parts: &[Part<'_>]) -> bool {
    let others = parts.iter().filter(|part| part.name != Some(name));
    others.into_iter().any(|part| part.words.contains(name))
}

/// What a part declares; for classes and what is done with them, only those that nobody uses.
fn declared(text: &str) -> Option<&str> {
    let word = |start: &str| {
        let rest = text.strip_prefix(start)?;
        let name = rest.split(|sign| !is_of_word(sign)).next()?;
        // One of several names goes with none of them.
        (!rest[name.len()..].starts_with(',')).then_some(name)
    };
    let plain = ["function ", "async function ", "const ", "let "];
    let class = ["export class ", "if (Symbol.dispose) "];
    let declared = plain.into_iter().find_map(word);
    let of_class = || {
        let name = class.into_iter().find_map(word)?;
        name.starts_with(UNUSED_CLASS).then_some(name)
    };
    declared.or_else(of_class)
}

/// The glue in pieces that begin where a line does.
fn parts(glue: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = glue
        .match_indices('\n')
        .map(|(at, _)| at + 1)
        .filter(|at| {
            let next = glue[*at..].chars().next();
            next.is_some_and(|sign| !sign.is_whitespace() && !matches!(sign, '}' | ')'))
        })
        .collect();
    starts.insert(0, 0);
    starts.push(glue.len());
    starts
        .windows(2)
        .map(|pair| &glue[pair[0]..pair[1]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::imports::tests::module;

    const GLUE: &str = "\
export class IntoUnderlyingSink {
    free() { IntoUnderlyingSinkFinalization.unregister(this); }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
export class Mounted {
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_debug_1: function(arg0) {
            return debugString(arg0);
        },
        __wbg_read_3: function() { return handleError(function (arg0) {
            return { arg0 };
        }, arguments); },
        __wbg_now_2: function() {
            return now();
        },
    };
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
function debugString(val) {
    return debugString(typeText(val));
}
const typeText = (val) => typeof val;
let wasmModule, wasm;
let decoder = new TextDecoder();
decoder.decode();
function now() {
    return performance.now();
}
function initSync(module) {
    return __wbg_get_imports();
}
async function __wbg_init(module) {
    return __wbg_get_imports();
}
export { initSync, __wbg_init as default };
";

    fn imports_of(names: &[&str]) -> Imports {
        Imports::of(&module(names)).unwrap()
    }

    #[test]
    fn what_the_program_does_not_ask_for_goes_with_all_that_only_it_needed() {
        let imports = imports_of(&["__wbg_now_2"]);
        let pruned = "\
export class Mounted {
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        a: function() {
            return now();
        },
    };
}
let wasmModule, wasm;
let decoder = new TextDecoder();
decoder.decode();
function now() {
    return performance.now();
}
async function __wbg_init(module) {
    return __wbg_get_imports();
}
export { __wbg_init as default };
";
        assert_eq!(prune(GLUE, &imports), pruned);
    }

    #[test]
    fn javascript_that_is_written_otherwise_stays_as_it_is() {
        let source =
            "const a = 1;\nexport const b = () => {\n  a;\n};\n\nuse(c);\nfunction c() {\n}\n";
        assert_eq!(prune(source, &imports_of(&[])), source);
    }
}
