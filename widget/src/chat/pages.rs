//! What the resident has turned to outside a conversation, what is written into the forms there,
//! and how all of it is forgotten.

use juttu_shared::id::PickUpCode;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::Concerns;
use leptos::prelude::Notify;

use super::{Chat, Inner, Objection, Page, Reach, Shown};
use crate::conversation::Conversation;
use crate::kept::{Chosen, Kept};

/// What is written into the forms, beside the message. Kept as long as the page lives.
#[derive(Debug, Default)]
pub struct Form {
    /// A telephone number.
    pub phone: String,
    /// Whether it is safe to call it, once that is said.
    pub is_safe: Option<bool>,
    /// An e-mail address.
    pub email: String,
    /// A pick-up code.
    pub code: String,
}

impl Inner {
    /// What stands in the field of that id. What is chosen is kept in the tab; how to reach the
    /// resident, and a code, never.
    fn field(&mut self, id: &str) -> &mut String {
        match id {
            "phone" => &mut self.form.phone,
            "email" => &mut self.form.email,
            "topic" => &mut self.kept.chosen.topic,
            "concerns" => &mut self.kept.chosen.concerns,
            "area" => &mut self.kept.chosen.area,
            _ => &mut self.form.code,
        }
    }
}

impl Chat {
    /// Turns to a page, or away from one. A code that was shown is forgotten: others may use the
    /// device.
    pub fn turn_to(self, page: Page) {
        // Where nobody begins with it, one has identified to read, and goes on anonymously.
        if page != Page::Door && self.is_proved() && !self.begins_identified() {
            self.drops_session();
        }
        self.change(|inner| {
            inner.kept.page = page;
            inner.kept.code = None;
            inner.kept.reach.clear();
        });
        self.asks_text();
        self.show(|shown| {
            // Why the start was refused does not hold for the form.
            shown.objection = None;
            shown.trouble = None;
        });
        self.draw();
    }

    /// The form asks for the message unless it is stored and nothing more is written.
    pub(super) fn asks_text(self) {
        let asks_text = self.read(|inner| {
            inner.conversation.state.is_none() || !inner.kept.draft.trim().is_empty()
        });
        self.show(|shown| shown.asks_text = asks_text);
    }

    /// Turns back to the code, which has not been left yet.
    pub fn show_code(self) {
        self.lay(Page::Sent);
    }

    /// Turns to the answer that came while the code stood. The code may not be noted yet, so it is
    /// not left by this.
    pub fn read_answer(self) {
        self.lay(Page::None);
    }

    fn lay(self, page: Page) {
        self.change(|inner| inner.kept.page = page);
        self.draw();
    }

    /// Turns to the door, away from a conversation that is over.
    pub fn turn_to_door(self) {
        if self.read(|inner| inner.conversation.state.is_some()) {
            self.forget(self.unsent(), Page::Door);
        } else {
            self.turn_to(Page::Door);
        }
    }

    /// What stands in a form's field.
    pub fn written(self, id: &str) -> String {
        self.note(|inner| inner.field(id).clone())
    }

    /// Something is written into a form's field.
    pub fn write(self, id: &str, text: String) {
        self.change(|inner| *inner.field(id) = text);
        self.show(|shown| shown.objection = None);
    }

    /// How the answer is wanted.
    pub fn reach_by(self, reach: Reach) {
        self.show(|shown| {
            shown.reach = reach;
            shown.objection = None;
        });
    }

    /// Whether it is safe to call.
    pub fn say_safe(self, is_safe: bool) {
        self.note(|inner| inner.form.is_safe = Some(is_safe));
        self.show(|shown| shown.objection = None);
    }

    /// Whether it is safe to call, as far as that was said.
    pub fn is_safe(self) -> Option<bool> {
        self.read(|inner| inner.form.is_safe)
    }

    /// Why what stands in the field of that id was not taken. With a wrong number, that nothing was
    /// said of its safety stands there as well.
    pub fn objection_at(self, id: &str) -> Option<Objection> {
        let objection = self.see(|shown| shown.objection)?;
        let lacks_safe = objection.at == "phone" && id == "safe" && self.is_safe().is_none();
        let at = if lacks_safe { "safe" } else { objection.at };
        (at == id).then_some(Objection { at, ..objection })
    }

    /// Whether there is no conversation yet.
    pub fn is_new(self) -> bool {
        self.see(|_| ());
        self.read(|inner| inner.conversation.state.is_none())
    }

    /// Whether the request is left already, and the form gives a code for it.
    pub fn is_left(self) -> bool {
        self.see(|_| ());
        self.read(|inner| inner.conversation.state == Some(State::Left))
    }

    /// The topic that is chosen, if one is.
    pub(super) fn topic(self) -> Option<String> {
        Some(self.written("topic")).filter(|topic| !topic.is_empty())
    }

    /// Whose matter it is, if that is said.
    pub(super) fn concerns(self) -> Option<Concerns> {
        Concerns::from_name(&self.written("concerns"))
    }

    /// The area that is chosen, if one is.
    pub(super) fn area(self) -> Option<u32> {
        self.written("area").parse().ok()
    }

    /// The code of the request that was left in this tab, as long as it is shown.
    pub fn code(self) -> Option<PickUpCode> {
        self.read(|inner| inner.kept.code.clone())
    }

    /// Forgets session and log; `draft` stands in the field, and the resident on a page.
    pub(super) fn forget(self, draft: String, page: Page) {
        self.change(|inner| {
            inner.link = None;
            inner.is_welcomed = false;
            inner.until_ms = None;
            inner.ends_at_ms = None;
            inner.ticks = None;
            inner.unread = 0;
            inner.hetu = Default::default();
            inner.identity = Default::default();
            inner.conversation = Conversation::default();
            // What was chosen stands with the text that it was chosen for.
            let chosen = match draft.is_empty() {
                true => Chosen::default(),
                false => std::mem::take(&mut inner.kept.chosen),
            };
            inner.kept = Kept {
                draft,
                chosen,
                page,
                open: inner.kept.open,
                ..Kept::default()
            };
        });
        self.draft.notify();
        // The screen itself is drawn from the conversation, of which there is none any more.
        self.show(|shown| {
            *shown = Shown {
                screen: shown.screen,
                told: shown.told,
                reach: shown.reach,
                ..Shown::at_first()
            };
        });
        self.draw();
    }
}
