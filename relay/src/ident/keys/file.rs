//! The file of the relay's keys: `KIND:BASE64` (PKCS #8) one a line, of each kind the oldest first.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{Keys, Kind, generate};
use crate::config::may_be_read_by_others;

const HEAD: &str = "# The relay's keys for identification, made by `juttu-relay keys`. Whoever reads them can\n\
                    # speak for the relay and read what providers say to it.\n";
/// Most keys of a kind: one in use, and one that follows or is left.
const AT_ONCE: usize = 2;

/// The keys of a file, as bytes.
pub struct File(Vec<(Kind, Zeroizing<Vec<u8>>)>);

/// What is wrong with a file of keys, in words for an operator.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not there.
    #[error(
        "the keys for identification {0} are not there; make them with: juttu-relay keys make --config FILE"
    )]
    Missing(PathBuf),
    /// Others can read it.
    #[error(
        "the keys for identification {0} can be read by others than their owner; run: chmod 600 {0}"
    )]
    Readable(PathBuf),
    /// It could not be read or written.
    #[error("the keys for identification {0} could not be read or written: {1}")]
    Unreadable(PathBuf, io::Error),
    /// A line is no key.
    #[error(
        "{0}:{1}: this is no key; a line is `signing:`, `vouching:` or `decryption:` and a key"
    )]
    NoKey(PathBuf, usize),
    /// A kind is missing.
    #[error(
        "the keys for identification {0} have none for {1}; add one with: juttu-relay keys next {1} --config FILE"
    )]
    None(PathBuf, &'static str),
    /// It is there already.
    #[error(
        "the keys for identification {0} are there already; let one follow with: juttu-relay keys next KIND --config FILE"
    )]
    There(PathBuf),
    /// Two are there already.
    #[error(
        "there are two keys for {0} already; take the older away first with: juttu-relay keys drop {0} --config FILE"
    )]
    Two(&'static str),
    /// None or only one is there.
    #[error(
        "there is no older key for {0}; let a new one follow first with: juttu-relay keys next {0} --config FILE"
    )]
    One(&'static str),
    /// No key could be made.
    #[error("no key could be made; try again")]
    Unmade,
}

impl File {
    /// A key of each kind, new.
    ///
    /// # Errors
    /// When none could be made.
    pub fn generate() -> Result<Self, FileError> {
        let keys = Kind::ALL.into_iter();
        let keys = keys.map(|kind| Ok((kind, generate().ok_or(FileError::Unmade)?)));
        Ok(Self(keys.collect::<Result<_, FileError>>()?))
    }

    /// Reads a file that only its owner may read, and that has a key of each kind.
    ///
    /// # Errors
    /// In plain words, with the command that mends it.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let file = Self::read_incomplete(path)?;
        for kind in Kind::ALL {
            if file.of_kind(kind).next().is_none() {
                return Err(FileError::None(path.to_owned(), kind.name()));
            }
        }
        Ok(file)
    }

    /// The same of a file to which keys may be missing, so that they can be added.
    ///
    /// # Errors
    /// As [`File::read`].
    pub fn read_incomplete(path: &Path) -> Result<Self, FileError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing(path.to_owned()),
            _ => FileError::Unreadable(path.to_owned(), error),
        };
        let metadata = std::fs::metadata(path).map_err(failed)?;
        if may_be_read_by_others(path, &metadata) {
            return Err(FileError::Readable(path.to_owned()));
        }
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(failed)?);
        let mut keys = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let parsed = parse(line).ok_or(FileError::NoKey(path.to_owned(), index + 1))?;
            keys.push(parsed);
        }
        Ok(Self(keys))
    }

    /// The keys of one kind, the oldest first.
    pub(crate) fn of_kind(
        &self,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = (Kind, &Zeroizing<Vec<u8>>)> {
        let keys = self.0.iter().filter(move |(of, _)| *of == kind);
        keys.map(|(kind, key)| (*kind, key))
    }

    /// The public halves of one kind, the oldest first, as a key set has them.
    pub fn public(&self, kind: Kind) -> Vec<serde_json::Value> {
        self.of_kind(kind)
            .filter_map(|(_, key)| super::jwk(kind, key))
            .collect()
    }

    /// Lets a new key follow, or be the first of its kind.
    ///
    /// # Errors
    /// When there are two already.
    pub fn next(&mut self, kind: Kind) -> Result<(), FileError> {
        if self.of_kind(kind).count() >= AT_ONCE {
            return Err(FileError::Two(kind.name()));
        }
        self.0.push((kind, generate().ok_or(FileError::Unmade)?));
        Ok(())
    }

    /// Takes the older of two away.
    ///
    /// # Errors
    /// When there are no two.
    pub fn drop_older(&mut self, kind: Kind) -> Result<(), FileError> {
        let oldest = self.0.iter().position(|(of, _)| *of == kind);
        match oldest {
            Some(oldest) if self.of_kind(kind).count() > 1 => {
                self.0.remove(oldest);
                Ok(())
            }
            _ => Err(FileError::One(kind.name())),
        }
    }

    /// Writes a file that was not there.
    ///
    /// # Errors
    /// When there is one, or it can't be written.
    pub fn create(&self, path: &Path) -> Result<(), FileError> {
        self.write(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => FileError::There(path.to_owned()),
            _ => FileError::Unreadable(path.to_owned(), error),
        })
    }

    /// Puts these keys into the place of those in the file, whole or not at all; it stays with its
    /// owner.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn replace(&self, path: &Path) -> Result<(), FileError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let failed = |error| FileError::Unreadable(path.to_owned(), error);
        // What an attempt that was broken off left there.
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        self.write(&beside).map_err(failed)?;
        keep_owner(path, &beside).map_err(failed)?;
        std::fs::rename(&beside, path).map_err(failed)
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(path)?;
        file.write_all(self.text().as_bytes())?;
        file.sync_all()
    }

    fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(HEAD.to_owned());
        for (kind, key) in &self.0 {
            let key = Zeroizing::new(STANDARD.encode(key));
            text.push_str(kind.name());
            text.push(':');
            text.push_str(&key);
            text.push('\n');
        }
        text
    }
}

/// Says nothing of what it holds.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("File(…)")
    }
}

impl Keys {
    /// The keys that stand in a file.
    ///
    /// # Errors
    /// In plain words, with the command that mends it.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let unusable = || FileError::Unreadable(path.to_owned(), io::ErrorKind::InvalidData.into());
        Self::of(&File::read(path)?).ok_or_else(unusable)
    }
}

fn parse(line: &str) -> Option<(Kind, Zeroizing<Vec<u8>>)> {
    let (kind, key) = line.split_once(':')?;
    let key = Zeroizing::new(STANDARD.decode(key.trim()).ok()?);
    let kind = Kind::from_name(kind.trim())?;
    super::jwk(kind, &key)?;
    Some((kind, key))
}

#[cfg(unix)]
fn keep_owner(old: &Path, new: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let (is, was) = (std::fs::metadata(new)?, std::fs::metadata(old)?);
    if (is.uid(), is.gid()) == (was.uid(), was.gid()) {
        return Ok(());
    }
    chown(new, Some(was.uid()), Some(was.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}
