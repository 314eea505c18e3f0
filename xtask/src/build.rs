//! From sources to one binary.
//!
//! ```text
//! widget/ desk/ client/ shared/ ─ cargo, for size ─ wasm-bindgen ─ wasm-opt ─┐
//! widget/src/**/*.css desk/src/**/*.css ─ joined, shrunk ────────────────────┤
//! widget/loader/{embed,fallback}.js widget/themes/*.css ─ shrunk ────────────┼─ br, gz ─ target/assets
//! desk/index.html ─ paths put in ────────────────────────────────────────────┘      │
//! relay/ ─ cargo, with JUTTU_ASSETS=target/assets ─────────────────── target/dist/juttu-relay
//! ```
//!
//! `target/assets` is laid out exactly as URLs are. A step whose inputs are those of the last time
//! is passed over: their hash stands beside its output.

mod bundle;
mod compile;
mod compress;
mod guard;
mod layout;
mod loader;
mod mode;
mod part;
mod prune;
mod shrink;
mod stamp;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use self::layout::Pieces;
pub(crate) use self::layout::{Manifest, Paths};
pub(crate) use self::loader::SOURCE as LOADER_SOURCE;
pub(crate) use self::mode::Mode;
pub(crate) use self::part::App;
use self::part::Part;
use self::stamp::fingerprint;
use crate::checkout::Checkout;
use crate::command;
use crate::files;
use crate::progress::Steps;
use crate::setup::{self, Compiler, Node, Tools};

/// What a whole build leaves behind.
pub(crate) struct Built {
    /// The relay's binary, everything inside.
    pub(crate) relay: PathBuf,
}

/// Builds loader, widget, desk and relay.
pub(crate) fn everything(checkout: &Checkout, quick: bool) -> Result<Built> {
    let tools = setup::for_build(checkout)?;
    let mode = Mode::from_quick(quick);
    let mut steps = Steps::new("build", 6);
    let manifest = web(checkout, &tools, mode, &mut steps)?;
    let relay = steps.take("relay: compiling with everything inside", || {
        let mut cargo = command::cargo(checkout);
        cargo
            .args(["build", "--package", "juttu-relay"])
            .args(mode.relay_arguments())
            .env("JUTTU_ASSETS", mode.assets(checkout));
        command::run(&mut cargo)?;
        let relay = mode.relay(checkout);
        prove(&relay, &mode.assets(checkout).join("embed.js"))?;
        Ok(relay)
    })?;
    println!("\n{}", relay.display());
    if let Some(integrity) = &manifest.embed_integrity {
        println!("embed.v1.js integrity=\"{integrity}\"");
    }
    Ok(Built { relay })
}

/// Makes sure that a binary holds a file: cargo run by hand without `JUTTU_ASSETS` at the same time
/// would leave one that holds nothing.
fn prove(relay: &Path, asset: &Path) -> Result<()> {
    let (binary, asset) = (files::read(relay)?, files::read(asset)?);
    let start = &asset[..asset.len().min(256)];
    if !binary.windows(start.len()).any(|piece| piece == start) {
        bail!(
            "{} does not hold what a browser downloads; build again",
            relay.display()
        );
    }
    Ok(())
}

/// Builds what a browser downloads, and nothing else.
pub(crate) fn assets(checkout: &Checkout) -> Result<Manifest> {
    let tools = setup::for_build(checkout)?;
    web(checkout, &tools, Mode::Release, &mut Steps::new("build", 5))
}

/// The widget's WASM with the names of its functions, as wasm-opt leaves it. Built before.
pub(crate) fn named_widget(checkout: &Checkout) -> Result<Vec<u8>> {
    let tools = setup::for_build(checkout)?;
    bundle::named(checkout, &tools.node, Mode::Release, App::Widget)
}

fn web(checkout: &Checkout, tools: &Tools, mode: Mode, steps: &mut Steps) -> Result<Manifest> {
    let _alone = checkout.claim()?;
    let widget = Kept::look(checkout, &tools.compiler, mode, App::Widget)?;
    let desk = Kept::look(checkout, &tools.compiler, mode, App::Desk)?;
    if widget.part.is_some() && desk.part.is_some() {
        steps.pass(mode.compiling());
    } else {
        steps.take(mode.compiling(), || {
            compile::both(checkout, &tools.compiler, mode)
        })?;
    }
    let widget = widget.or_make(checkout, &tools.node, mode, steps)?;
    let desk = desk.or_make(checkout, &tools.node, mode, steps)?;
    let (loader, fallback, named) = steps.take("loader: shrinking, compressing", || {
        let node = &tools.node;
        let loader = loader::make(checkout, node, mode)?;
        let fallback = loader::fallback(checkout, node, mode)?;
        Ok((loader, fallback, loader::named(checkout, node, mode)?))
    })?;
    steps.take("assets: laying them out as URLs", || {
        let pieces = Pieces {
            widget: &widget,
            desk: &desk,
            loader: loader.as_ref(),
            fallback: &fallback,
            named: &named,
            page: layout::desk_page(checkout)?,
        };
        let laid = pieces.lay_out(mode)?;
        laid.write(&mode.assets(checkout))?;
        Ok(laid.manifest)
    })
}

/// What the last build left of a program, if its inputs were those of today.
struct Kept {
    app: App,
    fingerprint: String,
    part: Option<Part>,
}

impl Kept {
    fn look(checkout: &Checkout, compiler: &Compiler, mode: Mode, app: App) -> Result<Self> {
        let fingerprint = fingerprint(checkout, compiler, mode, app)?;
        // Without the compiler's own file, tidy could not look into it.
        let part = if mode.wasm(checkout).join(app.wasm_file()).exists() {
            Part::kept(checkout, mode, app.name(), &fingerprint)?
        } else {
            None
        };
        Ok(Self {
            app,
            fingerprint,
            part,
        })
    }

    fn or_make(
        self,
        checkout: &Checkout,
        node: &Node,
        mode: Mode,
        steps: &mut Steps,
    ) -> Result<Part> {
        let name = self.app.name();
        let what = format!("{name}: binding, shrinking, compressing");
        if let Some(part) = self.part {
            steps.pass(&what);
            return Ok(part);
        }
        steps.take(&what, || {
            let part = bundle::make(checkout, node, mode, self.app)?;
            part.keep(checkout, mode, name, &self.fingerprint)?;
            Ok(part)
        })
    }
}
