//! A program's files: glue, WASM, style, and what starts it where the page may not.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::guard;
use super::mode::Mode;
use super::part::{self, App, Part};
use super::prune;
use super::shrink;
use crate::checkout::Checkout;
use crate::command::run;
use crate::files;
use crate::setup::Node;

/// What the compiler may have used and wasm-opt must know of: the features that Rust's own target
/// has on by default, all older than the oldest browser that is served.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How wasm-opt makes it small, as it travels: code that is called from one place stays by itself
/// where it is long, since brotli then finds more of the same, 1.8 KB of it in the widget; and no
/// address below 1 KB is used, which is the far end of the stack, so that offsets fold.
const SMALL: [&str; 3] = [
    "-Oz",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=20",
];

/// What is taken off a program that is handed out.
const STRIPPED: [&str; 3] = [
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Makes a program's files out of what cargo left.
pub(super) fn make(checkout: &Checkout, node: &Node, mode: Mode, app: App) -> Result<Part> {
    let folder = part::folder(checkout, mode, "bound").join(app.name());
    fs::remove_dir_all(&folder).ok();
    Bindgen::new()
        .input_path(mode.wasm(checkout).join(app.wasm_file()))
        .out_name(app.name())
        .web(true)?
        .generate_output()
        .and_then(|mut bound| {
            prune::exports(&mut bound);
            bound.emit(&folder)
        })
        .with_context(|| format!("wasm-bindgen can't bind the {}", app.name()))?;
    let bound = bound(checkout, mode, app);
    let wasm = match mode {
        Mode::Release => optimised(node, &bound, &STRIPPED)?,
        Mode::Quick => files::read(&bound)?,
    };
    let entry = folder.join(format!("{}.js", app.name()));
    prune::glue(&entry, &wasm)?;
    if matches!(app, App::Widget) {
        guard::put(checkout, &entry)?;
    }
    let glue = shrink::module(node, &entry)?;
    let style = shrink::style(node, &styles(&checkout.path(app.name()).join("src"))?)?;

    let mut part = Part::default();
    for (extension, bytes) in [("js", glue), ("wasm", wasm), ("css", style)] {
        part.add(&format!("{}.{extension}", app.name()), bytes, mode)?;
    }
    // What starts a program on a page whose policy allows no inline script.
    let boot = checkout.path(app.name()).join("boot.js");
    if boot.exists() {
        let source = String::from_utf8(files::read(&boot)?)?;
        let bytes = shrink::starter(node, &source)?;
        part.add(&format!("{}-boot.js", app.name()), bytes, mode)?;
    }
    Ok(part)
}

/// A program's WASM that is laid out like the one that is handed out, but keeps the names of its
/// functions.
pub(super) fn named(checkout: &Checkout, node: &Node, mode: Mode, app: App) -> Result<Vec<u8>> {
    optimised(node, &bound(checkout, mode, app), &["--debuginfo"])
}

/// Where wasm-bindgen leaves a program's WASM.
fn bound(checkout: &Checkout, mode: Mode, app: App) -> PathBuf {
    part::folder(checkout, mode, "bound")
        .join(app.name())
        .join(format!("{}_bg.wasm", app.name()))
}

fn optimised(node: &Node, bound: &Path, more: &[&str]) -> Result<Vec<u8>> {
    let smaller = bound.with_extension("small.wasm");
    let mut command = node.wasm_opt();
    command
        .args(SMALL)
        .args(more)
        .args(FEATURES)
        .arg(bound)
        .arg("-o")
        .arg(&smaller);
    run(&mut command)?;
    files::read(&smaller)
}

/// All style sheets under a folder, in the order of their paths.
fn styles(folder: &Path) -> Result<String> {
    let mut joined = String::new();
    for path in files::under(folder)? {
        if path.extension().is_some_and(|extension| extension == "css") {
            joined.push_str(&String::from_utf8(files::read(&path)?)?);
            joined.push('\n');
        }
    }
    if joined.is_empty() {
        println!("missing: no style sheet under {}", folder.display());
    }
    Ok(joined)
}
