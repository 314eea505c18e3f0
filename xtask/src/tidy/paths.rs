//! What is true of one machine only has no place in the tree.

use super::Finding;
use super::tree::Tree;

/// Folders under which people and builders keep their checkouts; in pieces, so that this file
/// passes its own check.
const HOMES: [&str; 4] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
];

/// Absolute paths of a machine, and addresses of a registry in a lock file of npm's.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.each() {
        for (at, line) in text.lines().enumerate() {
            if let Some(home) = HOMES.iter().find(|home| names(line, home)) {
                found.push(Finding::on_line(path, at, format!("names {home}…")));
            } else if line.contains(&tree.root) {
                found.push(Finding::on_line(
                    path,
                    at,
                    "names the folder of this checkout",
                ));
            }
            if path.ends_with("package-lock.json") && line.contains("\"resolved\": \"http") {
                let what = "names a registry: npm config omit-lockfile-registry-resolved";
                found.push(Finding::on_line(path, at, what));
            }
        }
    }
    found
}

/// Whether a line names something under a folder of the root. A folder of the same name further
/// down (`https://example.fi/home/`) is another.
fn names(line: &str, home: &str) -> bool {
    line.match_indices(home).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "/.-_~}".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_found_wherever_it_stands() {
        let line = format!("see {}someone/notes\n", HOMES[0]);
        let tree = Tree::of(&[("docs/a.md", &line), ("b.rs", "let x = \"/made/up/b\";\n")]);
        let places: Vec<_> = check(&tree).into_iter().map(|found| found.place).collect();
        assert_eq!(places, ["b.rs:1", "docs/a.md:1"]);
    }

    #[test]
    fn a_page_called_home_is_no_machine() {
        let line = format!("https://example.fi{}", HOMES[1]);
        assert!(check(&Tree::of(&[("a.md", &line)])).is_empty());
    }

    #[test]
    fn a_registry_in_the_lock_is_found() {
        let tree = Tree::of(&[("x/package-lock.json", "  \"resolved\": \"https://x\"")]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn a_folder_within_a_package_is_no_registry() {
        let line = "  \"resolved\": \"node_modules/a/src/b\"";
        let tree = Tree::of(&[("x/package-lock.json", line)]);
        assert!(check(&tree).is_empty());
    }
}
