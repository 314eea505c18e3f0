//! The one wrapper between JavaScript and the widget's WASM: after a trap nothing of the broken
//! program runs again, and the loader gives way to the contact details.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::checkout::Checkout;
use crate::files;

/// Where the wrapper is written.
const SOURCE: &str = "widget/loader/guard.js";

/// How wasm-bindgen's glue takes the exports, and how it takes them from then on.
const TAKEN: &str = "wasm = instance.exports;";
const GUARDED: &str = "wasm = guarded(instance.exports);";

/// Puts the wrapper into the glue at `entry`.
pub(super) fn put(checkout: &Checkout, entry: &Path) -> Result<()> {
    let glue = text(entry)?;
    ensure!(
        glue.matches(TAKEN).count() == 1,
        "wasm-bindgen's glue does not say {TAKEN:?} once, where {SOURCE} has its place"
    );
    let guarded = glue.replace(TAKEN, GUARDED) + &text(&checkout.path(SOURCE))?;
    Ok(std::fs::write(entry, guarded)?)
}

fn text(path: &Path) -> Result<String> {
    Ok(String::from_utf8(files::read(path)?)?)
}
