//! The pinned toolchain's WASM target, and the sources of the standard library, which the release
//! build compiles for size.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::tell;
use crate::checkout::Checkout;
use crate::command::{capture, find, shown};
use crate::files;

/// Something of the toolchain's that rustup adds.
struct Part {
    /// What it is, in words.
    what: &'static str,
    /// A file under the toolchain's root that is there when it is.
    proof: &'static str,
    /// How rustup is asked for it.
    verb: [&'static str; 3],
}

const PARTS: [Part; 2] = [
    Part {
        what: "the target wasm32-unknown-unknown",
        proof: "lib/rustlib/wasm32-unknown-unknown/lib",
        verb: ["target", "add", "wasm32-unknown-unknown"],
    },
    Part {
        what: "the sources of the standard library",
        proof: "lib/rustlib/src/rust/library/Cargo.lock",
        verb: ["component", "add", "rust-src"],
    },
];

/// Makes sure both parts are there, asking rustup for what is not.
pub(super) fn ensure(checkout: &Checkout) -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "sysroot"]).current_dir(&checkout.root);
    let root = String::from_utf8(capture(&mut ask)?)?;
    let channel = channel(&files::read(&checkout.path("rust-toolchain.toml"))?)?;
    for part in &PARTS {
        if !Path::new(root.trim()).join(part.proof).exists() {
            add(part, &channel)?;
        }
    }
    Ok(())
}

fn add(part: &Part, channel: &str) -> Result<()> {
    let mut command = Command::new("rustup");
    command.args(part.verb).args(["--toolchain", channel]);
    let line = shown(&command);
    if find(&["rustup"]).is_none() {
        bail!(
            "{} is missing, and rustup, which would add it: {line}",
            part.what
        );
    }
    tell(&format!("{}: {line}", part.what));
    capture(&mut command)
        .map(drop)
        .with_context(|| format!("{} is missing: {line}", part.what))
}

/// The exact version that `rust-toolchain.toml` pins.
fn channel(file: &[u8]) -> Result<String> {
    let table: toml::Table = toml::from_str(std::str::from_utf8(file)?)?;
    table
        .get("toolchain")
        .and_then(|toolchain| toolchain.get("channel"))
        .and_then(|channel| channel.as_str())
        .map(str::to_owned)
        .context("rust-toolchain.toml names no toolchain.channel")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_version_is_read() {
        let file = b"# why\n[toolchain]\nchannel = \"1.95.0\"\n";
        assert_eq!(channel(file).expect("it names one"), "1.95.0");
        assert!(channel(b"[toolchain]\n").is_err());
    }
}
