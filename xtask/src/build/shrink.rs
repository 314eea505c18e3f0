//! esbuild, over scripts and style sheets.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::{capture, shown};
use crate::setup::Node;

/// The oldest browsers that get the whole chat: those of the spring of 2023.
const FLOOR: &str = "--target=es2022,chrome112,firefox112,safari16.4";

/// What the loader may use: older browsers run it too, since it shows them the contact details.
const LOADER_FLOOR: &str = "--target=es2018";

/// The glue of a program and the snippets it imports, as one module with the same exports.
pub(super) fn module(node: &Node, entry: &Path) -> Result<Vec<u8>> {
    let mut command = node.esbuild();
    command.arg(entry).args([
        "--bundle",
        "--format=esm",
        "--minify",
        "--legal-comments=none",
        "--log-level=warning",
        FLOOR,
    ]);
    let script = capture(&mut command)?;
    if !String::from_utf8_lossy(&script).contains(" as default") {
        bail!("the shrunk glue has lost its default export, the function that starts the WASM");
    }
    Ok(script)
}

/// A style sheet.
pub(super) fn style(node: &Node, source: &str) -> Result<Vec<u8>> {
    let mut command = node.esbuild();
    command.args(["--loader=css", "--minify", "--legal-comments=none", FLOOR]);
    through(command, source)
}

/// A small module that imports nothing by itself.
pub(super) fn starter(node: &Node, source: &str) -> Result<Vec<u8>> {
    let mut command = node.esbuild();
    command.args([
        "--loader=js",
        "--format=esm",
        "--minify",
        "--legal-comments=none",
        FLOOR,
    ]);
    through(command, source)
}

/// A classic script.
pub(super) fn script(node: &Node, source: &str) -> Result<Vec<u8>> {
    let mut command = node.esbuild();
    command.args([
        "--loader=js",
        "--minify",
        "--legal-comments=none",
        LOADER_FLOOR,
    ]);
    through(command, source)
}

fn through(mut command: Command, source: &str) -> Result<Vec<u8>> {
    let name = shown(&command);
    let mut child = command
        .arg("--log-level=warning")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} does not start"))?;
    // esbuild reads to the end before it writes, so this can't stand still.
    if let Some(mut input) = child.stdin.take() {
        input.write_all(source.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("{name} failed ({})", output.status);
    }
    Ok(output.stdout)
}
