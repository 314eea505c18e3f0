//! Runs a test runner with its lines visible, and adds up its closing lines.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::shown;

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Passed.
    pub(super) passed: usize,
    /// Failed.
    pub(super) failed: usize,
    /// Not run, because they are marked so.
    pub(super) ignored: usize,
}

impl Count {
    /// How many ran.
    pub(super) fn ran(&self) -> usize {
        self.passed + self.failed
    }

    /// Adds what a closing line says; other lines say nothing.
    fn add(&mut self, line: &str) {
        let Some((_, figures)) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for figure in figures.split(';') {
            let mut words = figure.split_whitespace();
            let number = words.next().and_then(|word| word.parse::<usize>().ok());
            match (number, words.next()) {
                (Some(number), Some("passed")) => self.passed += number,
                (Some(number), Some("failed")) => self.failed += number,
                (Some(number), Some("ignored")) => self.ignored += number,
                _ => {}
            }
        }
    }
}

/// Runs `cargo test`; fails when it does.
pub(super) fn run(command: &mut Command) -> Result<Count> {
    count(command, |line| line)
}

/// As [`run`], with `name` before the name of every test.
pub(super) fn run_named(command: &mut Command, name: &str) -> Result<Count> {
    count(command, |line| named(&line, name))
}

fn named(line: &str, name: &str) -> String {
    match line.strip_prefix("test ") {
        Some(test) if test.contains(" ... ") => format!("test [{name}] {test}"),
        _ => line.to_owned(),
    }
}

fn count(command: &mut Command, show: impl Fn(String) -> String) -> Result<Count> {
    let name = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} does not start"))?;
    let mut count = Count::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            count.add(&line);
            println!("{}", show(line));
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_add_up() {
        let mut count = Count::default();
        count.add("test rules::closed ... ok");
        count.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s");
        count.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        assert_eq!(
            count,
            Count {
                passed: 15,
                failed: 2,
                ignored: 1
            }
        );
        assert_eq!(count.ran(), 17);
    }

    #[test]
    fn a_test_is_shown_with_its_browser() {
        let shown = |line| named(line, "webkit");
        assert_eq!(shown("test a::b ... ok"), "test [webkit] a::b ... ok");
        let closing = "test result: ok. 1 passed; 0 failed";
        assert_eq!(shown(closing), closing);
    }

    #[test]
    fn a_failing_runner_is_a_failure() {
        let script = "echo 'test result: FAILED. 0 passed; 1 failed; 0 ignored'; exit 101";
        assert!(run(Command::new("sh").args(["-c", script])).is_err());
    }
}
