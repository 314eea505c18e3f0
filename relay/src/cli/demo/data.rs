//! The demo's folder: database and data key.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::config::{Config, DataKey};
use crate::random::Random;
use crate::seal::Keyring;

/// Where the demo keeps its data. A temporary one goes when the demo ends.
pub(super) struct Folder {
    path: PathBuf,
    is_temporary: bool,
}

impl Folder {
    /// The folder that was asked for, or a temporary one.
    pub(super) fn of(asked: Option<&Path>, random: &Random) -> Result<Self> {
        let (path, is_temporary) = match asked {
            Some(path) => (path.to_owned(), false),
            None => {
                let number = u64::from_le_bytes(random.bytes());
                let name = format!("juttu-demo-{number:016x}");
                (std::env::temp_dir().join(name), true)
            }
        };
        make(&path).with_context(|| format!("the folder {} can't be made", path.display()))?;
        Ok(Self { path, is_temporary })
    }

    /// Puts database and data key there, unless the configuration has them elsewhere.
    pub(super) fn settle(&self, config: &mut Config, random: &Random) -> Result<()> {
        if config.database.as_os_str().is_empty() {
            config.database = self.path.join("juttu.sqlite");
        }
        if matches!(config.data_key, DataKey::Nowhere) {
            let path = self.path.join("data.key");
            if !path.exists() {
                write_key(&path, random)
                    .with_context(|| format!("the data key {} can't be written", path.display()))?;
            }
            config.data_key = DataKey::File(path);
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_temporary {
            // What is left is in the system's temporary folder, which the system clears.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

fn make(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_key(path: &Path, random: &Random) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(Keyring::generate(random).as_bytes())?;
    file.sync_all()
}
