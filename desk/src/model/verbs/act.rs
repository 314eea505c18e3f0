//! What the agent does to a conversation, beside writing in it. Each goes out once: while it is on
//! its way, the same again does nothing.

use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::rules::text;
use juttu_shared::wire::v1::agent::{
    Act, Block, BringIn, ClientMessage, Close, Consult, Post, Redact, Transfer, TransferTo,
};
use juttu_shared::wire::v1::event::Outcome;

use super::super::{Deed, Effect, Lane, Model};

impl Model {
    /// Ends a conversation, and says last what was agreed.
    pub fn end(
        &mut self,
        id: ConversationId,
        outcome: Outcome,
        topic: Option<String>,
        key: ClientKey,
    ) -> Vec<Effect> {
        let Ok(text) = self.optional(id, Lane::Agreed) else {
            return Vec::new();
        };
        let close = Close {
            conversation: id,
            client_key: key.clone(),
            outcome,
            topic,
            text,
        };
        self.act(key, ClientMessage::Close(close))
    }

    /// Hands a conversation on, with what is written to the next one.
    pub fn transfer(&mut self, id: ConversationId, to: TransferTo, key: ClientKey) -> Vec<Effect> {
        let Ok(note) = self.optional(id, Lane::HandOver) else {
            return Vec::new();
        };
        let transfer = Transfer {
            conversation: id,
            client_key: key.clone(),
            to,
            note,
        };
        self.act(key, ClientMessage::Transfer(transfer))
    }

    /// Promises an answer for later.
    pub fn answer_later(&mut self, id: ConversationId, key: ClientKey) -> Vec<Effect> {
        let act = act_on(id, &key);
        self.act(key, ClientMessage::Leave(act))
    }

    /// Brings a colleague in.
    pub fn bring_in(&mut self, id: ConversationId, agent: AgentId, key: ClientKey) -> Vec<Effect> {
        let bring = BringIn {
            conversation: id,
            client_key: key.clone(),
            agent,
        };
        self.act(key, ClientMessage::BringIn(bring))
    }

    /// Asks a colleague what is written as the question. What is wrong with it is said at its
    /// field.
    pub fn consult(&mut self, id: ConversationId, agent: AgentId, key: ClientKey) -> Vec<Effect> {
        let Some(conversation) = self.conversation_mut(id) else {
            return Vec::new();
        };
        let draft = conversation.draft_mut(Lane::Question);
        let text = match text::clean(&draft.text) {
            Ok(text) => text,
            Err(refusal) => {
                draft.refused = Some(refusal);
                return Vec::new();
            }
        };
        let consult = Consult {
            conversation: id,
            client_key: key.clone(),
            agent,
            text,
        };
        self.act(key, ClientMessage::Consult(consult))
    }

    /// Takes part, or is consulted, no longer.
    pub fn depart(&mut self, id: ConversationId, key: ClientKey) -> Vec<Effect> {
        let act = act_on(id, &key);
        self.act(key, ClientMessage::Depart(act))
    }

    /// Empties a text for good.
    pub fn redact(
        &mut self,
        id: ConversationId,
        seq: u64,
        is_staff: bool,
        key: ClientKey,
    ) -> Vec<Effect> {
        let redact = Redact {
            conversation: id,
            client_key: key.clone(),
            seq,
            staff: is_staff,
        };
        self.act(key, ClientMessage::Redact(redact))
    }

    /// Keeps the resident's network from opening conversations for so many minutes; 0 lets it
    /// again.
    pub fn block(&mut self, id: ConversationId, minutes: u32, key: ClientKey) -> Vec<Effect> {
        let block = Block {
            conversation: id,
            client_key: key.clone(),
            minutes,
        };
        self.act(key, ClientMessage::Block(block))
    }

    /// Asks the resident to identify: for a ready reason, or else for what is written. What is wrong
    /// with that is said at its field.
    pub fn ask_identification(
        &mut self,
        id: ConversationId,
        ready: Option<&str>,
        key: ClientKey,
    ) -> Vec<Effect> {
        let Some(conversation) = self.conversation_mut(id) else {
            return Vec::new();
        };
        let draft = conversation.draft_mut(Lane::Purpose);
        let text = match text::clean_at_most(ready.unwrap_or(&draft.text), Lane::Purpose.most()) {
            Ok(text) => text,
            Err(refusal) => {
                draft.refused = Some(refusal);
                return Vec::new();
            }
        };
        let post = Post {
            conversation: id,
            client_key: key.clone(),
            text,
        };
        self.act(key, ClientMessage::AskIdentification(post))
    }

    /// Forgets who the resident is.
    pub fn forget_identity(&mut self, id: ConversationId, key: ClientKey) -> Vec<Effect> {
        let act = act_on(id, &key);
        self.act(key, ClientMessage::ForgetIdentity(act))
    }

    fn act(&mut self, key: ClientKey, message: ClientMessage) -> Vec<Effect> {
        let Some((id, deed)) = Deed::of(&message) else {
            return Vec::new();
        };
        if self.is_doing(id, deed) {
            return Vec::new();
        }
        if let Some(conversation) = self.shown_mut(id) {
            conversation.deed_refused = None;
        }
        self.command(key, message)
    }

    /// What stands in a field that may be empty, cleaned. Wrong is only what is too long.
    fn optional(&mut self, id: ConversationId, lane: Lane) -> Result<Option<String>, ()> {
        let Some(conversation) = self.conversation_mut(id) else {
            return Err(());
        };
        let draft = conversation.draft_mut(lane);
        if !draft.is_written() {
            return Ok(None);
        }
        match text::clean(&draft.text) {
            Ok(text) => Ok(Some(text)),
            Err(refusal) => {
                draft.refused = Some(refusal);
                Err(())
            }
        }
    }
}

fn act_on(conversation: ConversationId, key: &ClientKey) -> Act {
    Act {
        conversation,
        client_key: key.clone(),
    }
}
