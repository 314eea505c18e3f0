//! What a story takes for granted: the hour, and what is configured.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::stage::SERVICE;

/// A Monday, five minutes after [`SERVICE`] has opened, for two hours.
const OPEN: &str = "2027-01-04T12:05:00+02:00";

/// A scene.
#[derive(Clone, Debug)]
pub struct Scene {
    /// When the relay's clock starts.
    pub now: String,
    service: String,
    sections: String,
}

impl Default for Scene {
    fn default() -> Self {
        Self::at(OPEN)
    }
}

impl Scene {
    /// The relay's clock starts at `now`, such as `2027-01-04T11:30:00+02:00`.
    pub fn at(now: &str) -> Self {
        Self {
            now: now.to_owned(),
            service: String::new(),
            sections: String::new(),
        }
    }

    /// With these lines of TOML within the section of [`SERVICE`].
    #[must_use]
    pub fn with(mut self, lines: &str) -> Self {
        self.service.push_str(lines);
        self.service.push('\n');
        self
    }

    /// With these sections of TOML.
    #[must_use]
    pub fn with_sections(mut self, sections: &str) -> Self {
        self.sections.push_str(sections);
        self.sections.push('\n');
        self
    }

    /// Writes what is laid over the demo's configuration: the county's origin may show the chat,
    /// the proxy in front is believed, and what the scene adds.
    pub(crate) fn overlay(&self, folder: &Path, county: &str) -> Result<PathBuf> {
        let path = folder.join("overlay.toml");
        let text = format!(
            "[relay]\ntrusted_proxies = [\"127.0.0.1\"]\n\n\
             [service.{SERVICE}]\norigins = [\"{county}\"]\n{}\n{}",
            self.service, self.sections
        );
        std::fs::write(&path, text)?;
        Ok(path)
    }
}
