//! The attributes that a county's page gives the loader are those its web team can read about.

use std::collections::BTreeSet;

use super::Finding;
use super::comments::without_comments;
use super::tree::Tree;
use super::words::{has_word, identifier};
use crate::build::LOADER_SOURCE;

const DOCS: &str = "docs/embed.md";

/// Attributes that the loader reads and the docs don't have, and the other way round.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(loader) = tree.text(LOADER_SOURCE) else {
        return vec![Finding::new(LOADER_SOURCE, "is missing")];
    };
    let Some(docs) = tree.text(DOCS) else {
        return vec![Finding::new(DOCS, "is missing")];
    };
    let read = read_by(&without_comments(loader));
    if read.is_empty() {
        return vec![Finding::new(
            LOADER_SOURCE,
            "reads no data-* attribute that tidy can see",
        )];
    }
    let undocumented = read
        .iter()
        .filter(|name| !has_word(docs, name))
        .map(|name| Finding::new(DOCS, format!("lacks {name}, which the loader reads")));
    let unread = named_in(docs)
        .into_iter()
        .filter(|name| !read.contains(name))
        .map(|name| Finding::new(DOCS, format!("has {name}, which the loader does not read")));
    undocumented.chain(unread).collect()
}

/// `data-*` attributes that a script reads: `x.dataset.name`, the same through a variable
/// (`const d = x.dataset`) or taken apart (`const { name } = x.dataset`), and
/// `getAttribute('data-name')`.
fn read_by(script: &str) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    for (at, _) in script.match_indices(".dataset") {
        let rest = &script[at + ".dataset".len()..];
        if let Some(name) = property(rest) {
            read.insert(attribute(name));
            continue;
        }
        let Some((left, _)) = statement(&script[..at]).rsplit_once('=') else {
            continue;
        };
        let left = left.trim_end();
        if let Some((_, names)) = left
            .strip_suffix('}')
            .and_then(|left| left.rsplit_once('{'))
        {
            let keys = names.split(',').map(|name| identifier(name.trim()));
            read.extend(keys.filter(|key| !key.is_empty()).map(attribute));
        } else if let Some(alias) = left.split_whitespace().next_back() {
            for (at, _) in script.match_indices(alias) {
                let alone =
                    !script[..at].ends_with(|c: char| c.is_alphanumeric() || "_$.".contains(c));
                if let Some(name) = property(&script[at + alias.len()..]).filter(|_| alone) {
                    read.insert(attribute(name));
                }
            }
        }
    }
    // The loader reads its own through a function: off the element in the page, or off the tag.
    for (at, call) in script.match_indices("setting('") {
        let name = script[at + call.len()..].split('\'').next();
        read.extend(name.map(|name| format!("data-{name}")));
    }
    for (at, call) in script.match_indices("getAttribute(") {
        let name = script[at + call.len()..].trim_start_matches(['\'', '"', '`']);
        let name = name.split(['\'', '"', '`', ')']).next().unwrap_or_default();
        if name.starts_with("data-") {
            read.insert(name.to_owned());
        }
    }
    read
}

/// The `name` of `.name`, unless it is given a value there.
fn property(rest: &str) -> Option<&str> {
    let name = identifier(rest.strip_prefix('.')?);
    let after = rest[1 + name.len()..].trim_start();
    let written = after.starts_with('=') && !after.starts_with("==");
    (!name.is_empty() && !written).then_some(name)
}

fn statement(before: &str) -> &str {
    before.rsplit([';', '\n']).next().unwrap_or_default()
}

/// `fallbackHref` is `data-fallback-href`.
fn attribute(name: &str) -> String {
    name.chars().fold("data-".to_owned(), |mut name, c| {
        if c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
        name
    })
}

fn named_in(docs: &str) -> BTreeSet<String> {
    docs.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| word.starts_with("data-") && word.len() > "data-".len())
        .map(|word| word.trim_end_matches('-').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_reading_is_seen() {
        let read = read_by(
            "const data = tag.dataset;\nlet a = data.lang || other.data.no;\n\
             const { service, theme: look = 'x' } = tag.dataset;\n\
             if (tag.dataset.fallbackHref == 1) tag.getAttribute('data-old');\n\
             body.dataset.screen = 'trouble';",
        );
        let expected = [
            "data-fallback-href",
            "data-lang",
            "data-old",
            "data-service",
            "data-theme",
        ];
        assert_eq!(read.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn docs_and_loader_must_agree() {
        let tree = Tree::of(&[
            (LOADER_SOURCE, "use(tag.dataset.service, tag.dataset.lang);"),
            (
                DOCS,
                "`data-service` is the chat, `data-colour` its colour.",
            ),
        ]);
        let what: Vec<_> = check(&tree).into_iter().map(|found| found.what).collect();
        assert_eq!(
            what,
            [
                "lacks data-lang, which the loader reads",
                "has data-colour, which the loader does not read"
            ]
        );
    }

    #[test]
    fn a_loader_that_is_not_there_is_found() {
        assert_eq!(check(&Tree::of(&[])).len(), 1);
    }
}
