//! The hand-written script that a county's page loads.

use anyhow::Result;

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

/// Shrinks the loader; nothing while there is none.
pub(super) fn make(checkout: &Checkout, node: &Node, mode: Mode) -> Result<Option<Part>> {
    let path = checkout.path(SOURCE);
    if !path.exists() {
        println!("missing: {SOURCE}, the loader");
        return Ok(None);
    }
    let source = String::from_utf8(files::read(&path)?)?;
    let mut part = Part::default();
    part.add(NAME, shrink::script(node, &source)?, mode)?;
    Ok(Some(part))
}
