//! Source text without its comments.

/// A script or a Rust file with `// …` to the end of the line taken out, where it is not within a
/// string of that line nor, as in `https://`, after a colon.
pub(super) fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    for line in source.lines() {
        kept.push_str(&line[..comment_at(line).unwrap_or(line.len())]);
        kept.push('\n');
    }
    kept
}

fn comment_at(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut characters = line.char_indices();
    while let Some((at, c)) = characters.next() {
        match (quote, c) {
            (_, '\\') => {
                characters.next();
            }
            (None, '"' | '`') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '/') if line[at..].starts_with("//") && !line[..at].ends_with(':') => {
                return Some(at);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_goes_and_an_address_stays() {
        assert_eq!(without_comments("a(); // b\n"), "a(); \n");
        assert_eq!(
            without_comments("x = \"https://y\";"),
            "x = \"https://y\";\n"
        );
        assert_eq!(without_comments("f('http://y'); // c"), "f('http://y'); \n");
        assert_eq!(without_comments("\"\\\"//\" // c"), "\"\\\"//\" \n");
    }
}
