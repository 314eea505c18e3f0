//! Reads the private tokens off a style sheet, and computes contrasts.

use std::collections::BTreeMap;

/// Tokens by name.
pub(crate) type Tokens = BTreeMap<String, String>;

/// The private tokens that a style sheet declares: light, and dark.
pub(crate) fn tokens(css: &str) -> [Tokens; 2] {
    [".root{", ".root.dark{"].map(|selector| {
        let (_, rest) = css.split_once(selector).expect(selector);
        let body = rest.split('}').next().unwrap_or_default();
        body.split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .filter(|(name, _)| name.starts_with("--_"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    })
}

/// A style sheet without its comments and its white space.
pub(crate) fn without_space(css: &str) -> String {
    let mut code = String::new();
    for piece in css.split("/*") {
        code.push_str(piece.split_once("*/").map_or(piece, |(_, code)| code));
    }
    code.replace(" 0.", " .")
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

/// The colour that stands where the page says nothing: the fallback within `var()`.
pub(crate) fn colour<'a>(tokens: &'a Tokens, name: &str) -> &'a str {
    let value = tokens.get(name).expect(name);
    let value = value.rsplit(',').next().unwrap_or(value);
    value.trim_end_matches(')')
}

/// How many to one (WCAG 2.2, the definition of contrast ratio).
pub(crate) fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let hex = colour.strip_prefix('#').expect(colour);
    let hex: String = match hex.len() {
        3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => hex.to_owned(),
    };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((contrast("#000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#767676", "#fff") - 4.54).abs() < 0.01);
}
