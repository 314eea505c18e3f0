//! How each part of the suite is run.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::count::{self, Count};
use super::plan::Part;
use crate::checkout::Checkout;
use crate::command::{cargo, run};
use crate::setup::{Browser, Compiler, Tools};
use crate::{build, size, tidy};

/// Crates that run on the machine itself.
const NATIVE: [&str; 4] = ["juttu-shared", "juttu-relay", "juttu-e2e", "xtask"];

/// Crates that run in the browser. Their pure parts are tested on the machine.
const BROWSER: [&str; 3] = ["juttu-client", "juttu-widget", "juttu-desk"];

/// Crates whose tests need no browser.
const UNIT: [&str; 6] = [
    "juttu-shared",
    "juttu-client",
    "juttu-widget",
    "juttu-desk",
    "xtask",
    "juttu-relay",
];

/// What the parts work with.
pub(super) struct Workshop<'a> {
    /// Where.
    pub(super) checkout: &'a Checkout,
    /// Compiler and tools.
    pub(super) tools: Tools,
    /// The browser, when stories are among the parts.
    pub(super) browser: Option<Browser>,
    /// Its name.
    pub(super) engine: &'a str,
    /// Which tests, by a piece of their name.
    pub(super) filters: &'a [String],
    /// Whether what is long runs too.
    pub(super) all: bool,
}

impl Workshop<'_> {
    /// Runs one part; counts what it counts.
    pub(super) fn run(&self, part: Part) -> Result<Option<Count>> {
        let checkout = self.checkout;
        match part {
            Part::Fmt => run(cargo(checkout).args(["fmt", "--all", "--check"])).map(|()| None),
            Part::Lint => self.lint().map(|()| None),
            Part::Unit => self.unit().map(Some),
            Part::Build => build::everything(checkout, false).map(|_| None),
            Part::E2e => self.stories().map(Some),
            Part::Size => size::run(checkout).map(|()| None),
            Part::Tidy => tidy::run(checkout).map(|()| None),
        }
    }

    fn lint(&self) -> Result<()> {
        // Tests run natively, those of the browser crates too.
        run(&mut self.clippy(&[&NATIVE[..], &BROWSER].concat(), &["--all-targets"]))?;
        match self.tools.compiler {
            Compiler::Pinned => {
                run(&mut self.clippy(&BROWSER, &["--target", "wasm32-unknown-unknown"]))
            }
            // Clippy knows its own toolchain alone, and that one lacks the target.
            Compiler::Debian { .. } => Ok(()),
        }
    }

    fn clippy(&self, packages: &[&str], more: &[&str]) -> Command {
        let mut command = cargo(self.checkout);
        command.arg("clippy").args(more);
        for package in packages {
            command.args(["--package", package]);
        }
        command.args(["--", "-D", "warnings"]);
        command
    }

    fn unit(&self) -> Result<Count> {
        let mut command = self.cargo_test(&UNIT);
        self.narrow(&mut command);
        let count = count::run(&mut command)?;
        self.refuse_nothing(count, "test")
    }

    fn stories(&self) -> Result<Count> {
        let browser = self.browser.as_ref().context("no browser was asked for")?;
        let mut command = self.cargo_test(&["juttu-e2e"]);
        self.narrow(&mut command);
        command
            .env("JUTTU_RELAY", build::Mode::Release.relay(self.checkout))
            .env("JUTTU_AXE", self.tools.node.axe())
            .env("JUTTU_BROWSER", self.engine)
            .env("JUTTU_CHROMIUM", &browser.chromium)
            .env("JUTTU_CHROMEDRIVER", &browser.chromedriver);
        if self.all {
            command.env("JUTTU_ALL", "1");
        }
        let count = count::run(&mut command)?;
        self.refuse_nothing(count, "story")
    }

    fn cargo_test(&self, packages: &[&str]) -> Command {
        let mut command = cargo(self.checkout);
        command.args(["test", "--no-fail-fast"]);
        for package in packages {
            command.args(["--package", package]);
        }
        command
    }

    fn narrow(&self, command: &mut Command) {
        command.arg("--").args(self.filters);
        if self.all {
            command.arg("--include-ignored");
        }
    }

    /// A suite that ran nothing has shown nothing.
    fn refuse_nothing(&self, count: Count, what: &str) -> Result<Count> {
        if self.filters.is_empty() && count.ran() == 0 {
            bail!("not one {what} ran");
        }
        Ok(count)
    }
}
