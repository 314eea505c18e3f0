//! What is done to a conversation: the verbs of the panels and menus.

use juttu_client::key::client_key;
use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::wire::v1::agent::TransferTo;
use juttu_shared::wire::v1::event::Outcome;
use leptos::prelude::*;

use super::{Desk, Pane};
use crate::browser::clock::local_time;
use crate::browser::page;
use crate::model::{Lane, Model};

impl Desk {
    /// Something of the model as it stands now.
    pub(crate) fn once<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// When something happened, as it stands in a sentence: “klo 13.06”, “ma 4.1. klo 9”.
    pub(crate) fn time_or_day(self, at_ms: i64) -> Option<String> {
        let at = local_time(at_ms)?;
        let is_today = self.today.get() == Some(at.date);
        Some(self.words(|words| {
            if is_today {
                words.at_time(at.minute)
            } else {
                words.when(at)
            }
        }))
    }

    /// Ends a conversation. Whether what was agreed was fit to send.
    pub(crate) fn end(self, id: ConversationId, outcome: Outcome, topic: Option<String>) -> bool {
        self.change(|model| model.end(id, outcome, topic, client_key()));
        self.is_fit(id, Lane::Agreed)
    }

    /// Hands a conversation on. Whether what was written to the next one was fit to send.
    pub(crate) fn transfer(self, id: ConversationId, to: TransferTo) -> bool {
        self.change(|model| model.transfer(id, to, client_key()));
        self.is_fit(id, Lane::HandOver)
    }

    /// Promises an answer for later.
    pub(crate) fn answer_later(self, id: ConversationId) {
        self.change(|model| model.answer_later(id, client_key()));
    }

    /// Brings a colleague in.
    pub(crate) fn bring_in(self, id: ConversationId, agent: AgentId) {
        self.change(|model| model.bring_in(id, agent, client_key()));
    }

    /// Asks a colleague. Whether the question was fit to send.
    pub(crate) fn consult(self, id: ConversationId, agent: AgentId) -> bool {
        self.change(|model| model.consult(id, agent, client_key()));
        self.is_fit(id, Lane::Question)
    }

    /// Takes part, or is consulted, no longer.
    pub(crate) fn depart(self, id: ConversationId) {
        self.change(|model| model.depart(id, client_key()));
    }

    /// Empties a text for good.
    pub(crate) fn redact(self, id: ConversationId, seq: u64, is_staff: bool) {
        self.change(|model| model.redact(id, seq, is_staff, client_key()));
    }

    /// Keeps the resident's network from opening conversations for so many minutes; 0 lets it
    /// again.
    pub(crate) fn block(self, id: ConversationId, minutes: u32) {
        self.change(|model| model.block(id, minutes, client_key()));
    }

    /// Asks for the contact details of the conversation on screen.
    pub(crate) fn open_contact(self, id: ConversationId) {
        self.change(|model| model.open_contact(id, client_key()));
    }

    /// Asks the resident to identify, for a ready reason or for what is written. Whether that was fit
    /// to send.
    pub(crate) fn ask_identification(self, id: ConversationId, ready: Option<&str>) -> bool {
        self.change(|model| model.ask_identification(id, ready, client_key()));
        ready.is_some() || self.is_fit(id, Lane::Purpose)
    }

    /// Forgets who the resident is.
    pub(crate) fn forget_identity(self, id: ConversationId) {
        self.change(|model| model.forget_identity(id, client_key()));
    }

    /// Puts a prepared text into a field, in place of what is selected there; the focus stays in, or
    /// moves to, the field. Nothing is sent.
    pub(crate) fn insert(self, id: ConversationId, lane: Lane, text: &str) {
        let field = match lane {
            Lane::Reply => "reply-field",
            Lane::Note => "note-field",
            Lane::Question => "question-field",
            Lane::HandOver => "hand-over-field",
            Lane::Agreed => "agreed-field",
            Lane::Purpose => "purpose-field",
        };
        let selected = page::selected(field);
        let mut caret = 0;
        self.change(|model| {
            caret = model.insert(id, lane, text, selected);
            Vec::new()
        });
        page::place_caret_soon(field, caret);
    }

    /// Takes an ended conversation off the list.
    pub(crate) fn put_away(self, id: ConversationId) {
        self.change(|model| {
            model.put_away(id);
            Vec::new()
        });
        self.go_to(Pane::Mine);
        page::focus_soon("mine-heading");
    }

    /// Whether nothing was wrong with a draft.
    pub(super) fn is_fit(self, id: ConversationId, lane: Lane) -> bool {
        self.model.with_untracked(|model| {
            model
                .conversation(id)
                .is_some_and(|conversation| conversation.draft(lane).refused.is_none())
        })
    }
}
