//! What the agent does.
//!
//! Keys of commands come in as arguments: the browser has the randomness. A command goes to the
//! outbox first and stays there until the relay confirms it, whatever becomes of the connection.

mod act;

use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::rules::state::State;
use juttu_shared::rules::text;
use juttu_shared::wire::v1::agent::{Act, ClientMessage, Hold, Me, Post, Present, Typing};

use super::{Effect, Lane, Model, Notice, Opening, Standing, apply};

/// Typing is told at most this often, in milliseconds.
const TYPING_EVERY_MS: i64 = 3_000;

impl Model {
    /// Somebody is signed in: nothing of another agent stays.
    pub fn sign_in(&mut self, me: Me) {
        if self.me_id() != Some(me.agent) {
            *self = Self {
                is_watching: self.is_watching,
                ..Self::default()
            };
        }
        self.me = Some(me);
    }

    /// The sign-in has ended by itself. Drafts and logs stay for the same agent; whether one is
    /// present is asked anew.
    pub fn sign_in_ended(&mut self) {
        self.presence.clear();
        self.wished_present.clear();
        self.waiting.clear();
        self.shut_opened();
        self.outbox.connection_lost();
    }

    /// Says whether the agent is present for a service.
    pub fn set_present(&mut self, service: ServiceId, present: bool) -> Vec<Effect> {
        if present && self.notice == Some(Notice::NotPresent(service.clone())) {
            self.notice = None;
        }
        self.wished_present.insert(service.clone(), present);
        vec![Effect::Declare(ClientMessage::Present(Present {
            service,
            present,
        }))]
    }

    /// Asks for a waiting conversation.
    pub fn claim(&mut self, id: ConversationId, key: ClientKey) -> Vec<Effect> {
        let waiting = self
            .waiting
            .iter()
            .find(|waiting| waiting.conversation == id);
        let Some(reference) = waiting.map(|waiting| waiting.reference) else {
            return Vec::new();
        };
        if self.is_claiming(id) {
            return Vec::new();
        }
        self.notice = None;
        self.claimed.insert(id, reference);
        self.command(
            key.clone(),
            ClientMessage::Claim(Act {
                conversation: id,
                client_key: key,
            }),
        )
    }

    /// Brings one of the agent's own conversations to the screen.
    pub fn open(&mut self, id: ConversationId) -> Vec<Effect> {
        if self.conversation(id).is_none() {
            return Vec::new();
        }
        if self.open != Some(id)
            && let Some(conversation) = self.conversation_mut(id)
        {
            conversation.fresh_after_seq = None;
        }
        self.bring(id);
        self.see_open();
        vec![Effect::FocusConversation]
    }

    /// Puts a conversation on the screen, and shuts what stood open of the one before.
    pub(crate) fn bring(&mut self, id: ConversationId) {
        if self.open != Some(id) {
            self.shut_opened();
        }
        self.open = Some(id);
        self.forget_notice_of(id);
    }

    /// What a notice told of a conversation is seen, or is so no more: it goes.
    pub(crate) fn forget_notice_of(&mut self, id: ConversationId) {
        let Some(reference) = self.conversation(id).map(|known| known.reference) else {
            return;
        };
        let is_told = match &mut self.notice {
            Some(
                Notice::Given { reference: of, .. } | Notice::ClaimRefused { reference: of, .. },
            ) => *of == reference,
            Some(Notice::Gone(references)) => {
                references.retain(|of| *of != reference);
                references.is_empty()
            }
            Some(Notice::NotPresent(_) | Notice::Refused(_)) | None => false,
        };
        if is_told {
            self.notice = None;
        }
    }

    /// Asks for the contact details of the conversation on screen. It is written into the audit
    /// log.
    pub fn open_contact(&mut self, id: ConversationId, key: ClientKey) -> Vec<Effect> {
        if self.open != Some(id) || self.is_opening_contact(id) {
            return Vec::new();
        }
        match self.conversation_mut(id) {
            Some(conversation) if conversation.standing() != Standing::Gone => {
                conversation.contact = Opening::Shut;
            }
            _ => return Vec::new(),
        }
        self.command(
            key.clone(),
            ClientMessage::OpenContact(Act {
                conversation: id,
                client_key: key,
            }),
        )
    }

    /// What was opened stands on the screen only while its conversation does.
    fn shut_opened(&mut self) {
        for conversation in &mut self.mine {
            conversation.contact = Opening::Shut;
        }
        self.shut_identities();
    }

    /// Says whether the agent can see the open conversation.
    pub fn watch(&mut self, is_watching: bool) {
        self.is_watching = is_watching;
        self.see_open();
    }

