//! Which keys do what: kept clear of the browser's own, changeable, and all of them to be turned off
//! (WCAG 2.1.4).
//!
//! Keys are named as the browser names the places on the keyboard (`KeyN`, `Digit1`): an Alt that
//! makes other letters, as on a Mac, does not change them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// Takes whoever is next.
    Next,
    /// Opens one of the agent's own conversations: this one is pressed with a digit.
    Mine,
    /// Goes to the reply.
    Reply,
    /// Goes to the note.
    Note,
    /// Goes to the canned replies.
    Replies,
    /// Goes to the end of the conversation.
    End,
    /// Shows the list of shortcuts.
    List,
}

impl Aim {
    /// All of them, as they are listed.
    pub const ALL: [Self; 7] = [
        Self::Next,
        Self::Mine,
        Self::Reply,
        Self::Note,
        Self::Replies,
        Self::End,
        Self::List,
    ];

    fn first_chord(self) -> Chord {
        let code = match self {
            Self::Next => "KeyN",
            Self::Mine => "Digit",
            Self::Reply => "KeyV",
            Self::Note => "KeyM",
            Self::Replies => "KeyR",
            Self::End => "KeyL",
            Self::List => "KeyK",
        };
        Chord {
            shift: false,
            code: code.into(),
        }
    }
}

/// Keys pressed together: always Alt, perhaps Shift, and one more. For [`Aim::Mine`] the one more is
/// any of the digits, written `Digit`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Chord {
    /// Whether Shift is pressed too.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub shift: bool,
    /// The key's place.
    pub code: String,
}

/// Keys as the browser told them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// The key's place.
    pub code: String,
    /// Alt.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// Ctrl, the key with the window on it or the Mac's, or the Alt that makes other letters.
    pub other: bool,
    /// Whether an input method is composing.
    pub is_composing: bool,
}

/// Why keys can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Not Alt with a letter or a digit.
    NeedsAlt,
    /// The browser has them.
    Browser,
    /// They do something already.
    Taken(Aim),
}

/// The agent's shortcuts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shortcuts {
    /// Whether any of them works.
    pub on: bool,
    /// Those that were changed.
    changed: BTreeMap<Aim, Chord>,
}

impl Default for Shortcuts {
    fn default() -> Self {
        Self {
            on: true,
            changed: BTreeMap::new(),
        }
    }
}

impl Shortcuts {
    /// The keys of an aim.
    pub fn chord(&self, aim: Aim) -> Chord {
        let changed = self.changed.get(&aim).cloned();
        changed.unwrap_or_else(|| aim.first_chord())
    }

    /// What pressed keys do, and for one of the agent's own conversations which, from 0.
    pub fn aim(&self, pressed: &Pressed) -> Option<(Aim, usize)> {
        if !self.on || pressed.is_composing {
            return None;
        }
        let chord = pressed.chord()?;
        let aim = Aim::ALL.into_iter().find(|aim| {
            let own = self.chord(*aim);
            own.shift == chord.shift && own.code == chord.code_of(*aim)
        })?;
        Some((aim, chord.digit().unwrap_or(0)))
    }

    /// Gives an aim other keys, or says why not.
    ///
    /// # Errors
    /// When the keys are no shortcut, the browser's own, or another's.
    pub fn change(&mut self, aim: Aim, pressed: &Pressed) -> Result<(), Unfit> {
        let mut chord = pressed.chord().ok_or(Unfit::NeedsAlt)?;
        if aim == Aim::Mine {
            chord.digit().ok_or(Unfit::NeedsAlt)?;
            chord.code = "Digit".into();
        }
        if chord.is_browsers() {
            return Err(Unfit::Browser);
        }
        let taken = Aim::ALL.into_iter().find(|other| {
            let theirs = self.chord(*other);
            let is_same =
                theirs.code == chord.code || (theirs.code == "Digit" && chord.digit().is_some());
            *other != aim && theirs.shift == chord.shift && is_same
        });
        if let Some(other) = taken {
            return Err(Unfit::Taken(other));
        }
        self.changed.insert(aim, chord);
        Ok(())
    }

    /// Every aim has its first keys again.
    pub fn reset(&mut self) {
        self.changed.clear();
    }
}

impl Pressed {
    /// The keys, when they are such that a shortcut can have.
    fn chord(&self) -> Option<Chord> {
        let is_named = is_letter(&self.code) || digit_of(&self.code).is_some();
        (self.alt && !self.other && is_named).then(|| Chord {
            shift: self.shift,
            code: self.code.clone(),
        })
    }
}

impl Chord {
    /// What stands on the key beside Alt and Shift: a letter, a digit, or `1–9`.
    pub fn letter(&self) -> &str {
        match self.code.as_str() {
            "Digit" => "1–9",
            code => (code.strip_prefix("Key"))
                .or_else(|| code.strip_prefix("Digit"))
                .unwrap_or(code),
        }
    }

    /// As `aria-keyshortcuts` wants it, with a digit in the place of any.
    pub fn aria(&self, digit: usize) -> String {
        let shift = if self.shift { "Shift+" } else { "" };
        let mut keys = ["Alt+", shift].concat();
        match self.code.as_str() {
            "Digit" => keys.push_str(&digit.to_string()),
            _ => keys.push_str(self.letter()),
        }
        keys
    }

