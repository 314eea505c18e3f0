//! Files under a folder, and what their contents come to.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Every file under a folder, by path, sorted; none when there is no such folder.
pub(crate) fn under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, &mut found)?;
    }
    found.sort();
    Ok(found)
}

/// Reads a file; the error names it.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} can't be read", path.display()))
}

/// Writes a file and the folders above it. Leaves a file alone that holds these bytes already, so
/// that what is built from it stays fresh.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("{} can't be made", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))
}

/// The SHA-256 of bytes as lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A hash over named contents, in which a byte can't move from one to the next unnoticed.
pub(crate) fn hash_of<'a>(contents: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in contents {
        for part in [name.as_bytes(), bytes] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hex(&hash.finalize())
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_moves_between_files_changes_the_hash() {
        let one = hash_of([("a", b"xy".as_slice()), ("b", b"z")]);
        let other = hash_of([("a", b"x".as_slice()), ("b", b"yz")]);
        assert_ne!(one, other);
        assert_eq!(one.len(), 64);
    }

    #[test]
    fn the_empty_hash_is_the_known_one() {
        assert!(sha256(b"").starts_with("e3b0c44298fc1c14"));
    }

    #[test]
    fn no_folder_has_no_files() {
        let none = under(Path::new("no/such/folder")).expect("it is no error");
        assert!(none.is_empty());
    }
}
