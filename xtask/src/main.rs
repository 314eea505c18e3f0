//! The builder. `cargo xtask help` lists its verbs.
//!
//! On a fresh machine each verb first gets what it lacks (see [`setup`]) and says so; what it cannot
//! get it names in one line, with the command that installs it.
//!
//! | verb | does |
//! |---|---|
//! | `run` | builds everything and starts the demo |
//! | `test` | everything a change must pass; `test unit`, `test e2e resident_` and so on are parts of it |
//! | `build` | `target/dist/juttu-relay`, with loader, widget and desk inside |
//! | `size` | bytes of what a browser downloads, held against the budget |
//! | `bench` | the benchmark suite |
//! | `tidy` | the repository checks itself |
//!
//! What goes in and out of each step is in [`build`], what must hold of the tree in [`tidy`].

mod bench;
mod build;
mod checkout;
mod command;
mod files;
mod progress;
mod run;
mod setup;
mod size;
mod table;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::checkout::Checkout;

/// The builder of Juttu.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build everything, start the demo on 127.0.0.1:8080, print its address and logins.
    Run {
        /// Development bytes instead of the ones that are handed out: sooner there, larger.
        #[arg(long)]
        quick: bool,
        /// Passed on to `juttu-relay demo`, such as `--listen 127.0.0.1:0`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Run everything a change must pass, or the parts named.
    Test(test::Options),
    /// Build one binary, `target/dist/juttu-relay`, with loader, widget and desk inside.
    Build {
        /// Development bytes instead: `target/debug/juttu-relay`, without the size flags.
        #[arg(long)]
        quick: bool,
    },
    /// Print bytes of loader, widget and desk; fail past the budget.
    Size {
        /// What the widget's WASM is made of, too.
        #[arg(long)]
        parts: bool,
    },
    /// Run the benchmark suite on the release build; arguments are passed on.
    Bench {
        /// Passed on to the suite.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Check the repository itself.
    Tidy,
    /// Get what build and test need, and nothing else. The other verbs do this themselves.
    Setup,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(arguments.verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(verb: Verb) -> Result<()> {
    let checkout = Checkout::find()?;
    match verb {
        Verb::Run { quick, rest } => run::demo(&checkout, quick, &rest),
        Verb::Test(options) => test::run(&checkout, &options),
        Verb::Build { quick } => build::everything(&checkout, quick).map(drop),
        Verb::Size { parts } => size::run(&checkout, parts),
        Verb::Bench { rest } => bench::run(&checkout, &rest),
        Verb::Tidy => tidy::run(&checkout),
        Verb::Setup => {
            setup::for_build(&checkout)?;
            for engine in setup::Engine::ALL {
                setup::for_stories(engine)?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn verb(line: &str) -> Verb {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        Arguments::try_parse_from(words)
            .expect("it is understood")
            .verb
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_follows_run_and_bench_is_passed_on() {
        let Verb::Run { quick, rest } = verb("run --quick --listen 127.0.0.1:0 --json") else {
            panic!("run is run");
        };
        assert!(quick);
        assert_eq!(rest, ["--listen", "127.0.0.1:0", "--json"]);
        let Verb::Bench { rest } = verb("bench --seconds 5 idle") else {
            panic!("bench is bench");
        };
        assert_eq!(rest, ["--seconds", "5", "idle"]);
    }

    #[test]
    fn test_takes_words_and_options_in_any_order() {
        assert!(matches!(
            verb("test e2e resident_ --keep-going --all"),
            Verb::Test(_)
        ));
        assert!(matches!(
            verb("test --browser chromium unit"),
            Verb::Test(_)
        ));
    }
}
