//! Takes out of a program what no page calls. A library that leptos brings along exports the two
//! ends of streams, and what is exported no optimiser may drop; nor does the glue know what the
//! optimiser has dropped.

use std::path::Path;

use anyhow::{Result, ensure};
use walrus::ElementItems;
use wasm_bindgen_cli_support::Output;

use crate::files;

/// What the dead exports have in their names, in small letters, as the glue's classes have.
const DEAD: &str = "intounderlying";

/// What the futures have in their names that only the dead exports begin: the module of those.
const DEAD_FUTURES: &str = "into_underlying";

/// Takes the dead exports off the WASM, so that the optimiser may drop what they reach; and off the
/// table of what is called by address the futures that they alone begin, which it would keep.
pub(super) fn exports(bound: &mut Output) {
    let module = bound.wasm_mut();
    let dead: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(is_dead_future))
        .map(walrus::Function::id)
        .collect();
    for element in module.elements.iter_mut() {
        if let ElementItems::Functions(functions) = &mut element.items
            && let Some(other) = functions.iter().find(|id| !dead.contains(id)).copied()
        {
            for function in functions.iter_mut().filter(|id| dead.contains(id)) {
                // Nobody calls it: any other keeps the table's places.
                *function = other;
            }
        }
    }
    let exports = &mut module.exports;
    let dead: Vec<_> = exports
        .iter()
        .filter(|export| is_dead(&export.name))
        .map(|export| export.id())
        .collect();
    for export in dead {
        exports.delete(export);
    }
}

/// Whether a function drives a future that only a dead export begins. What merely frees one is left
/// alone: the compiler may have made it one with what frees something else.
fn is_dead_future(name: &str) -> bool {
    let promises = name.starts_with("js_sys[") && name.contains("future_to_promise::<");
    let polls = !name.starts_with("core[") && name.contains("poll");
    name.contains(DEAD_FUTURES) && (promises || polls)
}

/// Takes out of the glue at `entry` the classes over the dead exports, and the functions that
/// `wasm` does not import any more.
pub(super) fn glue(entry: &Path, wasm: &[u8]) -> Result<()> {
    let glue = alive(&String::from_utf8(files::read(entry)?)?, wasm);
    ensure!(
        !is_dead(&glue),
        "wasm-bindgen's glue still names an export that is taken off: {DEAD}"
    );
    Ok(std::fs::write(entry, glue)?)
}

/// The glue without what is dead.
fn alive(glue: &str, wasm: &[u8]) -> String {
    let mut kept = String::with_capacity(glue.len());
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        if let Some(end) = end_of_dead(line, wasm) {
            lines.by_ref().find(|line| line.starts_with(end));
        } else if !(line.starts_with("if (Symbol.dispose)") && is_dead(line)) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// If something dead begins with this line, how its last line begins.
fn end_of_dead(line: &str, wasm: &[u8]) -> Option<&'static str> {
    if line.starts_with("export class") && is_dead(line) {
        return Some("}");
    }
    if line.starts_with("const") && line.contains("Finalization =") && is_dead(line) {
        return Some("    : new FinalizationRegistry(");
    }
    // What the WASM imports stands in one object, a function each.
    let (name, _) = line
        .strip_prefix("        __wb")?
        .split_once(": function(")?;
    let is_imported = wasm
        .windows(name.len())
        .any(|piece| piece == name.as_bytes());
    (!is_imported).then_some("        }")
}

fn is_dead(text: &str) -> bool {
    text.to_lowercase().contains(DEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free(0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
export function mount(options) {
    wasm.mount(options);
}
    const import0 = {
        __wbg_abort_1: function(arg0) {
            arg0.abort();
        },
        __wbg_enqueue_2: function() { return handleError(function (arg0) {
            arg0.enqueue();
        }, arguments); },
    };
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
";

    const ALIVE: &str = "\
export function mount(options) {
    wasm.mount(options);
}
    const import0 = {
        __wbg_abort_1: function(arg0) {
            arg0.abort();
        },
    };
";

    #[test]
    fn what_drives_a_dead_future_is_known_and_what_frees_it_is_left() {
        let promise =
            "js_sys[7]::futures::future_to_promise::<into_underlying_sink::X>::{closure#0}";
        assert!(is_dead_future(promise));
        assert!(is_dead_future("<into_underlying_sink::X as Future>::poll"));
        assert!(!is_dead_future(
            "core[1]::ptr::drop_in_place::<into_underlying_sink::X>"
        ));
        assert!(!is_dead_future(
            "js_sys[7]::futures::future_to_promise::<fetch>"
        ));
    }

    #[test]
    fn only_what_is_dead_goes() {
        assert_eq!(alive(GLUE, b"..__wbg_abort_1..mount"), ALIVE);
        assert_eq!(alive(ALIVE, b"..__wbg_abort_1..mount"), ALIVE);
    }
}
