//! A file is read in one sitting.

use super::Finding;
use super::tree::Tree;

const SOURCES: [&str; 4] = [".rs", ".css", ".js", ".ts"];
const MOST_LINES: usize = 400;

/// Source files past the length.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.ending(&SOURCES)
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| Finding::new(path, format!("{lines} lines, {MOST_LINES} at most")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_too_many_is_found() {
        let enough = "x\n".repeat(MOST_LINES);
        let tree = Tree::of(&[
            ("a.rs", &enough),
            ("b.css", &format!("{enough}x")),
            ("c.md", &format!("{enough}x")),
        ]);
        let found = check(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "b.css");
    }
}