    fn digit(&self) -> Option<usize> {
        digit_of(&self.code)
    }

    fn code_of(&self, aim: Aim) -> &str {
        match aim {
            Aim::Mine if self.digit().is_some() => "Digit",
            _ => &self.code,
        }
    }

    /// Alt with these opens a menu, the address or the page's first screen in some browser.
    fn is_browsers(&self) -> bool {
        let letter = self.letter();
        if self.shift {
            ["T", "I", "A", "B"].contains(&letter)
        } else {
            ["D", "E", "F"].contains(&letter)
        }
    }
}

fn is_letter(code: &str) -> bool {
    let letter = code.strip_prefix("Key");
    letter.is_some_and(|it| it.len() == 1 && it.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Which of the agent's own conversations a digit means, from 0; none for 0 itself.
fn digit_of(code: &str) -> Option<usize> {
    let digit: usize = code.strip_prefix("Digit")?.parse().ok()?;
    digit.checked_sub(1).filter(|index| *index < 9)
}

#[cfg(test)]
mod tests {
    use juttu_client::json;

    use super::*;

    fn alt(code: &str) -> Pressed {
        Pressed {
            code: code.into(),
            alt: true,
            ..Pressed::default()
        }
    }

    #[test]
    fn every_deed_has_keys_of_its_own_from_the_first() {
        let keys = Shortcuts::default();
        assert_eq!(keys.aim(&alt("KeyN")), Some((Aim::Next, 0)));
        assert_eq!(keys.aim(&alt("Digit3")), Some((Aim::Mine, 2)));
        assert_eq!(keys.aim(&alt("Digit0")), None);
        assert_eq!(keys.aim(&alt("KeyD")), None, "the browser's own");
        for aim in Aim::ALL {
            let chord = keys.chord(aim);
            assert!(!chord.is_browsers(), "{aim:?}");
            let twins = Aim::ALL.into_iter().filter(|it| keys.chord(*it) == chord);
            assert_eq!(twins.count(), 1, "{aim:?}");
        }
    }

    #[test]
    fn other_letters_and_composed_ones_are_no_shortcut() {
        let keys = Shortcuts::default();
        let with_other = Pressed {
            other: true,
            ..alt("KeyN")
        };
        let composing = Pressed {
            is_composing: true,
            ..alt("KeyN")
        };
        let shifted = Pressed {
            shift: true,
            ..alt("KeyN")
        };
        let bare = Pressed {
            alt: false,
            ..alt("KeyN")
        };
        for pressed in [with_other, composing, shifted, bare] {
            assert_eq!(keys.aim(&pressed), None, "{pressed:?}");
        }
    }

    #[test]
    fn turned_off_none_works() {
        let keys = Shortcuts {
            on: false,
            ..Shortcuts::default()
        };
        assert_eq!(keys.aim(&alt("KeyN")), None);
    }

    #[test]
    fn changed_keys_work_and_the_first_ones_no_longer() {
        let mut keys = Shortcuts::default();
        assert_eq!(keys.change(Aim::Next, &alt("KeyS")), Ok(()));
        assert_eq!(keys.aim(&alt("KeyS")), Some((Aim::Next, 0)));
        assert_eq!(keys.aim(&alt("KeyN")), None);
        let kept: Shortcuts = json::from_text(&json::to_text(&keys)).unwrap();
        assert_eq!(kept, keys);
        keys.reset();
        assert_eq!(keys, Shortcuts::default());
    }

    #[test]
    fn keys_that_would_not_do_are_refused_and_nothing_changes() {
        let mut keys = Shortcuts::default();
        let bare = Pressed {
            alt: false,
            ..alt("KeyS")
        };
        assert_eq!(keys.change(Aim::Next, &bare), Err(Unfit::NeedsAlt));
        assert_eq!(
            keys.change(Aim::Next, &alt("ArrowLeft")),
            Err(Unfit::NeedsAlt)
        );
        assert_eq!(keys.change(Aim::Next, &alt("KeyF")), Err(Unfit::Browser));
        assert_eq!(
            keys.change(Aim::Next, &alt("KeyM")),
            Err(Unfit::Taken(Aim::Note))
        );
        assert_eq!(
            keys.change(Aim::Next, &alt("Digit4")),
            Err(Unfit::Taken(Aim::Mine))
        );
        assert_eq!(keys.change(Aim::Mine, &alt("KeyS")), Err(Unfit::NeedsAlt));
        assert_eq!(
            keys.change(Aim::Next, &alt("KeyN")),
            Ok(()),
            "its own again"
        );
        assert_eq!(keys.aim(&alt("KeyN")), Some((Aim::Next, 0)));
    }

    #[test]
    fn keys_are_named_for_those_who_listen() {
        let mut keys = Shortcuts::default();
        assert_eq!(keys.chord(Aim::Mine).aria(4), "Alt+4");
        let shifted = Pressed {
            shift: true,
            ..alt("KeyN")
        };
        keys.change(Aim::Next, &shifted).unwrap();
        assert_eq!(keys.chord(Aim::Next).aria(0), "Alt+Shift+N");
    }

    #[test]
    fn what_another_version_kept_is_read_as_far_as_it_goes() {
        let read: Shortcuts = json::from_text("{}").unwrap();
        assert_eq!(read, Shortcuts::default());
    }
}
