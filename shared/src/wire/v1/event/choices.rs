//! What a resident chooses from.

use serde::{Deserialize, Serialize};

/// Whose matter it is, in the resident's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// The resident's own.
    Oneself,
    /// That of somebody close to them.
    SomeoneClose,
    /// That of a client: a professional asks.
    Client,
    /// Something of a later client.
    #[serde(other)]
    Other,
}

impl Concerns {
    /// Those that a resident chooses from, in the order of the screen.
    pub const CHOICES: [Self; 3] = [Self::Oneself, Self::SomeoneClose, Self::Client];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::SomeoneClose => "someone_close",
            Self::Client => "client",
            Self::Other => "other",
        }
    }

    /// The choice of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::CHOICES
            .into_iter()
            .find(|choice| choice.name() == name)
    }
}

/// Whether a resident got help, in their own judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Helped {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
    /// An answer of a later client.
    #[serde(other)]
    Other,
}

impl Helped {
    /// Those that a resident chooses from, in the order of the screen.
    pub const CHOICES: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Other => "other",
        }
    }

    /// The choice of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::CHOICES
            .into_iter()
            .find(|choice| choice.name() == name)
    }
}
