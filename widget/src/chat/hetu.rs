//! A personal identity code is noticed before it is sent: the resident may take it out, or send it
//! after all. Nobody is kept from sending for good.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::hetu;
use juttu_shared::texts::widget as w;

use super::verbs::FIELD_ID;
use super::{Chat, Objection, Screen};

impl Objection {
    /// Whether it is that the message seems to hold a personal identity code.
    pub fn is_hetu(self) -> bool {
        self.refusal == Refusal::NotAllowed && self.at == FIELD_ID
    }
}

impl Chat {
    /// Objects to a text with a personal identity code, unless it is one to be sent anyway.
    pub(super) fn objects_to_hetu(self, text: &str) -> bool {
        let is_wanted = self.read(|inner| inner.hetu.1 && inner.hetu.0 == text);
        let objects = !is_wanted && hetu::find(text).is_some();
        if objects {
            self.note(|inner| inner.hetu = (text.to_owned(), false));
            self.object(Refusal::NotAllowed, 0, FIELD_ID);
        }
        objects
    }

    /// Whether the message that was to be sent seems to hold a personal identity code.
    pub fn has_hetu(self) -> bool {
        self.see(|shown| shown.objection.is_some_and(Objection::is_hetu))
    }

    /// Takes it out of what stands in the field.
    pub fn take_out_hetu(self) {
        let draft = self.read(|inner| inner.kept.draft.clone());
        self.write_draft(hetu::without(&draft));
        self.host().say(&self.word(w::HETU_TAKEN_OUT));
        self.focus_field();
    }

    /// Sends it as it stands.
    pub fn send_anyway(self) {
        let screen = self.note(|inner| {
            inner.hetu.1 = true;
            inner.shown.screen
        });
        self.show(|shown| shown.objection = None);
        self.focus_field();
        match screen {
            Screen::Start => self.start(),
            Screen::Request => self.leave(),
            _ => self.post(),
        }
    }
}
