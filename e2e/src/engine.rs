//! The browser engines that stories run in.

use std::fmt;

use anyhow::{Result, bail};

/// An engine. Residents meet all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink: Chrome, Edge, Samsung Internet and most others.
    Chromium,
    /// Gecko.
    Firefox,
    /// What Safari is made of, and on a phone from Apple every browser.
    WebKit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name on the command line, in `JUTTU_BROWSER` and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engine of that name.
    ///
    /// # Errors
    /// In one line, when there is none.
    pub fn named(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        let Some(engine) = found else {
            let names = Self::ALL.map(Self::name).join(", ");
            bail!("JUTTU_BROWSER={name}: stories run in {names}");
        };
        Ok(engine)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_known_by_their_names() {
        for engine in Engine::ALL {
            assert_eq!(Engine::named(engine.name()).ok(), Some(engine));
        }
        assert!(Engine::named("Chromium").is_err());
    }
}
