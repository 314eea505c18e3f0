//! Tells whether a program must be made again.

use anyhow::Result;

use super::mode::{Mode, SIZE_ARGUMENTS, SIZE_RUSTFLAGS};
use super::part::App;
use crate::checkout::Checkout;
use crate::files;
use crate::setup::Compiler;

/// Folders beside the program's own that end up in it, the recipe included.
const FOLDERS: [&str; 3] = ["client", "shared", "xtask/src/build"];

/// Files that decide what the folders become.
const FILES: [&str; 4] = [
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    "xtask/tools/package-lock.json",
];

/// A hash over everything that a program is made from.
pub(super) fn fingerprint(
    checkout: &Checkout,
    compiler: &Compiler,
    mode: Mode,
    app: App,
) -> Result<String> {
    let mut paths = files::under(&checkout.path(app.name()))?;
    for folder in FOLDERS {
        paths.extend(files::under(&checkout.path(folder))?);
    }
    paths.extend(FILES.iter().map(|file| checkout.path(file)));
    let mut contents = vec![
        ("mode".to_owned(), mode.name().as_bytes().to_vec()),
        ("compiler".to_owned(), compiler.name().as_bytes().to_vec()),
        ("flags".to_owned(), SIZE_RUSTFLAGS.as_bytes().to_vec()),
        ("arguments".to_owned(), SIZE_ARGUMENTS.concat().into_bytes()),
    ];
    for path in paths {
        let name = path.strip_prefix(&checkout.root).unwrap_or(&path);
        contents.push((name.to_string_lossy().into_owned(), files::read(&path)?));
    }
    Ok(files::hash_of(
        contents
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    ))
}
