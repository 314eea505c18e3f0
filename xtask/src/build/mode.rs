//! The two ways to build: for those who use Juttu, and for those who are changing it just now.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use crate::checkout::Checkout;

/// How to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The bytes that are handed out, and that browser stories run on.
    Release,
    /// Sooner there: no standard library of our own, no wasm-opt, light compression.
    Quick,
}

/// Flags of the size build. They depend on the exact toolchain that `rust-toolchain.toml` pins.
pub(super) const SIZE_RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort \
     -Zlocation-detail=none -Zfmt-debug=none";

/// Arguments of the size build: the standard library, too, is compiled for size.
pub(super) const SIZE_ARGUMENTS: [&str; 4] = [
    "--profile",
    "wasm",
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

impl Mode {
    /// The one asked for.
    pub(crate) fn from_quick(quick: bool) -> Self {
        if quick { Self::Quick } else { Self::Release }
    }

    /// Its name in paths.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Quick => "quick",
        }
    }

    /// What compiling the programs is called.
    pub(super) fn compiling(self) -> &'static str {
        match self {
            Self::Release => "widget and desk: compiling for size",
            Self::Quick => "widget and desk: compiling, not for size",
        }
    }

    /// The folder laid out as URLs.
    pub(crate) fn assets(self, checkout: &Checkout) -> PathBuf {
        checkout.target.join(match self {
            Self::Release => "assets",
            Self::Quick => "assets-quick",
        })
    }

    /// Where cargo puts a program's WASM, before wasm-bindgen.
    pub(crate) fn wasm(self, checkout: &Checkout) -> PathBuf {
        let profile = match self {
            Self::Release => "wasm",
            Self::Quick => "release",
        };
        checkout.target.join("wasm32-unknown-unknown").join(profile)
    }

    /// What cargo is told when it compiles the relay.
    pub(super) fn relay_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Release => &["--profile", "dist"],
            Self::Quick => &[],
        }
    }

    /// Where cargo puts the relay.
    pub(crate) fn relay(self, checkout: &Checkout) -> PathBuf {
        let profile = match self {
            Self::Release => "dist",
            Self::Quick => "debug",
        };
        checkout
            .target
            .join(profile)
            .join(format!("juttu-relay{EXE_SUFFIX}"))
    }

    /// Brotli's quality.
    pub(super) fn brotli_quality(self) -> i32 {
        match self {
            Self::Release => 11,
            Self::Quick => 4,
        }
    }
}
