//! What stands between the loader and the widget's WASM, written by hand: the wrapper after which
//! nothing of a program that has trapped runs again, and what of the panel can wait for the touch.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::checkout::Checkout;
use crate::files;

/// Where it is written.
const SOURCE: &str = "widget/loader/frame.js";

/// And what is drawn of the first screen before there is a program.
const EARLY: &str = "widget/loader/early.js";

/// How wasm-bindgen's glue takes the exports, and how it takes them from then on.
const TAKEN: &str = "wasm = instance.exports;";
const GUARDED: &str = "wasm = guarded(instance.exports);";

/// Puts it into the glue at `entry`.
pub(super) fn put(checkout: &Checkout, entry: &Path) -> Result<()> {
    let glue = text(entry)?;
    ensure!(
        glue.matches(TAKEN).count() == 1,
        "wasm-bindgen's glue does not say {TAKEN:?} once, where {SOURCE} has its place"
    );
    let mut guarded = glue.replace(TAKEN, GUARDED);
    for source in [SOURCE, EARLY] {
        guarded += &text(&checkout.path(source))?;
    }
    Ok(std::fs::write(entry, guarded)?)
}

fn text(path: &Path) -> Result<String> {
    Ok(String::from_utf8(files::read(path)?)?)
}
