//! What a story takes for granted: the hour, and what is configured.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::provider::{self, Kind, Place};
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
    /// Who identifies residents of [`SERVICE`], and who signs staff in.
    pub(crate) providers: Vec<Kind>,
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
            providers: Vec::new(),
        }
    }

    /// With these lines of TOML within the section of [`SERVICE`].
    #[must_use]
    pub fn with(mut self, lines: &str) -> Self {
        self.service.push_str(lines);
        self.service.push('\n');
        self
    }

    /// With a real provider beside the relay.
    #[must_use]
    pub fn with_provider(mut self, kind: Kind) -> Self {
        self.providers.push(kind);
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
    pub(crate) fn overlay(&self, folder: &Path, county: &str, places: &[Place]) -> Result<PathBuf> {
        let path = folder.join("overlay.toml");
        let both = || self.providers.iter().zip(places);
        let providers: String = both().map(|(kind, at)| kind.section(at)).collect();
        let residents = both().any(|(kind, _)| kind.is_for_residents());
        let identification = match residents {
            true => format!("identification = [\"{}\"]\n", provider::ID),
            false => String::new(),
        };
        let text = format!(
            "[relay]\ntrusted_proxies = [\"127.0.0.1\"]\n\n\
             [service.{SERVICE}]\norigins = [\"{county}\"]\n{identification}{}\n{}\n{providers}",
            self.service, self.sections
        );
        std::fs::write(&path, text)?;
        Ok(path)
    }
}
