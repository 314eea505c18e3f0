//! The pinned toolchain's WASM target, and the sources of the standard library, which the release
//! build compiles for size.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{debian, tell};
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

/// What compiles widget and desk.
pub(crate) enum Compiler {
    /// The pinned toolchain, with its parts.
    Pinned,
    /// Debian's, where rustup can't fetch those parts. It is newer than the pinned one, and comes
    /// with its sources but without a linker for WASM.
    Debian {
        /// The pinned toolchain's linker.
        linker: PathBuf,
    },
}

/// Debian's compiler.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Its packages.
const DEBIAN_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// The sources that come with it.
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/Cargo.lock";

impl Compiler {
    /// Tells cargo of it.
    pub(crate) fn compile_with(&self, cargo: &mut Command) {
        if let Self::Debian { linker } = self {
            cargo
                .env("RUSTC", DEBIAN_RUSTC)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
    }

    /// What hashes of inputs know it by.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::Debian { .. } => "debian",
        }
    }
}

/// Makes sure both parts are there, asking rustup for what is not, then Debian for a compiler that
/// has them.
pub(super) fn ensure(checkout: &Checkout) -> Result<Compiler> {
    let rustc = |words: &[&str]| -> Result<String> {
        let mut command = Command::new("rustc");
        command.args(words).current_dir(&checkout.root);
        Ok(String::from_utf8(capture(&mut command)?)?)
    };
    let sysroot = PathBuf::from(rustc(&["--print", "sysroot"])?.trim());
    let channel = channel(&files::read(&checkout.path("rust-toolchain.toml"))?)?;
    let missing = PARTS
        .iter()
        .filter(|part| !sysroot.join(part.proof).exists());
    for part in missing {
        let Err(error) = add(part, &channel) else {
            continue;
        };
        let host = rustc(&["--print", "host-tuple"])?;
        let linker = sysroot
            .join("lib/rustlib")
            .join(host.trim())
            .join("bin/rust-lld");
        return from_debian(linker)
            .with_context(|| format!("{error:#}\nnor does Debian's compiler"));
    }
    Ok(Compiler::Pinned)
}

fn from_debian(linker: PathBuf) -> Result<Compiler> {
    if !linker.exists() {
        bail!("the pinned toolchain has no rust-lld, which would link for it");
    }
    if !Path::new(DEBIAN_SOURCES).exists() || !Path::new(DEBIAN_RUSTC).exists() {
        debian::install("a compiler for WASM", &DEBIAN_PACKAGES)?;
    }
    tell(&format!(
        "widget and desk: compiled by Debian's {DEBIAN_RUSTC}"
    ));
    Ok(Compiler::Debian { linker })
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
