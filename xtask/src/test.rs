//! `cargo xtask test`: everything a change must pass, in the order in which it fails soonest.
//!
//! `test` alone runs all parts; words narrow it: `test unit`, `test e2e resident_`, `test fmt lint`.
//! Browser stories run on the bytes that are handed out, so `e2e` brings `build` with it.

mod choice;
mod count;
mod part;
mod plan;

use anyhow::{Result, bail};
use clap::Args;

use self::count::Count;
use self::part::Workshop;
use self::plan::Plan;
use crate::checkout::Checkout;
use crate::progress::{Row, Steps, Stopwatch, Went, seconds};
use crate::setup::{self, Engine};
use crate::table::lay_out;

/// What `test` is told.
#[derive(Args)]
pub(crate) struct Options {
    /// Parts (fmt, lint, unit, build, e2e, size, tidy), then words of which a test's name must
    /// hold one.
    words: Vec<String>,
    /// What is long as well: every resident's story in all three browsers.
    #[arg(long)]
    all: bool,
    /// The one browser that stories run in. Without it all run in Chromium, and the main ones also
    /// in Firefox and WebKit.
    #[arg(long)]
    browser: Option<Engine>,
    /// Go on after a part has failed.
    #[arg(long)]
    keep_going: bool,
}

/// Runs the parts asked for; fails when one of them does.
pub(crate) fn run(checkout: &Checkout, options: &Options) -> Result<()> {
    let plan = Plan::from_words(&options.words, options.browser, options.all);
    let whole = Stopwatch::start();
    let workshop = Workshop {
        checkout,
        tools: setup::for_build(checkout)?,
        browsers: plan
            .engines()
            .map(setup::for_stories)
            .collect::<Result<_>>()?,
        chosen: options.browser.is_some(),
        filters: &plan.filters,
        all: options.all,
    };
    let mut steps = Steps::new("test", plan.parts.len());
    let mut counts = Vec::new();
    for part in &plan.parts {
        let result = steps.take(part.title(), || workshop.run(*part));
        counts.push(*result.as_ref().unwrap_or(&None));
        if let Err(error) = result {
            eprintln!("\n{error:#}\n");
            if !options.keep_going {
                break;
            }
        }
    }
    println!("\n{}", summary(steps.rows(), &counts));
    println!("in all {}", seconds(whole.elapsed()));
    verdict(&plan, steps.rows(), &counts)
}

fn verdict(plan: &Plan, rows: &[Row], counts: &[Option<Count>]) -> Result<()> {
    let failed: Vec<&str> = rows
        .iter()
        .filter(|row| row.went == Went::Badly)
        .map(|row| row.what.as_str())
        .collect();
    if !failed.is_empty() {
        let skipped = plan.parts.len() - rows.len();
        let rest = if skipped > 0 {
            format!(" ({skipped} parts after it did not run; --keep-going runs them)")
        } else {
            String::new()
        };
        bail!("failed: {}{rest}", failed.join(", "));
    }
    let mut ran = counts.iter().flatten().map(Count::ran).peekable();
    if ran.peek().is_some() && ran.sum::<usize>() == 0 {
        bail!("no test has {} in its name", plan.filters.join(" or "));
    }
    Ok(())
}

fn summary(rows: &[Row], counts: &[Option<Count>]) -> String {
    let mut table = vec![
        ["part", "went", "passed", "failed", "skipped", "took"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (row, count) in rows.iter().zip(counts) {
        let went = match row.went {
            Went::Well => "well",
            Went::Unneeded => "unchanged",
            Went::Badly => "BADLY",
        };
        let mut line = vec![row.what.clone(), went.to_owned()];
        line.extend(match count {
            Some(count) => [count.passed, count.failed, count.ignored].map(|n| n.to_string()),
            None => [const { String::new() }; 3],
        });
        line.push(seconds(row.took));
        table.push(line);
    }
    lay_out(&table)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn row(went: Went) -> Row {
        Row {
            what: "lints".to_owned(),
            took: Duration::from_secs(2),
            went,
        }
    }

    #[test]
    fn one_failed_part_fails_the_whole() {
        let plan = Plan::from_words(&[], None, false);
        let error = verdict(&plan, &[row(Went::Well), row(Went::Badly)], &[None, None])
            .expect_err("a part failed");
        assert!(error.to_string().contains("7 parts after it"), "{error}");
    }

    #[test]
    fn a_filter_that_nothing_matches_fails() {
        let plan = Plan::from_words(&["no_such_story".to_owned()], None, false);
        let none = Some(Count::default());
        let error = verdict(&plan, &[row(Went::Well)], &[none]).expect_err("nothing ran");
        assert!(error.to_string().contains("no_such_story"), "{error}");
        let one = Some(Count {
            passed: 1,
            ..Count::default()
        });
        assert!(verdict(&plan, &[row(Went::Well)], &[none, one]).is_ok());
    }

    #[test]
    fn the_summary_has_a_line_for_each_part() {
        let one = Some(Count {
            passed: 12,
            ..Count::default()
        });
        let text = summary(&[row(Went::Well), row(Went::Badly)], &[one, None]);
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.contains("BADLY"), "{text}");
        assert!(text.contains("12"), "{text}");
    }
}
