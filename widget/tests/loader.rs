//! What the hand-written loader and the widget must agree on.

use std::collections::BTreeMap;

use juttu_shared::texts::{Language, widget};

const LOADER: &str = include_str!("../loader/embed.js");
const TOKENS: &str = include_str!("../src/tokens.css");

/// The private tokens that a style sheet declares, in the order of its blocks: light, dark.
fn tokens(css: &str) -> Vec<BTreeMap<String, String>> {
    let mut blocks = Vec::new();
    for block in css.split(".root{").skip(1) {
        let body = block.split('}').next().unwrap_or_default();
        let declared: BTreeMap<String, String> = body
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .filter(|(name, _)| name.starts_with("--_") && *name != "--_u")
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        if !declared.is_empty() {
            blocks.push(declared);
        }
    }
    blocks
}

fn without_space(css: &str) -> String {
    css.replace(" 0.", " .")
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

#[test]
fn the_loader_draws_with_the_widgets_own_tokens() {
    let loader = tokens(&without_space(LOADER));
    let widget = tokens(&without_space(TOKENS));
    assert_eq!((loader.len(), widget.len()), (2, 2), "light and dark");
    for (loader, widget) in loader.iter().zip(&widget) {
        assert!(loader.len() > 5);
        for (name, value) in loader {
            assert_eq!(widget.get(name), Some(value), "{name}");
        }
    }
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let hex = colour.trim_start_matches('#');
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

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn text_and_parts_stand_out_from_their_ground_in_both_themes() {
    for theme in tokens(&without_space(TOKENS)) {
        let colour = |name: &str| {
            let value = &theme[name];
            let value = value.rsplit(',').next().unwrap_or(value);
            value.trim_end_matches(')').to_owned()
        };
        for (text, ground) in [
            ("--_text", "--_surface"),
            ("--_text", "--_sunken"),
            ("--_text", "--_note"),
            ("--_muted", "--_surface"),
            ("--_accent", "--_surface"),
            ("--_on-accent", "--_accent"),
            ("--_own-text", "--_own"),
            ("--_bad", "--_surface"),
        ] {
            let ratio = contrast(&colour(text), &colour(ground));
            assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
        }
        for (part, ground) in [
            ("--_line", "--_surface"),
            ("--_good", "--_surface"),
            ("--_note-line", "--_note"),
        ] {
            let ratio = contrast(&colour(part), &colour(ground));
            assert!(ratio >= 3.0, "{part} on {ground}: {ratio:.2}");
        }
    }
}

#[test]
fn every_word_the_loader_asks_for_is_among_the_texts() {
    let asked: Vec<&str> = LOADER
        .split("word('")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .collect();
    assert!(asked.len() > 3);
    for key in asked {
        assert!(widget::ALL.iter().any(|text| text.key == key), "{key}");
    }
}

#[test]
fn the_loaders_own_words_are_the_relays() {
    for key in ["minimise", "try_again"] {
        let text = widget::ALL.iter().find(|text| text.key == key).unwrap();
        for language in Language::ALL {
            let own = format!("'{}'", text.words(language));
            assert!(LOADER.contains(&own), "{own}");
        }
    }
}

#[test]
fn the_loader_does_nothing_that_a_strict_page_forbids() {
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "Function(",
        "document.write",
        ".style =",
        "setAttribute('style'",
        "localStorage",
        "cookie =",
    ] {
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let mut code = LOADER.lines().filter(is_code);
        assert!(!code.any(|line| line.contains(forbidden)), "{forbidden}");
    }
}
