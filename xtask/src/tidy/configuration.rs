//! The commented default configuration is the reference, and the operator's page knows its keys.

use super::Finding;
use super::tree::Tree;
use super::words::has_word;

/// The commented default file.
pub(super) const DEFAULT: &str = "relay/config/default.toml";
const DOCS: &str = "docs/operate.md";

/// A key of the default file, with or without a `#` in front of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Its section, such as `service.perhekeskus`.
    pub(super) section: String,
    /// Its name, such as `name.fi`.
    pub(super) name: String,
    /// Its line, from zero.
    line: usize,
    /// Whether a comment says what it is for.
    explained: bool,
}

/// Keys without a comment, and keys that the operator's page does not mention.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let (Some(file), Some(docs)) = (tree.text(DEFAULT), tree.text(DOCS)) else {
        let missing = [DEFAULT, DOCS]
            .into_iter()
            .filter(|path| tree.text(path).is_none());
        return missing
            .map(|path| Finding::new(path, "is missing"))
            .collect();
    };
    let mut found = Vec::new();
    for key in keys(file) {
        let stem = key.name.split('.').next().unwrap_or_default();
        if !key.explained {
            found.push(Finding::on_line(
                DEFAULT,
                key.line,
                format!("no comment above {}", key.name),
            ));
        }
        if !has_word(docs, stem) {
            found.push(Finding::new(
                DOCS,
                format!("does not mention {stem} of [{}]", key.section),
            ));
        }
    }
    found.dedup();
    found
}

/// Every key of the default file. A comment explains the key below it; the keys after that one
/// which begin alike (`name.fi`, `name.sv`); and a whole section, when it stands above its heading
/// and the first key follows at once.
pub(super) fn keys(file: &str) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut section = String::new();
    let mut above = Above::Nothing;
    for (line, text) in file.lines().enumerate() {
        if let Some(name) = heading(text) {
            section = name.to_owned();
            above = match above {
                Above::Comment => Above::ExplainedHeading,
                _ => Above::Nothing,
            };
        } else if let Some(name) = key(text) {
            let alike = keys.last().is_some_and(|last| {
                last.explained
                    && last.line + 1 == line
                    && name.contains('.')
                    && last.name.split('.').next() == name.split('.').next()
            });
            let explained = above != Above::Nothing || alike;
            if above == Above::Comment {
                above = Above::Nothing;
            }
            keys.push(Key {
                section: section.clone(),
                name: name.to_owned(),
                line,
                explained,
            });
        } else if text.starts_with('#') {
            above = Above::Comment;
        } else {
            above = Above::Nothing;
        }
    }
    keys
}

/// What stands above a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    Nothing,
    Comment,
    /// A heading with a comment over it, and nothing but its keys since.
    ExplainedHeading,
}

fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('[')?
        .strip_suffix(']')
        .map(|name| name.trim_matches(['[', ']']))
}

/// The name of `name = value` or `# name = value`. Words of a sentence are no name.
fn key(line: &str) -> Option<&str> {
    let line = line.strip_prefix("# ").unwrap_or(line);
    let (name, value) = line.split_once(" = ")?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c);
    (!name.is_empty() && name.chars().all(plain) && !value.trim().is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# All of it.\n\n[relay]\n# Where.\nurl = \"x\"\n# How many.\n# most = 3\n\
         bare = 1\n\n# One.\n[service.a]\n# Its name.\nname.fi = \"x\"\nname.sv = \"y\"\n\
         \n# When.\n[service.a.hours]\nmonday = []\n# sunday = []\n";

    #[test]
    fn a_key_without_a_comment_is_found() {
        let bare: Vec<_> = keys(FILE)
            .into_iter()
            .filter(|key| !key.explained)
            .map(|key| format!("{} {}", key.section, key.name))
            .collect();
        assert_eq!(bare, ["relay bare"]);
        assert_eq!(keys(FILE).len(), 7);
    }

    #[test]
    fn a_key_the_operator_cannot_read_about_is_found() {
        let docs = "`url`, `most`, `bare`, `name`, `monday`; sundays are closed.";
        let tree = Tree::of(&[(DEFAULT, FILE), (DOCS, docs)]);
        let what: Vec<_> = check(&tree).into_iter().map(|found| found.what).collect();
        assert_eq!(
            what,
            [
                "no comment above bare",
                "does not mention sunday of [service.a.hours]"
            ]
        );
    }

    #[test]
    fn a_sentence_is_no_key() {
        assert_eq!(key("# Where x = y, it is so"), None);
        assert_eq!(key("# most = 3"), Some("most"));
    }
}
