//! Gets what a fresh machine lacks. Says what it fetches, and nothing when nothing is missing.

mod browser;
mod debian;
mod gecko;
mod node;
mod toolchain;

use anyhow::Result;

pub(crate) use self::browser::{Browser, Engine};
pub(crate) use self::node::Node;
pub(crate) use self::toolchain::Compiler;
use crate::checkout::Checkout;

/// What a build works with.
pub(crate) struct Tools {
    /// What compiles for the browser.
    pub(crate) compiler: Compiler,
    /// What runs on Node.
    pub(crate) node: Node,
}

/// Makes sure that loader, widget, desk and relay can be built here.
pub(crate) fn for_build(checkout: &Checkout) -> Result<Tools> {
    Ok(Tools {
        compiler: toolchain::ensure(checkout)?,
        node: node::ensure(checkout)?,
    })
}

/// Makes sure that stories can be run here in a browser of that engine.
pub(crate) fn for_stories(engine: Engine) -> Result<Browser> {
    browser::ensure(engine)
}

/// One line about something that is being fetched.
fn tell(what: &str) {
    println!("[setup] {what} …");
}
