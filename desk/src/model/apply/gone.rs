//! Conversations that are no longer the agent's own. What was written in them stays, to be copied,
//! or to go on with once they are taken again.

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::wire::v1::agent::ClientMessage;

use super::super::{Deed, Effect, Lane, Model, Notice};
use super::conversation_of;

impl Model {
    /// Conversations have gone back to the queue, or to somebody else. One with nothing written in
    /// it leaves the list, unless it is on the screen; the rest stay until they are put away.
    pub(super) fn lose(&mut self, ids: Vec<ConversationId>) -> Vec<Effect> {
        let mut references = match &self.notice {
            Some(Notice::Gone(told)) => told.clone(),
            _ => Vec::new(),
        };
        for id in &ids {
            self.withdraw(*id);
            if let Some(conversation) = self.conversation(*id) {
                let (reference, is_drafted) = (conversation.reference, conversation.is_drafted());
                references.push(reference);
                if !is_drafted && self.open != Some(*id) {
                    self.mine.retain(|other| other.id != *id);
                }
            }
        }
        if ids.is_empty() {
            return Vec::new();
        }
        self.notice(Notice::Gone(references))
    }

    /// Takes back whatever was on its way to a conversation that is no longer the agent's own:
    /// texts into their drafts, before what stands there.
    pub(super) fn withdraw(&mut self, id: ConversationId) {
        let taken: Vec<(ClientKey, ClientMessage)> = (self.outbox.entries().iter())
            .filter(|entry| conversation_of(&entry.message) == Some(id))
            .filter(|entry| {
                let lets_go = Deed::of(&entry.message).is_some_and(|(_, deed)| deed.lets_go());
                !lets_go && !matches!(entry.message, ClientMessage::Claim(_))
            })
            .map(|entry| (entry.key.clone(), entry.message.clone()))
            .collect();
        let Some(conversation) = self.conversation_mut(id) else {
            return;
        };
        conversation.let_go();
        for (_, message) in taken.iter().rev() {
            let (lane, post) = match message {
                ClientMessage::Post(post) => (Lane::Reply, post),
                ClientMessage::Note(post) => (Lane::Note, post),
                _ => continue,
            };
            let draft = conversation.draft_mut(lane);
            draft.text = if draft.is_written() {
                [&post.text, "\n\n", &draft.text].concat()
            } else {
                post.text.clone()
            };
        }
        let keys: Vec<ClientKey> = taken.into_iter().map(|(key, _)| key).collect();
        self.confirm(&keys);
    }
}
