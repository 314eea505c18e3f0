//! axe-core over what is on the screen, by the rules of WCAG 2.2 A and AA.

use std::fmt::Write;

use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::WebDriver;

/// Runs axe, then gives what it found wrong. A page of ours may say what in it is no matter.
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run({ exclude: ['[data-not-looked-at]'] }, { resultTypes: ['violations'], runOnly: { type: 'tag', values: arguments[0] } })
        .then((found) => done({ violations: found.violations.map((violation) => ({
            id: violation.id, help: violation.help,
            nodes: violation.nodes.map((node) => ({
                target: node.target.flat().join(' '), html: node.html.slice(0, 300),
                summary: node.failureSummary || '' })) })),
            looked_at: found.passes.length }),
            (error) => done({ failed: String(error) }));";

const TAGS: &[&str] = &[
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa",
];

#[derive(Deserialize)]
struct Found {
    #[serde(default)]
    violations: Vec<Violation>,
    #[serde(default)]
    looked_at: usize,
    failed: Option<String>,
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    target: String,
    html: String,
    summary: String,
}

/// Fails when axe finds a violation on the page as it stands, naming each.
///
/// # Errors
/// With a readable list of the violations, or when axe could not run.
pub async fn finds_nothing(web: &WebDriver, axe: &str, whose: &str) -> Result<()> {
    web.execute(axe, Vec::new()).await?;
    let answer = web.execute_async(RUN, vec![json!(TAGS)]).await?;
    let found: Found = answer.convert()?;
    if let Some(why) = found.failed {
        bail!("axe could not look at {whose}'s page: {why}");
    }
    if found.looked_at == 0 {
        bail!("axe found no rule that applies to {whose}'s page: it cannot have looked at it");
    }
    if found.violations.is_empty() {
        return Ok(());
    }
    let mut list = format!("axe on {whose}'s page:");
    for violation in found.violations {
        let _ = write!(list, "\n- {}: {}", violation.id, violation.help);
        for node in violation.nodes {
            let _ = write!(
                list,
                "\n    at {}\n       {}\n       {}",
                node.target,
                node.html,
                node.summary.replace('\n', " ")
            );
        }
    }
    bail!(list)
}
