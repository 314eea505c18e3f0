//! A link in the docs leads to a file that is there, and to a heading that is in it.

use super::Finding;
use super::tree::Tree;

/// Links of the repository's pages that lead nowhere.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.ending(&[".md"]) {
        for (at, line) in prose(text) {
            for target in targets(line) {
                if let Some(what) = fault(tree, path, target) {
                    found.push(Finding::on_line(path, at, format!("{target}: {what}")));
                }
            }
        }
    }
    found
}

/// Lines outside fenced code, with their numbers from zero.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// `[…](target)`, `[…]: target`, `src="target"` and `href="target"`, code in the line aside.
fn targets(line: &str) -> Vec<&str> {
    let pieces = line.split('`').step_by(2);
    let mut targets = Vec::new();
    for piece in pieces {
        for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            for (at, _) in piece.match_indices(opening) {
                let rest = &piece[at + opening.len()..];
                targets.extend(rest.split_once(closing).map(|(target, _)| target));
            }
        }
    }
    if let Some((name, target)) = line.split_once("]: ")
        && name.starts_with('[')
    {
        targets.push(target);
    }
    targets
        .into_iter()
        .filter_map(|target| target.split_whitespace().next())
        .collect()
}

fn fault(tree: &Tree, page: &str, target: &str) -> Option<&'static str> {
    let elsewhere = ["http://", "https://", "mailto:", "tel:"];
    if elsewhere.iter().any(|scheme| target.starts_with(scheme)) {
        return None;
    }
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let Some(path) = resolve(page, file) else {
        return Some("leaves the repository");
    };
    if !tree.has(&path) {
        return Some("no such file");
    }
    let missing = !heading.is_empty()
        && tree
            .text(&path)
            .is_some_and(|text| path.ends_with(".md") && !anchors(text).any(|it| it == heading));
    missing.then_some("no such heading")
}

/// A target as a path from the root; the page itself when it is empty.
fn resolve(page: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(page.to_owned());
    }
    if target.starts_with('/') {
        return None;
    }
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for step in target.trim_end_matches('/').split('/') {
        match step {
            "." => {}
            ".." => {
                folders.pop()?;
            }
            name => folders.push(name),
        }
    }
    Some(folders.join("/"))
}

/// Headings as the names that links call them by.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    prose(text)
        .filter(|(_, line)| line.starts_with('#'))
        .map(|(_, line)| {
            line.trim_start_matches('#')
                .trim()
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
                .map(|c| {
                    if c == ' ' {
                        '-'
                    } else {
                        c.to_ascii_lowercase()
                    }
                })
                .collect()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let page = "[a](embed.md) [b](embed.md#what-it-is) ![c](../mock.png \"t\") [d](https://x)\n\
             [e](gone.md) [f](embed.md#gone) <img src=\"no.png\"> [g](/etc) `[h](no)`\n\
             ```\n[i](no)\n```\n[j](#here) [k](..)\n# Here\n[l]: no.md\n";
        let tree = Tree::of(&[
            ("docs/operate.md", page),
            ("docs/embed.md", "## What it is\n"),
            ("mock.png", ""),
        ]);
        let what: Vec<_> = check(&tree).into_iter().map(|found| found.what).collect();
        assert_eq!(
            what,
            [
                "gone.md: no such file",
                "embed.md#gone: no such heading",
                "/etc: leaves the repository",
                "no.png: no such file",
                "no.md: no such file",
            ]
        );
    }
}
