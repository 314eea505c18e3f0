//! Looking for names in text.

/// Whether a text holds a name as a whole word; `_` belongs to words, and so does `-` where the
/// name itself has one.
pub(super) fn has_word(text: &str, name: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_' || (c == '-' && name.contains('-'));
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

/// The identifier at the start of a text; empty when there is none.
pub(super) fn identifier(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'))
        .unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_another_does_not_count() {
        assert!(has_word("set `lang` here", "lang"));
        assert!(!has_word("language", "lang"));
        assert!(!has_word("data-language-x", "data-lang"));
        assert!(!has_word("data-lang-x", "data-lang"));
        assert!(has_word("<b data-lang=fi>", "data-lang"));
        assert!(!has_word("IS_OPEN_NOW", "OPEN"));
    }

    #[test]
    fn an_identifier_ends_where_it_does() {
        assert_eq!(identifier("lang || 'fi'"), "lang");
        assert_eq!(identifier(".x"), "");
    }
}
