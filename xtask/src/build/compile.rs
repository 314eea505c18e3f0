//! Cargo, for the browser.

use anyhow::Result;

use super::mode::{Mode, SIZE_ARGUMENTS, SIZE_RUSTFLAGS};
use super::part::App;
use crate::checkout::Checkout;
use crate::command;
use crate::setup::Compiler;

/// Compiles both programs, in one go so that what they share is compiled once.
pub(super) fn both(checkout: &Checkout, compiler: &Compiler, mode: Mode) -> Result<()> {
    let mut cargo = command::cargo(checkout);
    cargo.args(["build", "--target", "wasm32-unknown-unknown"]);
    for app in App::ALL {
        cargo.args(["--package", app.package()]);
    }
    match mode {
        // The stable compiler of the pinned version is asked for what it would call unstable:
        // it saves a seventh of the WASM, and the pin keeps it from changing under us.
        Mode::Release => cargo
            .args(SIZE_ARGUMENTS)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", SIZE_RUSTFLAGS),
        Mode::Quick => cargo.arg("--release"),
    };
    compiler.compile_with(&mut cargo);
    command::run(&mut cargo)
}
