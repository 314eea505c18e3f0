//! What survives a reload of the page: drafts, what is not confirmed, and what was read.
//!
//! It stands in the tab's own storage under the agent's id. Another agent who signs in in the same
//! tab gets nothing of it, and signing out removes it.

use juttu_client::outbox::Outbox;
use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::ClientMessage;
use serde::{Deserialize, Serialize};

use super::disclosure::is_opening;
use super::{Conversation, Lane, Model};

/// What one tab keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Whose it is.
    agent: Option<AgentId>,
    /// The conversation on screen.
    open: Option<ConversationId>,
    conversations: Vec<KeptConversation>,
    outbox: Outbox<ClientMessage>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptConversation {
    id: ConversationId,
    service: ServiceId,
    reference: u64,
    reply: String,
    note: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    hand_over: String,
    #[serde(default)]
    agreed: String,
    #[serde(default)]
    purpose: String,
    read_seq: u64,
    #[serde(default)]
    read_staff_seq: u64,
}

impl KeptConversation {
    fn text(&self, lane: Lane) -> &str {
        match lane {
            Lane::Reply => &self.reply,
            Lane::Note => &self.note,
            Lane::Question => &self.question,
            Lane::HandOver => &self.hand_over,
            Lane::Agreed => &self.agreed,
            Lane::Purpose => &self.purpose,
        }
    }
}

impl Kept {
    /// Conversations with a text that is not sent: they are shown again even when they have ended.
    pub(crate) fn unfinished(&self) -> impl Iterator<Item = ConversationId> {
        self.conversations
            .iter()
            .filter(|kept| {
                let drafted = (Lane::ALL.into_iter()).any(|lane| !kept.text(lane).is_empty());
                drafted
                    || self
                        .outbox
                        .entries()
                        .iter()
                        .any(|entry| super::apply::conversation_of(&entry.message) == Some(kept.id))
            })
            .map(|kept| kept.id)
    }
}

impl Model {
    /// What to keep of it.
    pub fn to_keep(&self) -> Kept {
        // What was put back and has not come with a `welcome` yet is kept on.
        let still = self
            .kept
            .conversations
            .iter()
            .filter(|kept| self.conversation(kept.id).is_none())
            .cloned();
        Kept {
            agent: self.me_id(),
            open: self.open,
            conversations: self
                .mine
                .iter()
                .map(KeptConversation::of)
                .chain(still)
                .collect(),
            outbox: self.outbox_to_keep(),
        }
    }

    /// What is opened of an identity is not asked for again by a page that is loaded anew: each
    /// opening is logged, and is the agent's own doing.
    fn outbox_to_keep(&self) -> Outbox<ClientMessage> {
        let mut outbox = self.outbox.clone();
        for entry in self.outbox.entries() {
            if is_opening(&entry.message) {
                outbox.acknowledge(&entry.key);
            }
        }
        outbox
    }

    /// Puts back what was kept, if it is the same agent's. Drafts come back with their
    /// conversations, at `welcome`.
    pub fn put_back(&mut self, kept: Kept) {
        if kept.agent.is_some() && kept.agent == self.me_id() {
            self.open = kept.open;
            self.outbox = kept.outbox.clone();
            self.kept = kept;
        }
    }

    /// Puts back what was written in conversations that the relay did not tell of: they are no
    /// longer the agent's own, and the texts are still there.
    pub(crate) fn put_back_rest(&mut self) {
        let unfinished: Vec<ConversationId> = self.kept.unfinished().collect();
        for kept in self.kept.conversations.clone() {
            if unfinished.contains(&kept.id) && self.conversation(kept.id).is_none() {
                let mut conversation =
                    Conversation::new(self.me_id(), kept.id, kept.service, kept.reference);
                self.put_back_into(&mut conversation);
                self.mine.push(conversation);
            }
        }
    }

    /// Gives a conversation that has just become known what was kept of it.
    pub(crate) fn put_back_into(&self, conversation: &mut Conversation) {
        let found = self
            .kept
            .conversations
            .iter()
            .find(|kept| kept.id == conversation.id);
        if let Some(kept) = found {
            for lane in Lane::ALL {
                kept.text(lane)
                    .clone_into(&mut conversation.draft_mut(lane).text);
            }
            conversation.read_staff_seq = conversation.read_staff_seq.max(kept.read_staff_seq);
            conversation.read_seq = conversation.read_seq.max(kept.read_seq);
        }
    }
}

impl KeptConversation {
    fn of(conversation: &Conversation) -> Self {
        let text = |lane| conversation.draft(lane).text.clone();
        Self {
            id: conversation.id,
            service: conversation.service.clone(),
            reference: conversation.reference,
            reply: text(Lane::Reply),
            note: text(Lane::Note),
            question: text(Lane::Question),
            hand_over: text(Lane::HandOver),
            agreed: text(Lane::Agreed),
            purpose: text(Lane::Purpose),
            read_seq: conversation.read_seq,
            read_staff_seq: conversation.read_staff_seq,
        }
    }
}
