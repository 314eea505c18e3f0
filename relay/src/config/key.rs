//! Where the data key comes from, and what is wrong when it does not.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::seal::{Keyring, SealError};

/// Where the data key comes from.
#[derive(Clone)]
pub enum DataKey {
    /// A file that only its owner may read.
    File(PathBuf),
    /// The key itself, from the environment.
    Given(Zeroizing<String>),
    /// Nothing was written. Only the demo starts so: it keeps its key beside its data.
    Nowhere,
}

/// Why there is no data key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is not there.
    #[error(
        "the data key {0} is not there; if there is no database yet, make one with: (umask 077 && juttu-relay key > {0})"
    )]
    Missing(PathBuf),
    /// Others can read it.
    #[error("the data key {0} can be read by others than its owner; run: chmod 600 {0}")]
    Readable(PathBuf),
    /// It could not be read.
    #[error("the data key {0} could not be read: {1}")]
    Unreadable(PathBuf, io::Error),
    /// What stands there is no key.
    #[error("{0}: {1}")]
    Wrong(String, SealError),
    /// Neither a file nor a variable was written.
    #[error("no data key is configured; write store.data_key_file, or give JUTTU__DATA_KEY")]
    Nowhere,
}

impl DataKey {
    /// Reads the keys.
    ///
    /// # Errors
    /// In plain words, with the command that mends it.
    pub fn read(&self) -> Result<Keyring, KeyError> {
        match self {
            Self::File(path) => of_file(path),
            Self::Given(text) => Keyring::parse(text)
                .map_err(|error| KeyError::Wrong("JUTTU__DATA_KEY".into(), error)),
            Self::Nowhere => Err(KeyError::Nowhere),
        }
    }
}

/// Never shows the key.
impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Given(_) => f.write_str("Given(…)"),
            Self::Nowhere => f.write_str("Nowhere"),
        }
    }
}

fn of_file(path: &Path) -> Result<Keyring, KeyError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => KeyError::Missing(path.to_owned()),
        _ => KeyError::Unreadable(path.to_owned(), error),
    };
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if may_be_read_by_others(path, &metadata) {
        return Err(KeyError::Readable(path.to_owned()));
    }
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(failed)?);
    Keyring::parse(&text).map_err(|error| KeyError::Wrong(path.display().to_string(), error))
}

#[cfg(unix)]
pub(crate) fn may_be_read_by_others(path: &Path, metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    // A credential handed over by systemd is kept by an access list, which shows as the group's
    // right to read; the folder above it is closed to others.
    let handed_over =
        std::env::var_os("CREDENTIALS_DIRECTORY").is_some_and(|folder| path.starts_with(folder));
    let others = if handed_over { 0o037 } else { 0o077 };
    metadata.permissions().mode() & others != 0
}

/// Elsewhere the folder's own rights must do.
#[cfg(not(unix))]
pub(crate) fn may_be_read_by_others(_: &Path, _: &std::fs::Metadata) -> bool {
    false
}
