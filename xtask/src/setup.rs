//! Gets what a fresh machine lacks. Says what it fetches, and nothing when nothing is missing.

mod browser;
mod debian;
mod node;
mod toolchain;

use anyhow::Result;

pub(crate) use self::browser::Browser;
pub(crate) use self::node::Tools;
use crate::checkout::Checkout;

/// Makes sure that loader, widget, desk and relay can be built here.
pub(crate) fn for_build(checkout: &Checkout) -> Result<Tools> {
    toolchain::ensure(checkout)?;
    node::ensure(checkout)
}

/// Makes sure that browser stories can be run here.
pub(crate) fn for_stories() -> Result<Browser> {
    browser::ensure()
}

/// One line about something that is being fetched.
fn tell(what: &str) {
    println!("[setup] {what} …");
}
