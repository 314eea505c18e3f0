//! A part of what a browser downloads: its files and their compressed siblings, kept between builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::compress;
use super::mode::Mode;
use crate::checkout::Checkout;
use crate::files;

/// A program for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum App {
    /// The resident's side.
    Widget,
    /// The professional's side.
    Desk,
}

impl App {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Widget, Self::Desk];

    /// Its folder, and the stem of its files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Desk => "desk",
        }
    }

    /// Its package.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Widget => "juttu-widget",
            Self::Desk => "juttu-desk",
        }
    }

    /// The file cargo makes of it.
    pub(crate) fn wasm_file(self) -> &'static str {
        match self {
            Self::Widget => "juttu_widget.wasm",
            Self::Desk => "juttu_desk.wasm",
        }
    }
}

/// Files by name, such as `widget.js`, `widget.js.br` and `widget.js.gz`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Names and bytes.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Part {
    /// Adds a file and its compressed siblings.
    pub(super) fn add(&mut self, name: &str, bytes: Vec<u8>, mode: Mode) -> Result<()> {
        for (suffix, squeezed) in compress::siblings(&bytes, mode.brotli_quality())? {
            self.files.insert(format!("{name}{suffix}"), squeezed);
        }
        self.files.insert(name.to_owned(), bytes);
        Ok(())
    }

    /// The first 16 hexadecimal digits of the SHA-256 over its files.
    pub(super) fn hash(&self) -> String {
        let mut hash = files::hash_of(
            self.files
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
        );
        hash.truncate(16);
        hash
    }

    /// What the last build left, when its inputs had this fingerprint.
    pub(super) fn kept(
        checkout: &Checkout,
        mode: Mode,
        name: &str,
        fingerprint: &str,
    ) -> Result<Option<Self>> {
        let folder = folder(checkout, mode, name);
        let stamp = folder.with_extension("stamp");
        if fs::read_to_string(stamp).is_ok_and(|kept| kept == fingerprint) {
            let mut part = Self::default();
            for path in files::under(&folder)? {
                if let Some(name) = path.file_name() {
                    let name = name.to_string_lossy().into_owned();
                    part.files.insert(name, files::read(&path)?);
                }
            }
            return Ok(Some(part));
        }
        Ok(None)
    }

    /// Keeps it for the next build.
    pub(super) fn keep(
        &self,
        checkout: &Checkout,
        mode: Mode,
        name: &str,
        fingerprint: &str,
    ) -> Result<()> {
        let folder = folder(checkout, mode, name);
        let stamp = folder.with_extension("stamp");
        fs::remove_file(&stamp).ok();
        fs::remove_dir_all(&folder).ok();
        for (name, bytes) in &self.files {
            files::write(&folder.join(name), bytes)?;
        }
        files::write(&stamp, fingerprint.as_bytes())
    }
}

/// Where a part is kept.
pub(super) fn folder(checkout: &Checkout, mode: Mode, name: &str) -> PathBuf {
    checkout.target.join("parts").join(mode.name()).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_with_its_siblings_and_changes_the_hash() {
        let mut part = Part::default();
        part.add("widget.css", b"a{}".to_vec(), Mode::Quick)
            .expect("it compresses");
        let names: Vec<_> = part.files.keys().map(String::as_str).collect();
        assert_eq!(names, ["widget.css", "widget.css.br", "widget.css.gz"]);
        let before = part.hash();
        assert_eq!(before.len(), 16);
        part.add("widget.css", b"b{}".to_vec(), Mode::Quick)
            .expect("it compresses");
        assert_ne!(before, part.hash());
    }
}
