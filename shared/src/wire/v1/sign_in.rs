//! How the staff sign in: with a password and a second factor, or through their organisation.
//!
//! Every path stands under `/desk/api/`, and a POST is answered only to the desk's own page. A refusal
//! is a [`super::public::Problem`].
//!
//! `GET /desk/api/sign-in/start?provider=ID&lang=fi` is a link of the desk's: it leads to the
//! organisation's own page, and from there back. What came of it stands in the fragment of the desk's
//! address, `#sign-in=CODE` with a [`CameBack`], when nobody is signed in by it.

use serde::{Deserialize, Serialize};

use super::public::ProviderName;

/// How one signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInWays {
    /// Whether with a name and a password.
    pub passwords: bool,
    /// Through which organisations, in the order of the configuration.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<ProviderName>,
}

impl SignInWays {
    /// Whether it is with a name and a password alone.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for SignInWays {
    fn default() -> Self {
        Self {
            passwords: true,
            providers: Vec::new(),
        }
    }
}

/// How the second factor of an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// It has none: a password is all that is asked for.
    Missing,
    /// It has one, and each sign-in asks for its code.
    SetUp,
}

/// Body of `POST /desk/api/sign-in`. Answered by 204 and the sign-in cookie; by
/// `second_factor_missing` when the password is right and the account's code is asked for, and then by
/// `wrong_second_factor`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The account's name.
    pub name: String,
    /// Its password.
    pub password: String,
    /// The code of its second factor (RFC 6238): six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Body of `POST /desk/api/set-password`. Answered by 204.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// The token from the fragment of the one-time link.
    pub token: String,
    /// The new password.
    pub password: String,
}

/// Answer of `POST /desk/api/second-factor` with `{}`: a new secret for the account of whoever is
/// signed in. It counts once it is confirmed; refused with `wrong_state` when one is set up already.
#[derive(Clone, Serialize, Deserialize)]
pub struct SecondFactorOffer {
    /// The secret in base32, in groups of four: what one types.
    pub secret: String,
    /// The same as an `otpauth:` address, for an application on the same device.
    pub link: String,
    /// The same as a picture, for a telephone's camera: the path of a square's dark parts in SVG.
    pub picture: String,
    /// How wide that square is, its quiet margin included, in units of the path.
    pub picture_width: u32,
}

/// Body of `POST /desk/api/second-factor/confirm`: the code that the application shows now. Answered
/// by 204, and from then on each sign-in asks for one; this sign-in counts as made with it, and the
/// account's other ones end.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmSecondFactor {
    /// Six digits.
    pub code: String,
}

/// What came of signing in through the organisation, when nobody is signed in by it. Stands in the
/// address, so it says nothing of anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CameBack {
    /// It was broken off there.
    Cancelled,
    /// The organisation's sign-in does not answer.
    Unavailable,
    /// Whoever signed in is in no group that may use the desk.
    NoGroup,
    /// Too many at once come from this address.
    TooMany,
    /// It took too long, was begun in another browser, or what came back does not hold.
    Failed,
}

impl CameBack {
    /// Each of them.
    pub const ALL: [Self; 5] = [
        Self::Cancelled,
        Self::Unavailable,
        Self::NoGroup,
        Self::TooMany,
        Self::Failed,
    ];

    /// Its code in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Unavailable => "unavailable",
            Self::NoGroup => "no-group",
            Self::TooMany => "too-many",
            Self::Failed => "failed",
        }
    }

    /// What a code says; of a later relay's that it failed.
    pub fn from_code(code: &str) -> Self {
        let known = Self::ALL.into_iter().find(|known| known.code() == code);
        known.unwrap_or(Self::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_it_was_made_of() {
        for said in CameBack::ALL {
            assert_eq!(CameBack::from_code(said.code()), said);
        }
        assert_eq!(CameBack::from_code("tomorrow"), CameBack::Failed);
    }
}
