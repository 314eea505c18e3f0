//! An operator who types a variable from the docs gets what the docs promise.

use super::Finding;
use super::configuration::{DEFAULT, keys};
use super::tree::Tree;

const PREFIX: &str = "JUTTU__";

/// `JUTTU__…` variables in docs and examples that no configuration key answers to.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.text(DEFAULT) else {
        return vec![Finding::new(DEFAULT, "is missing")];
    };
    let known: Vec<Vec<String>> = keys(file)
        .iter()
        .map(|key| {
            let whole = format!("{}.{}", key.section, key.name).replace('-', "_");
            whole.split('.').map(str::to_owned).collect()
        })
        .collect();
    let mut found = Vec::new();
    let docs = tree.ending(&[".md"]);
    for (path, text) in docs.chain(tree.under(&["deploy/"])) {
        for (at, line) in text.lines().enumerate() {
            for variable in variables(line) {
                let named = super::words::has_word(file, variable);
                if !named && !known.iter().any(|key| answers(variable, key)) {
                    found.push(Finding::on_line(
                        path,
                        at,
                        format!("{variable} sets nothing"),
                    ));
                }
            }
        }
    }
    found.dedup();
    found
}

fn variables(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices(PREFIX).filter_map(|(at, _)| {
        let rest = &line[at..];
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        let variable = rest[..end].trim_end_matches('_');
        // `JUTTU__…` alone speaks of all of them.
        (variable.len() > PREFIX.len()).then_some(variable)
    })
}

/// Whether a variable sets a key. Services have ids of the operator's own.
fn answers(variable: &str, key: &[String]) -> bool {
    let words = variable[PREFIX.len()..].to_ascii_lowercase();
    let words: Vec<&str> = words.split("__").collect();
    words.len() == key.len()
        && words.iter().zip(key).enumerate().all(|(at, (word, name))| {
            *word == name || (at == 1 && key[0] == "service" && !word.is_empty())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# JUTTU__SECTION__KEY, and JUTTU__DATA_KEY.\n[relay]\n# Where.\nurl = \"x\"\n\
         [service.a]\n# Its name.\nname.fi = \"x\"\n";

    #[test]
    fn a_variable_that_sets_nothing_is_found() {
        let docs = "JUTTU__RELAY__URL, JUTTU__SERVICE__OMA__NAME__FI, JUTTU__… and JUTTU__DATA_KEY,\n\
             JUTTU__RELAY__URI";
        let tree = Tree::of(&[(DEFAULT, FILE), ("docs/operate.md", docs)]);
        let found = check(&tree);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].place, "docs/operate.md:2");
        assert_eq!(found[0].what, "JUTTU__RELAY__URI sets nothing");
    }
}
