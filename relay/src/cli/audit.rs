//! `juttu-relay audit`: verifying the audit log, keeping its heads elsewhere, reporting to one person,
//! and removing what is older than it is kept. May be run beside a running relay.

mod report;
mod user;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Subcommand;
use juttu_shared::texts::Language;

use super::kept::Kept;
use crate::store::audit::chain::{Flaw, Head};
use crate::store::audit::{self, Audit as _, Broken, Purging, Scope, Verdict};

#[derive(Subcommand)]
pub(super) enum Verb {
    /// Say whether every row is as it was written, and which is the first that is not. Fails when one
    /// is not.
    Verify {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
        /// A file of heads that `audit heads` printed before: shows too whether the log was cut off, put
        /// back to an older copy, or written anew.
        #[arg(long)]
        heads: Option<PathBuf>,
    },
    /// Print the last link of each month. Keep them where nobody who can write the database can write.
    Heads {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
    /// Print who has seen what of one person, as a page in HTML to be printed and given out. The personal
    /// identity code is read from standard input. That it was printed, and by which user of this
    /// machine, is written into the log.
    Report {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
        /// The language of the report: fi, sv or en.
        #[arg(long, default_value = "fi", value_parser = language)]
        language: Language,
    },
    /// Remove the months that are older than `audit.keep_years`, and keep their heads.
    Purge {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
}

/// Does it, and says what came of it.
pub(super) async fn run(verb: Verb) -> Result<ExitCode> {
    match verb {
        Verb::Verify { config, heads } => {
            let kept = heads.as_deref().map(read_heads).transpose()?;
            verify(&open(&config)?, kept).await
        }
        Verb::Heads { config } => {
            for head in open(&config)?.store.audit_heads().await? {
                println!("{head}");
            }
            Ok(ExitCode::SUCCESS)
        }
        Verb::Report { config, language } => {
            report::print(&open(&config)?, language).await?;
            Ok(ExitCode::SUCCESS)
        }
        Verb::Purge { config } => purge(&open(&config)?).await,
    }
}

/// What is kept, with a log in it: there is nothing to be said of one that would be made by that.
fn open(config: &Path) -> Result<Kept> {
    let config = super::read_config(Some(config), false)?;
    if !config.database.exists() {
        bail!("there is no database {}", config.database.display());
    }
    Kept::of(config)
}

async fn verify(log: &Kept, kept: Option<Vec<Head>>) -> Result<ExitCode> {
    let store = &log.store;
    let heads = store.audit_heads().await?;
    let is_compared = kept.is_some();
    let keep_years = log.config.audit.keep_years;
    let whole = Scope::Whole(audit::Kept {
        keep_years: Some(keep_years),
        now_ms: log.clock.now_ms(),
    });
    let verdict = store.verify_audit(whole, kept.unwrap_or_default()).await?;
    if let Some(broken) = verdict.broken {
        let words = words(broken, keep_years);
        println!("the audit log does not hold: {words}");
        return Ok(ExitCode::FAILURE);
    }
    println!("the audit log holds; rows: {}", verdict.rows);
    if let (Some(first), Some(last)) = (heads.first(), heads.last()) {
        println!("months: {} to {}", first.segment, last.segment);
    }
    let mut newest_first = heads.iter().rev();
    if let Some(last) = newest_first.find(|head| head.purged_at_ms.is_some()) {
        println!("removed by their time: up to {}", last.segment);
    }
    match is_compared {
        true => println!("{}", compared(&verdict)),
        false => println!(
            "no heads were given: a log that was cut off, put back or written anew as a whole \
             looks the same"
        ),
    }
    Ok(ExitCode::SUCCESS)
}

/// What became of the heads that were kept, those of removed months apart.
fn compared(verdict: &Verdict) -> String {
    let Verdict {
        there,
        removed,
        not_compared,
        ..
    } = *verdict;
    let all = there + removed + not_compared;
    if all == there {
        return format!("heads that were kept: {all}, all of them there");
    }
    let mut said = format!(
        "heads that were kept: {all}; there: {there}; of months that were removed by their time, and \
         as what is left of those: {removed}"
    );
    if not_compared > 0 {
        said += &format!(
            "\nof those from the middle of a removed month, so not to be compared: {not_compared}"
        );
    }
    said
}

async fn purge(log: &Kept) -> Result<ExitCode> {
    let Kept {
        config,
        store,
        clock,
        ..
    } = log;
    let keep_years = config.audit.keep_years;
    let now_ms = clock.now_ms();
    // What was removed by a time that was shorter then keeps nothing from being removed now.
    let whole = Scope::Whole(audit::Kept {
        keep_years: None,
        now_ms,
    });
    let verdict = store.verify_audit(whole, Vec::new()).await?;
    if let Some(broken) = verdict.broken {
        println!(
            "the audit log does not hold: {}; nothing is removed from it",
            words(broken, keep_years)
        );
        return Ok(ExitCode::FAILURE);
    }
    let purging = Purging {
        by: user::name(),
        keep_years,
        now_ms,
    };
    let mut removed = 0_u32;
    while let Some(head) = store.purge_audit(purging.clone()).await? {
        println!("removed: {head}");
        removed += 1;
    }
    println!("months removed: {removed}; kept: {keep_years} years");
    Ok(ExitCode::SUCCESS)
}

/// What is wrong, for whoever runs the relay.
fn words(broken: Broken, keep_years: u32) -> String {
    let Broken {
        segment, number, ..
    } = broken;
    let what = match broken.flaw {
        Flaw::Missing { expected } => format!(
            "is not the next one: number {expected} of the whole log should stand there; rows were \
             removed before it, or put in"
        ),
        Flaw::Unlinked => {
            "does not stand behind the row before it: one of the two was exchanged".to_owned()
        }
        Flaw::Changed => "is not as it was written: something in it was changed".to_owned(),
        Flaw::Misplaced => {
            "stands in another month or under another number than it should".to_owned()
        }
        Flaw::Gone => {
            "was there when the heads were kept, and is there no longer: the log was cut \
                       off, or an older copy of the database was put in its place"
                .to_owned()
        }
        Flaw::Rewritten => {
            "is another one than was there when the heads were kept, or two different \
                            ones are among them: the log was written anew"
                .to_owned()
        }
        Flaw::Early => {
            return format!(
                "the month {segment} was removed before its time: it is to be kept for {keep_years} \
                 years; if that was less when it was removed, verify it with a copy of the \
                 configuration that says so"
            );
        }
        Flaw::Unsaid => {
            return format!(
                "the month {segment} was removed, and no row of the log says so: it was not removed \
                 by `juttu-relay audit purge`, or that row was exchanged"
            );
        }
    };
    format!("row {number} of {segment} {what}")
}

/// Heads as `audit heads` printed them. Empty lines, and those that begin with `#`, may stand between.
fn read_heads(path: &Path) -> Result<Vec<Head>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the heads {} can't be read", path.display()))?;
    let lines = text.lines().enumerate();
    let written = lines.filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    });
    let heads = written.map(|(index, line)| {
        Head::parse(line).ok_or_else(|| {
            anyhow!(
                "line {} of {} is no head; keep the lines as `juttu-relay audit heads` printed them",
                index + 1,
                path.display()
            )
        })
    });
    let heads = heads.collect::<Result<Vec<_>>>()?;
    if heads.is_empty() {
        bail!("there is no head in {}", path.display());
    }
    Ok(heads)
}

fn language(text: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter();
    let mut known = known.filter(|language| language.tag() == text);
    known.next().ok_or_else(|| "write fi, sv or en".to_owned())
}
