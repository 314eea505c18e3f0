//! How a request that was left is answered, in words beside its code.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::visitor::Leave;

use super::{Chat, Inner};

/// What is said of how a request is answered, or why there is a code, beside it.
const REACHED: [Key; 5] = [
    w::NO_CALL,
    w::WILL_CALL,
    w::WILL_MAIL,
    w::IDENTITY_FORGOTTEN,
    w::CODE_KEPT,
];

/// The words for how a request is answered; no key for the code alone.
pub(super) fn words(leave: &Leave) -> Key {
    match (&leave.phone, &leave.email) {
        (Some(phone), _) if phone.safe_to_call => w::WILL_CALL,
        (Some(_), _) => w::NO_CALL,
        (None, Some(_)) => w::WILL_MAIL,
        (None, None) => Key(""),
    }
}

impl Chat {
    /// Whether a code has opened the conversation in this tab.
    pub fn came_in(self) -> bool {
        self.see(|_| ());
        self.read(|inner| inner.kept.came_in)
    }

    /// Whether the code that is shown is not that of a request.
    pub fn has_kept_code(self) -> bool {
        self.read(Inner::has_kept_code)
    }

    /// How the request that was left in this tab is answered, beside the code; empty for that alone.
    pub fn reached(self) -> String {
        let reach = self.read(|inner| inner.kept.reach.clone());
        let words = REACHED.into_iter().find(|words| words.0 == reach);
        words.map(|words| self.word(words)).unwrap_or_default()
    }
}

impl Inner {
    /// Whether the code is not that of a request.
    pub(super) fn has_kept_code(&self) -> bool {
        let reach = &self.kept.reach;
        *reach == w::IDENTITY_FORGOTTEN.0 || *reach == w::CODE_KEPT.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use juttu_shared::id::{ClientKey, PickUpCode};
    use juttu_shared::wire::v1::visitor::Phone;

    #[test]
    fn it_is_said_how_the_request_is_answered() {
        let leave = |safe: Option<bool>, email: Option<&str>| Leave {
            client_key: ClientKey("k".repeat(22)),
            language: "fi".into(),
            text: Some("Hei".into()),
            topic: None,
            concerns: None,
            area: None,
            code: PickUpCode::parse("7KQ4 M2XD 9RTB 5HWN").unwrap(),
            phone: safe.map(|safe_to_call| Phone {
                number: "040 123 4567".into(),
                safe_to_call,
            }),
            email: email.map(str::to_owned),
        };
        assert_eq!(words(&leave(Some(false), None)), w::NO_CALL);
        assert_eq!(words(&leave(Some(true), None)), w::WILL_CALL);
        assert_eq!(words(&leave(None, Some("a@b.fi"))), w::WILL_MAIL);
        assert!(!REACHED.contains(&words(&leave(None, None))));
    }
}
