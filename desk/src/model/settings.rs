//! What an agent has settled for herself in this browser. Nothing of it is about residents.

use juttu_client::json;
use serde::{Deserialize, Serialize};

use super::shortcuts::Shortcuts;

/// An agent's own settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whether the desk sounds.
    pub sound: bool,
    /// Whether it shows notifications, where the browser allows it.
    pub notify: bool,
    /// The shortcuts.
    pub shortcuts: Shortcuts,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sound: true,
            notify: true,
            shortcuts: Shortcuts::default(),
        }
    }
}

impl Settings {
    /// What was kept; the first settings in the place of what can't be read.
    pub fn read(text: &str) -> Self {
        json::from_text(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_as_at_first() {
        let read = Settings::read(r#"{"sound":false,"later":1}"#);
        assert!(!read.sound && read.notify && read.shortcuts.on);
        assert_eq!(Settings::read("nothing"), Settings::default());
    }
}
