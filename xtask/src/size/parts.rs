//! What a WASM is made of: its functions by the crate, or the module of ours, that they come from.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::functions;
use crate::table::{grouped, lay_out};

/// Crates of our own, whose modules are told apart.
const OURS: [&str; 3] = ["juttu_widget", "juttu_client", "juttu_shared"];

/// Bytes of code and functions of each part, the largest first; and the largest functions.
pub(super) fn table(wasm: &[u8]) -> Result<String> {
    let functions = functions::of(wasm).context("this is no WASM that can be read")?;
    ensure!(
        functions.iter().any(|(name, _)| !name.is_empty()),
        "the WASM has no names"
    );
    let mut parts = BTreeMap::<String, (usize, usize)>::new();
    for (name, size) in &functions {
        let part = parts.entry(part(name)).or_default();
        *part = (part.0 + size, part.1 + 1);
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(_, (size, _))| std::cmp::Reverse(*size));
    let mut rows = vec![
        ["part of the WASM", "functions", "raw"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(
        parts
            .into_iter()
            .map(|(part, (size, count))| vec![part, grouped(count), grouped(size)]),
    );
    let sum = functions.iter().map(|(_, size)| size).sum();
    rows.push(vec![
        "all code".into(),
        grouped(functions.len()),
        grouped(sum),
    ]);
    Ok(lay_out(&rows))
}

/// The crate that a function comes from, and for ours the module as well.
fn part(name: &str) -> String {
    let plain: String = without_hashes(name);
    let path = plain.trim_start_matches(['<', '&', '(', '*', '[']);
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    let is_of_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let end = path
        .find(|letter| !is_of_path(letter))
        .unwrap_or(path.len());
    let mut pieces = path[..end].split("::").filter(|piece| !piece.is_empty());
    let Some(first) = pieces.next() else {
        return "no name".to_owned();
    };
    match pieces.next() {
        Some(second) if OURS.contains(&first) => format!("{first}::{}", second.to_lowercase()),
        _ => first.to_owned(),
    }
}

/// The name without the hashes of crates, as in `core[15266d276e3a2055]::fmt`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(start) = rest.find('[') {
        let (before, after) = rest.split_at(start);
        plain.push_str(before);
        let hash = after.get(1..17);
        let is_hash = hash.is_some_and(|hash| hash.chars().all(|digit| digit.is_ascii_hexdigit()));
        let skipped = if is_hash { 18 } else { 1 };
        if !is_hash {
            plain.push('[');
        }
        rest = after.get(skipped..).unwrap_or_default();
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_are_told_apart_by_module() {
        assert_eq!(
            part("<juttu_widget[ab89c80ff9de4ebc]::chat::Chat>::connect::{closure#5}"),
            "juttu_widget::chat"
        );
        assert_eq!(part("core[15266d276e3a2055]::fmt::write"), "core");
        assert_eq!(part(""), "no name");
    }
}
