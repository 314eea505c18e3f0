//! How each part of the suite is run.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::choice::Choice;
use super::count::{self, Count};
use super::plan::Part;
use crate::checkout::Checkout;
use crate::command::{cargo, run};
use crate::setup::{Browser, Compiler, Engine, Tools};
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
    /// The browsers of the stories among the parts.
    pub(super) browsers: Vec<Browser>,
    /// Whether one was named, and no other.
    pub(super) chosen: bool,
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
            Part::Stories(engine) => self.stories(engine).map(Some),
            Part::Size => size::run(checkout, false).map(|()| None),
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

    fn stories(&self, engine: Engine) -> Result<Count> {
        let mut browsers = self.browsers.iter();
        let browser = browsers.find(|browser| browser.engine() == engine);
        let choice = Choice::of(engine, self.filters, self.chosen, self.all);
        let mut command = self.cargo_test(&["juttu-e2e"]);
        command
            .arg("--")
            .args(choice.words())
            .env("JUTTU_RELAY", build::Mode::Release.relay(self.checkout))
            .env("JUTTU_AXE", self.tools.node.axe())
            .env("JUTTU_NODE_MODULES", self.tools.node.modules());
        browser
            .context("no browser was asked for")?
            .tell(&mut command);
        if self.all {
            command.arg("--include-ignored").env("JUTTU_ALL", "1");
        }
        for (story, why) in choice.skipped() {
            println!("test [{}] {story} ... skipped: {why}", engine.name());
        }
        let mut count = count::run_named(&mut command, engine.name())?;
        choice.has_run(&count)?;
        count.ignored += choice.skipped().count();
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
