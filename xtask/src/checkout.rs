//! Where things are in this checkout.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A checkout of the repository, and where its products go.
pub(crate) struct Checkout {
    /// The repository's root, absolute.
    pub(crate) root: PathBuf,
    /// Cargo's target directory, absolute.
    pub(crate) target: PathBuf,
}

impl Checkout {
    /// The checkout that this builder was started from.
    pub(crate) fn find() -> Result<Self> {
        let own = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own
            .parent()
            .context("the builder stands in no checkout")?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(elsewhere) => env::current_dir()?.join(elsewhere),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// Has the products that builders share to itself, until what it returns is dropped.
    pub(crate) fn claim(&self) -> Result<File> {
        fs::create_dir_all(&self.target)?;
        let path = self.target.join("xtask.lock");
        let file =
            File::create(&path).with_context(|| format!("{} can't be made", path.display()))?;
        if file.try_lock().is_err() {
            println!("[build] waiting for another build in this checkout …");
            file.lock()?;
        }
        Ok(file)
    }

    /// A path inside the repository.
    pub(crate) fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }
}

/// Where tools are kept between checkouts: `$JUTTU_CACHE`, else `$XDG_CACHE_HOME/juttu`, else
/// `~/.cache/juttu`.
pub(crate) fn cache() -> Result<PathBuf> {
    choose_cache(|name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    })
    .context("no place to keep tools: set JUTTU_CACHE to a folder")
}

fn choose_cache(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("JUTTU_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|folder| folder.join("juttu")))
        .or_else(|| variable("HOME").map(|folder| folder.join(".cache/juttu")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &'static [(&'static str, &'static str)]) -> Option<PathBuf> {
        choose_cache(|name| {
            set.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| PathBuf::from(value))
        })
    }

    #[test]
    fn the_most_particular_cache_wins() {
        assert_eq!(
            with(&[
                ("JUTTU_CACHE", "/c"),
                ("XDG_CACHE_HOME", "/x"),
                ("HOME", "/h")
            ]),
            Some("/c".into())
        );
        assert_eq!(
            with(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]),
            Some("/x/juttu".into())
        );
        assert_eq!(with(&[("HOME", "/h")]), Some("/h/.cache/juttu".into()));
        assert_eq!(with(&[]), None);
    }
}
