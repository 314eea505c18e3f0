//! Long work says where it is: `[build 3/7] widget: shrinking …`, then the seconds it took.

use std::time::Duration;

use anyhow::Result;

/// The steps of one verb.
pub(crate) struct Steps {
    of: &'static str,
    total: usize,
    rows: Vec<Row>,
}

/// One step that has been taken.
pub(crate) struct Row {
    /// What it was.
    pub(crate) what: String,
    /// How long it took.
    pub(crate) took: Duration,
    /// How it went.
    pub(crate) went: Went,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Went {
    /// It did what it should.
    Well,
    /// It had nothing to do: its inputs are the same as last time.
    Unneeded,
    /// It failed.
    Badly,
}

impl Steps {
    /// Steps of the verb `of`, of which there will be `total`.
    pub(crate) fn new(of: &'static str, total: usize) -> Self {
        let rows = Vec::new();
        Self { of, total, rows }
    }

    /// Takes a step, telling before and after.
    pub(crate) fn take<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let mark = self.mark();
        println!("{mark} {what} …");
        let stopwatch = Stopwatch::start();
        let result = work();
        let took = stopwatch.elapsed();
        let went = if result.is_ok() {
            Went::Well
        } else {
            Went::Badly
        };
        let word = if result.is_ok() {
            "done in"
        } else {
            "FAILED after"
        };
        println!("{mark} {what}: {word} {}", seconds(took));
        self.keep(what, took, went);
        result
    }

    /// Passes over a step whose inputs have not changed.
    pub(crate) fn pass(&mut self, what: &str) {
        println!("{} {what}: unchanged", self.mark());
        self.keep(what, Duration::ZERO, Went::Unneeded);
    }

    /// The steps taken so far.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn mark(&self) -> String {
        format!("[{} {}/{}]", self.of, self.rows.len() + 1, self.total)
    }

    fn keep(&mut self, what: &str, took: Duration, went: Went) {
        let what = what.to_owned();
        self.rows.push(Row { what, took, went });
    }
}

/// A length of time, to a tenth of a second.
pub(crate) fn seconds(length: Duration) -> String {
    format!("{:.1} s", length.as_secs_f64())
}

/// Measures how long the builder's own work takes.
pub(crate) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the builder measures itself; the product's one clock is the relay's"
    )]
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn each_step_is_remembered_with_how_it_went() {
        let mut steps = Steps::new("test", 3);
        steps.take("one", || Ok(())).expect("it does nothing");
        steps.pass("two");
        let failed: Result<()> = steps.take("three", || bail!("no"));
        assert!(failed.is_err());
        let went: Vec<_> = steps.rows().iter().map(|row| row.went).collect();
        assert_eq!(went, [Went::Well, Went::Unneeded, Went::Badly]);
    }

    #[test]
    fn seconds_have_one_decimal() {
        assert_eq!(seconds(Duration::from_millis(61_240)), "61.2 s");
    }
}
