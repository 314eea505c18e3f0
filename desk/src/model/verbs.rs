//! What the agent does.
//!
//! Keys of commands come in as arguments: the browser has the randomness. A command goes to the
//! outbox first and stays there until the relay confirms it, whatever becomes of the connection.

use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::rules::state::State;
use juttu_shared::rules::text;
use juttu_shared::wire::v1::agent::{Act, ClientMessage, Close, Me, Post, Present, Typing};
use juttu_shared::wire::v1::event::Outcome;

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
        self.shut_contacts();
        self.outbox.connection_lost();
    }

    /// Says whether the agent is present for a service.
    pub fn set_present(&mut self, service: ServiceId, present: bool) -> Vec<Effect> {
        if present && self.notice == Some(Notice::NotPresent(service.clone())) {
            self.notice = None;
        }
        self.wished_present.insert(service.clone(), present);
        vec![Effect::Signal(ClientMessage::Present(Present {
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
            self.shut_contacts();
        }
        self.open = Some(id);
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

    /// Contact details stand on the screen only while their conversation does.
    fn shut_contacts(&mut self) {
        for conversation in &mut self.mine {
            conversation.contact = Opening::Shut;
        }
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

    /// Sends the draft of a lane. What is wrong with it is said at the field, and the text stays.
    pub fn send(&mut self, id: ConversationId, lane: Lane, key: ClientKey) -> Vec<Effect> {
        let Some(conversation) = self.conversation_mut(id) else {
            return Vec::new();
        };
        if conversation.standing() == Standing::Gone {
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
            match lane {
                Lane::Reply => ClientMessage::Post(post),
                Lane::Note => ClientMessage::Note(post),
            },
        )
    }

    /// Sends again what was refused.
    pub fn retry(&mut self, key: &ClientKey) -> Vec<Effect> {
        self.outbox.retry(key);
        self.send_queued()
    }

    /// Ends a conversation.
    pub fn end(&mut self, id: ConversationId, outcome: Outcome, key: ClientKey) -> Vec<Effect> {
        if self.is_ending(id) {
            return Vec::new();
        }
        if let Some(conversation) = self.conversation_mut(id) {
            conversation.end_refused = None;
        }
        self.command(
            key.clone(),
            ClientMessage::Close(Close {
                conversation: id,
                client_key: key,
                outcome,
                topic: None,
                text: None,
            }),
        )
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
