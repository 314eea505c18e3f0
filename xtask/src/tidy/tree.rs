//! The files of the repository: what is tracked, and what is about to be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::checkout::Checkout;
use crate::command::capture;

/// Every file by its path from the root, with `/` between folders.
#[derive(Default)]
pub(super) struct Tree {
    /// Where the checkout is on this machine.
    pub(super) root: String,
    /// Files that are text.
    pub(super) texts: BTreeMap<String, String>,
    /// All files.
    pub(super) names: BTreeSet<String>,
}

impl Tree {
    /// Reads what git tracks or would, without what it ignores.
    pub(super) fn read(checkout: &Checkout) -> Result<Self> {
        let mut git = Command::new("git");
        git.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(&checkout.root);
        let listing = capture(&mut git).context("tidy reads what git tracks")?;
        let mut tree = Self {
            root: checkout.root.display().to_string(),
            ..Self::default()
        };
        for name in String::from_utf8(listing)?.split_terminator('\0') {
            let Ok(bytes) = fs::read(checkout.path(name)) else {
                continue; // Removed, and not yet committed so.
            };
            tree.names.insert(name.to_owned());
            if let Ok(text) = String::from_utf8(bytes) {
                tree.texts.insert(name.to_owned(), text);
            }
        }
        Ok(tree)
    }

    /// Text files whose path ends so.
    pub(super) fn ending<'a>(
        &'a self,
        suffixes: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.each()
            .filter(|(path, _)| suffixes.iter().any(|suffix| path.ends_with(suffix)))
    }

    /// Text files under one of these folders, each written with its last `/`.
    pub(super) fn under<'a>(
        &'a self,
        folders: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.each()
            .filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder)))
    }

    /// Every text file.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// One text file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Whether a path is a file or a folder here.
    pub(super) fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        path.is_empty()
            || self.names.contains(path)
            || self.names.iter().any(|name| name.starts_with(&folder))
    }

    /// A made-up tree for a test.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            root: "/made/up".to_owned(),
            texts: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
            names: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
        }
    }
}
