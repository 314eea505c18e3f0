//! Modules are named after themselves, and begin with what they are for.

use super::Finding;
use super::tree::Tree;

/// Modules without a purpose, and those called `mod.rs`.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.ending(&[".rs"]) {
        if path == "mod.rs" || path.ends_with("/mod.rs") {
            found.push(Finding::new(
                path,
                "modules are foo.rs beside foo/, never mod.rs",
            ));
        }
        let first = text.lines().next().unwrap_or_default();
        if first
            .strip_prefix("//!")
            .is_none_or(|words| words.trim().is_empty())
        {
            found.push(Finding::new(
                path,
                "its first line is not `//!` and what it is for",
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_module_is_found() {
        let tree = Tree::of(&[
            ("a/good.rs", "//! Says it.\n"),
            ("a/late.rs", "use std::fs;\n//! Says it late.\n"),
            ("a/empty.rs", "//!\n"),
            ("a/none.rs", ""),
        ]);
        let places: Vec<_> = check(&tree).into_iter().map(|found| found.place).collect();
        assert_eq!(places, ["a/empty.rs", "a/late.rs", "a/none.rs"]);
    }

    #[test]
    fn mod_rs_is_found() {
        let tree = Tree::of(&[("a/mod.rs", "//! Old ways.\n")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