    /// Keeps what stands in a field. A reply is told to the resident as typing, a note is not.
    pub fn draft(
        &mut self,
        id: ConversationId,
        lane: Lane,
        text: String,
        now_ms: i64,
    ) -> Vec<Effect> {
        let may_tell = now_ms >= self.next_typing_ms;
        let Some(conversation) = self.conversation_mut(id) else {
            return Vec::new();
        };
        let tells = may_tell
            && lane == Lane::Reply
            && conversation.hold == Hold::Own
            && conversation.state == State::Active
            && !conversation.is_gone
            && !text.is_empty();
        let draft = conversation.draft_mut(lane);
        draft.text = text;
        draft.refused = None;
        if !tells {
            return Vec::new();
        }
        self.next_typing_ms = now_ms.saturating_add(TYPING_EVERY_MS);
        vec![Effect::Signal(ClientMessage::Typing(Typing {
            conversation: id,
        }))]
    }

    /// Puts a prepared text into a field: in place of the part that is selected there, in UTF-16
    /// units as browsers count them, or at the end. Nothing is sent. Answers where the caret belongs
    /// then, in the same units.
    pub fn insert(
        &mut self,
        id: ConversationId,
        lane: Lane,
        text: &str,
        selected: Option<(u32, u32)>,
    ) -> u32 {
        let Some(conversation) = self.conversation_mut(id) else {
            return 0;
        };
        let draft = conversation.draft_mut(lane);
        let units: Vec<u16> = draft.text.encode_utf16().collect();
        let end = units.len();
        let place = |at: u32| usize::try_from(at).unwrap_or(end).min(end);
        let (from, to) = match selected {
            Some((from, to)) => (place(from), place(to).max(place(from))),
            None => (end, end),
        };
        let before = String::from_utf16_lossy(units.get(..from).unwrap_or_default());
        let after = String::from_utf16_lossy(units.get(to..).unwrap_or_default());
        let is_apart = |c: char| c.is_whitespace();
        let gap_before = !before.is_empty() && !before.ends_with(is_apart);
        let gap_after = !after.is_empty() && !after.starts_with(is_apart);
        let mut written = before;
        if gap_before {
            written.push(' ');
        }
        written.push_str(text);
        let caret = written.encode_utf16().count();
        if gap_after {
            written.push(' ');
        }
        written.push_str(&after);
        draft.text = written;
        draft.refused = None;
        u32::try_from(caret).unwrap_or(u32::MAX)
    }

    /// Sends the draft of a lane. What is wrong with it is said at the field, and the text stays.
    pub fn send(&mut self, id: ConversationId, lane: Lane, key: ClientKey) -> Vec<Effect> {
        let Some(conversation) = self.conversation_mut(id) else {
            return Vec::new();
        };
        let may = match lane {
            Lane::Reply => conversation.hold == Hold::Own,
            Lane::Note => conversation.hold != Hold::Looked,
            // What belongs to a deed goes out with it.
            Lane::Question | Lane::HandOver | Lane::Agreed | Lane::Purpose => false,
        };
        if !may || conversation.standing() == Standing::Gone {
            return Vec::new();
        }
        let draft = conversation.draft_mut(lane);
        let text = match text::clean(&draft.text) {
            Ok(text) => text,
            Err(refusal) => {
                draft.refused = Some(refusal);
                return Vec::new();
            }
        };
        draft.text.clear();
        draft.refused = None;
        conversation.fresh_after_seq = None;
        let post = Post {
            conversation: id,
            client_key: key.clone(),
            text,
        };
        if lane == Lane::Reply {
            self.next_typing_ms = 0;
        }
        self.command(
            key,
            if lane == Lane::Reply {
                ClientMessage::Post(post)
            } else {
                ClientMessage::Note(post)
            },
        )
    }

    /// Sends again what was refused.
    pub fn retry(&mut self, key: &ClientKey) -> Vec<Effect> {
        self.outbox.retry(key);
        self.send_queued()
    }

    /// Takes a conversation off the list that has ended or is no longer the agent's own, with what
    /// was not sent in it.
    pub fn put_away(&mut self, id: ConversationId) {
        if self
            .conversation(id)
            .is_none_or(|conversation| conversation.standing() == Standing::Held)
        {
            return;
        }
        self.mine.retain(|conversation| conversation.id != id);
        let left: Vec<ClientKey> = self
            .outbox
            .entries()
            .iter()
            .filter(|entry| apply::conversation_of(&entry.message) == Some(id))
            .map(|entry| entry.key.clone())
            .collect();
        self.confirm(&left);
        if self.open == Some(id) {
            self.open = None;
        }
    }

    /// The agent has read the notice.
    pub fn dismiss_notice(&mut self) {
        self.notice = None;
    }

    fn command(&mut self, key: ClientKey, message: ClientMessage) -> Vec<Effect> {
        self.outbox.push(key, message);
        self.send_queued()
    }
}

#[cfg(test)]
mod tests;
