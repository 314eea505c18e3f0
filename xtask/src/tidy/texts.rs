//! Every text is there in every language, and on some screen.

use super::Finding;
use super::comments::without_comments;
use super::tree::Tree;
use super::words::{has_word, identifier};
use crate::build::LOADER_SOURCE;

/// A table of texts, and the folders of those who show them.
const TABLES: [(&str, &[&str]); 5] = [
    ("shared/src/texts/widget.rs", &["widget/", "client/"]),
    ("shared/src/texts/desk.rs", &["desk/", "client/"]),
    ("shared/src/texts/code.rs", &["relay/src/"]),
    ("shared/src/texts/notices.rs", &["relay/src/"]),
    // The closing days are looked up by their keys.
    (
        "shared/src/texts/relay.rs",
        &["relay/src/", "shared/src/rules/hours/"],
    ),
];

/// A text as written.
#[derive(Debug, PartialEq, Eq)]
struct Text<'a> {
    constant: &'a str,
    key: &'a str,
    words: Vec<&'a str>,
}

/// Texts that are empty in some language, that nothing shows, or that the loader asks for in vain.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, folders) in TABLES {
        let Some(file) = tree.text(path) else {
            found.push(Finding::new(path, "is missing"));
            continue;
        };
        let texts = texts(file);
        if texts.is_empty() {
            found.push(Finding::new(path, "has no text that tidy can see"));
        }
        let sources: Vec<(&str, String)> = tree
            .under(folders)
            .filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".js"))
            .map(|(path, text)| (path, without_comments(text)))
            .collect();
        for text in &texts {
            let whole =
                text.words.len() == 3 && text.words.iter().all(|words| !words.trim().is_empty());
            if !whole {
                found.push(Finding::new(
                    path,
                    format!("{} is not whole in three languages", text.key),
                ));
            }
            if !sources
                .iter()
                .any(|(path, source)| shows(path, source, text))
            {
                found.push(Finding::new(path, format!("nothing shows {}", text.key)));
            }
        }
        for (source, script) in sources.iter().filter(|(path, _)| *path == LOADER_SOURCE) {
            for key in asked_for(script) {
                if !texts.iter().any(|text| text.key == key) {
                    found.push(Finding::new(
                        *source,
                        format!("asks for {key}, which is no text"),
                    ));
                }
            }
        }
    }
    found
}

/// Whether a source names the text: in Rust by its constant or its key, in a script by its key.
fn shows(path: &str, source: &str, text: &Text<'_>) -> bool {
    if path.ends_with(".rs") && has_word(source, text.constant) {
        return true;
    }
    if path.ends_with(".js") && has_word(source, &format!("texts.{}", text.key)) {
        return true;
    }
    ['\'', '"', '`']
        .iter()
        .any(|quote| source.contains(&format!("{quote}{}{quote}", text.key)))
}

/// Keys that a script asks `word(…)` for.
fn asked_for(script: &str) -> impl Iterator<Item = &str> {
    ["word('", "word(\""]
        .into_iter()
        .flat_map(|call| script.match_indices(call))
        .map(|(at, call)| identifier(&script[at + call.len()..]))
}

/// Reads `NAME "key" { "fi" "sv" "en" }`, one after the other.
fn texts(file: &str) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    let Some((_, mut rest)) = file.split_once("texts! {") else {
        return texts;
    };
    loop {
        rest = rest.trim_start();
        if let Some((_, after)) = rest
            .strip_prefix("//")
            .and_then(|line| line.split_once('\n'))
        {
            rest = after;
            continue;
        }
        let constant = identifier(rest);
        let Some((key, after)) = quoted(&rest[constant.len()..]) else {
            return texts;
        };
        let Some(mut inside) = after.trim_start().strip_prefix('{') else {
            return texts;
        };
        let mut words = Vec::new();
        while let Some((word, after)) = quoted(inside) {
            words.push(word);
            inside = after;
        }
        texts.push(Text {
            constant,
            key,
            words,
        });
        rest = inside.trim_start().trim_start_matches('}');
    }
}

/// The string at the start of a text, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    Some((&inside[..end], &inside[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDGET: &str = "texts! {\n  SEND \"send\" { \"L \\\"x\\\"\" \"S\" \"Send\" }\n\
         // Of the loader.\n  CHAT \"chat\" { \"C\" \"C\"\n \"C\" }\n}\n";

    fn tree(widget: &str, source: &str, loader: &str) -> Tree {
        Tree::of(&[
            ("shared/src/texts/widget.rs", widget),
            (
                "shared/src/texts/desk.rs",
                "texts! { GO \"go\" { \"a\" \"b\" \"c\" } }",
            ),
            ("desk/src/lib.rs", "say(desk::GO)"),
            (
                "shared/src/texts/code.rs",
                "texts! { READ \"read\" { \"a\" \"b\" \"c\" } }",
            ),
            (
                "shared/src/texts/notices.rs",
                "texts! { WAITS \"waits\" { \"a\" \"b\" \"c\" } }",
            ),
            (
                "shared/src/texts/relay.rs",
                "texts! { EPIPHANY \"epiphany\" { \"a\" \"b\" \"c\" } }",
            ),
            ("relay/src/lib.rs", "say(code::READ, notices::WAITS)"),
            ("shared/src/rules/hours/holiday.rs", "E = \"epiphany\","),
            ("widget/src/lib.rs", source),
            (LOADER_SOURCE, loader),
        ])
    }

    fn whats(tree: &Tree) -> Vec<String> {
        check(tree).into_iter().map(|found| found.what).collect()
    }

    #[test]
    fn texts_are_read_over_lines_and_quotes() {
        let texts = texts(WIDGET);
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].words, ["L \\\"x\\\"", "S", "Send"]);
        assert_eq!(texts[1].constant, "CHAT");
    }

    #[test]
    fn texts_in_use_pass() {
        assert!(whats(&tree(WIDGET, "say(widget::SEND)", "word('chat')")).is_empty());
    }

    #[test]
    fn a_text_that_nothing_shows_is_found() {
        let tree = tree(WIDGET, "say(widget::SENDING) // SEND", "word('chat')");
        assert_eq!(whats(&tree), ["nothing shows send"]);
    }

    #[test]
    fn an_empty_or_missing_language_is_found() {
        let empty = WIDGET
            .replace("\"Send\"", "\" \"")
            .replace("\n \"C\" }", "}");
        let tree = tree(&empty, "say(widget::SEND)", "word('chat')");
        assert_eq!(
            whats(&tree),
            [
                "send is not whole in three languages",
                "chat is not whole in three languages"
            ]
        );
    }

    #[test]
    fn a_key_the_loader_invents_is_found() {
        let tree = tree(
            WIDGET,
            "say(widget::SEND)",
            "word('chat'); word('open_noww')",
        );
        assert_eq!(whats(&tree), ["asks for open_noww, which is no text"]);
    }
}
