//! What the browser has already is not downloaded again: no URL parser, no tables of Unicode, no
//! regular expressions, no calendar, no random source of Rust's own in the WASM.

mod names;

use std::collections::BTreeSet;

use anyhow::Result;

use super::Finding;
use crate::build::App;
use crate::checkout::Checkout;
use crate::command::{capture, cargo};

/// Crates that stay out. Leptos names some of them for parts of it that we do not use; what counts
/// is that no crate of ours asks for them, and that the linker leaves them out.
const FORBIDDEN: [&str; 12] = [
    "aho_corasick",
    "chrono",
    "icu",
    "idna",
    "idna_adapter",
    "rand",
    "rand_chacha",
    "rand_core",
    "regex",
    "regex_automata",
    "regex_syntax",
    "url",
];

/// What the shared crate may bring into the WASM.
const SHARED: [&str; 3] = ["juttu_shared", "serde", "serde_core"];

fn forbidden(name: &str) -> bool {
    FORBIDDEN.contains(&name) || name.starts_with("icu_")
}

/// Forbidden crates that ours ask for, Leptos aside, and what `shared` asks for beyond serde.
pub(super) fn asked(checkout: &Checkout) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for app in App::ALL {
        let tree = tree(checkout, app.package(), &["--prune", "leptos"])?;
        let names = names(&tree);
        let bad = names.iter().filter(|name| forbidden(name));
        found.extend(bad.map(|name| Finding::new(app.package(), format!("depends on {name}"))));
    }
    let tree = tree(checkout, "juttu-shared", &[])?;
    let names = names(&tree);
    let more = names.iter().filter(|name| !SHARED.contains(&name.as_str()));
    found.extend(more.map(|name| Finding::new("juttu-shared", format!("depends on {name}"))));
    Ok(found)
}

fn tree(checkout: &Checkout, package: &str, more: &[&str]) -> Result<String> {
    let mut command = cargo(checkout);
    command
        .args([
            "tree",
            "--quiet",
            "--package",
            package,
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args([
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal,no-proc-macro",
        ])
        .args(more);
    Ok(String::from_utf8(capture(&mut command)?)?)
}

/// The crates of a listing that has one on each line, as the compiler calls them.
fn names(listing: &str) -> BTreeSet<String> {
    listing
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(|name| name.replace('-', "_"))
        .collect()
}

/// Forbidden crates of which something is linked into a WASM that still has its names.
pub(super) fn symbols(name: &str, wasm: &[u8]) -> Vec<Finding> {
    let linked = crates_in(wasm);
    if !linked.contains("wasm_bindgen") {
        return vec![Finding::new(
            name,
            "has no names of functions, so nothing can be seen",
        )];
    }
    linked
        .iter()
        .filter(|linked| forbidden(linked))
        .map(|linked| Finding::new(name, format!("has something of {linked} linked in")))
        .collect()
}

/// The crates that mangled names mention: `Cs<number in base 62>_<length><name>`, which is how Rust
/// writes the root of a path (RFC 2603).
fn crates_in(wasm: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for symbol in names::of_functions(wasm) {
        let symbol = symbol.split('.').next().unwrap_or(symbol);
        for (at, _) in symbol.match_indices("Cs") {
            // At the very end stands who asked for the generic code first, not whose it is.
            if let Some((name, rest)) = crate_at(&symbol[at + 2..])
                && !rest.is_empty()
            {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

/// The crate of a path whose `Cs` stands just before, and what follows it.
fn crate_at(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_once('_')?;
    if !number.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (length, rest) = rest.split_at(digits);
    // A name that begins with a digit or `_` has one `_` before it.
    let rest = rest.strip_prefix('_').unwrap_or(rest);
    let (name, rest) = rest.split_at_checked(length.parse().ok()?)?;
    (!name.is_empty()).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BINDGEN: &str = "_RNvCs1AKFoqwFSip_12wasm_bindgen5throw";

    fn found(symbol: &str) -> Vec<String> {
        let wasm = names::wasm_with(&[symbol, BINDGEN]);
        symbols("x.wasm", &wasm)
            .into_iter()
            .map(|found| found.what)
            .collect()
    }

    #[test]
    fn a_forbidden_crate_in_the_names_is_found() {
        let what = found("_RNvMNtCsabcDEF123_5regex7builderNtB2_5Regex3new");
        assert_eq!(what, ["has something of regex linked in"]);
        assert_eq!(
            found("_RINvNtCs1_4core3ptr4dropNtCs2_3url3UrlECs3_5mycom").len(),
            1
        );
    }

    #[test]
    fn a_function_called_url_is_not_the_crate() {
        assert!(found("_RNvCs3YZ_12juttu_client3url").is_empty());
    }

    #[test]
    fn code_of_anothers_that_a_forbidden_crate_asked_for_first_is_not_its_own() {
        let swap = "_RINvNtCs1OA3ih_4core3ptr4swapKj4_ECs38tXvu_12regex_syntax";
        assert!(found(swap).is_empty());
        assert!(found(&format!("{swap}.llvm.123")).is_empty());
    }

    #[test]
    fn a_wasm_without_names_shows_nothing_and_fails() {
        assert_eq!(symbols("x.wasm", b"\0asm").len(), 1);
    }

    #[test]
    fn names_of_a_listing_are_the_compilers() {
        let names = names("juttu-widget v0.1.0 (x)\nicu_provider v2\nweb-sys v1 (*)\n");
        assert!(names.contains("web_sys"));
        assert!(names.iter().any(|name| forbidden(name)));
    }
}
