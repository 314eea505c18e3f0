//! The assets as the relay serves them: one file for each URL.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha384};

use super::loader;
use super::mode::Mode;
use super::part::Part;
use crate::checkout::Checkout;
use crate::files;

/// Where the desk's page is written. `{{boot}}`, `{{script}}`, `{{wasm}}` and `{{style}}` in it
/// become paths.
const DESK_PAGE: &str = "desk/index.html";

/// The names under which the loader is served.
const LOADER_NAMES: [&str; 2] = ["embed.js", "embed.v1.js"];

/// `manifest.json`: what the relay must know of the assets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The widget's files.
    pub(crate) widget: Paths,
    /// The desk's files.
    pub(crate) desk: Paths,
    /// What a page may put into `integrity` for `embed.v1.js`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) embed_integrity: Option<String>,
}

/// Where a program's files are on the relay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paths {
    /// The module.
    pub(crate) script: String,
    /// The WASM to hand to it.
    pub(crate) wasm: String,
    /// The style sheet.
    pub(crate) style: String,
    /// The module that leaves a contact request where the WASM can't run; empty for the desk,
    /// which has none.
    pub(crate) fallback: String,
}

/// Everything that is to be laid out.
pub(super) struct Pieces<'a> {
    /// The widget's files.
    pub(super) widget: &'a Part,
    /// The desk's files.
    pub(super) desk: &'a Part,
    /// The loader, once there is one.
    pub(super) loader: Option<&'a Part>,
    /// What leaves a contact request without the WASM.
    pub(super) fallback: &'a Part,
    /// What a web team fetches by name: themes, and the types of the loader's interface.
    pub(super) named: &'a Part,
    /// The desk's page, once there is one.
    pub(super) page: Option<String>,
}

/// Assets by their path without the first slash.
pub(super) struct Layout {
    files: BTreeMap<String, Vec<u8>>,
    /// What is in them.
    pub(super) manifest: Manifest,
}

impl Pieces<'_> {
    /// Gives each file its place.
    pub(super) fn lay_out(&self, mode: Mode) -> Result<Layout> {
        let mut files = BTreeMap::new();
        let mut widget = place(&mut files, "widget", self.widget);
        widget.fallback = hashed(&mut files, self.fallback) + "/" + loader::FALLBACK_NAME;
        let desk = place(&mut files, "desk", self.desk);
        let mut embed_integrity = None;
        if let Some(part) = self.loader {
            for (name, bytes) in &part.files {
                for served in LOADER_NAMES {
                    let path = name.replacen(loader::NAME, served, 1);
                    files.insert(path, bytes.clone());
                }
            }
            embed_integrity = part.files.get(loader::NAME).map(|bytes| integrity(bytes));
        }
        files.extend(self.named.files.clone());
        if let Some(page) = &self.page {
            let mut part = Part::default();
            part.add("index.html", filled(page, &desk)?.into_bytes(), mode)?;
            for (name, bytes) in part.files {
                files.insert(format!("desk/{name}"), bytes);
            }
        }
        let manifest = Manifest {
            widget,
            desk,
            embed_integrity,
        };
        let json = serde_json::to_string_pretty(&manifest)? + "\n";
        files.insert("manifest.json".to_owned(), json.into_bytes());
        Ok(Layout { files, manifest })
    }
}

impl Layout {
    /// Makes a folder hold exactly these files; those that are right already are not touched.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        for path in files::under(folder)? {
            let inside = path.strip_prefix(folder)?.to_string_lossy().into_owned();
            if !self.files.contains_key(&inside) {
                fs::remove_file(&path)
                    .with_context(|| format!("{} can't be removed", path.display()))?;
            }
        }
        for (inside, bytes) in &self.files {
            files::write(&folder.join(inside), bytes)?;
        }
        Ok(())
    }
}

/// The desk's page as written; nothing while there is none.
pub(super) fn desk_page(checkout: &Checkout) -> Result<Option<String>> {
    let path = checkout.path(DESK_PAGE);
    if !path.exists() {
        println!("missing: {DESK_PAGE}, the desk's page");
        return Ok(None);
    }
    Ok(Some(String::from_utf8(files::read(&path)?)?))
}

fn place(files: &mut BTreeMap<String, Vec<u8>>, name: &str, part: &Part) -> Paths {
    let folder = hashed(files, part);
    let path = |extension: &str| format!("{folder}/{name}.{extension}");
    Paths {
        script: path("js"),
        wasm: path("wasm"),
        style: path("css"),
        fallback: String::new(),
    }
}

/// Puts a part into a folder named by its content, and tells the folder's path.
fn hashed(files: &mut BTreeMap<String, Vec<u8>>, part: &Part) -> String {
    let folder = format!("assets/{}", part.hash());
    for (file, bytes) in &part.files {
        files.insert(format!("{folder}/{file}"), bytes.clone());
    }
    format!("/{folder}")
}

fn filled(page: &str, paths: &Paths) -> Result<String> {
    let mut page = page.to_owned();
    let boot = paths.script.replace(".js", "-boot.js");
    for (slot, path) in [
        ("{{boot}}", &boot),
        ("{{script}}", &paths.script),
        ("{{wasm}}", &paths.wasm),
        ("{{style}}", &paths.style),
    ] {
        if !page.contains(slot) {
            bail!("{DESK_PAGE} has no {slot}");
        }
        page = page.replace(slot, path);
    }
    if let Some((_, rest)) = page.split_once("{{") {
        let slot = rest.split("}}").next().unwrap_or_default();
        bail!("{DESK_PAGE} asks for {{{{{slot}}}}}, which the builder does not know");
    }
    Ok(page)
}

/// Subresource Integrity's form of a hash.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests;
