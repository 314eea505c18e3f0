//! The hand-written files beside the widget: the script that a county's page loads, the one that
//! leaves a contact request where the WASM can't run, and what a web team fetches by name.

use anyhow::{Context, Result};

use super::mode::Mode;
use super::part::Part;
use super::shrink;
use crate::checkout::Checkout;
use crate::files;
use crate::setup::Node;

/// Where it is written.
pub(crate) const SOURCE: &str = "widget/loader/embed.js";

/// Its name among the assets. `embed.v1.js` is the same until the day it is frozen.
pub(super) const NAME: &str = "embed.js";

/// Where the fallback is written, and its name among the assets.
const FALLBACK: &str = "widget/loader/fallback.js";
pub(super) const FALLBACK_NAME: &str = "fallback.js";

/// Where the themes are written, and where they are served.
const THEMES: &str = "widget/themes";

/// The theme that stands where none is named: what the chat's own tokens are.
const PLAIN: &str = "widget/src/tokens.css";

/// The types of what the loader gives to a page, served as they are written.
const TYPES: &str = "widget/loader/juttu.d.ts";

/// Shrinks the loader; nothing while there is none.
pub(super) fn make(checkout: &Checkout, node: &Node, mode: Mode) -> Result<Option<Part>> {
    if !checkout.path(SOURCE).exists() {
        println!("missing: {SOURCE}, the loader");
        return Ok(None);
    }
    let mut part = Part::default();
    let source = text(checkout, SOURCE)?;
    part.add(NAME, shrink::script(node, &source)?, mode)?;
    Ok(Some(part))
}

/// Shrinks the fallback.
pub(super) fn fallback(checkout: &Checkout, node: &Node, mode: Mode) -> Result<Part> {
    let mut part = Part::default();
    let source = text(checkout, FALLBACK)?;
    part.add(FALLBACK_NAME, shrink::script(node, &source)?, mode)?;
    Ok(part)
}

/// The themes and the types, by the paths of their URLs.
pub(super) fn named(checkout: &Checkout, node: &Node, mode: Mode) -> Result<Part> {
    let mut part = Part::default();
    let plain = shrink::style(node, &text(checkout, PLAIN)?)?;
    part.add("themes/plain.css", plain, mode)?;
    for path in files::under(&checkout.path(THEMES))? {
        let name = path.file_name().context("a theme has a name")?;
        let source = String::from_utf8(files::read(&path)?)?;
        let served = format!("themes/{}", name.to_string_lossy());
        part.add(&served, shrink::style(node, &source)?, mode)?;
    }
    part.add("juttu.d.ts", text(checkout, TYPES)?.into_bytes(), mode)?;
    Ok(part)
}

fn text(checkout: &Checkout, source: &str) -> Result<String> {
    Ok(String::from_utf8(files::read(&checkout.path(source))?)?)
}
