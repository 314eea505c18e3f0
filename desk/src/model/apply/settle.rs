//! What becomes of commands: refused, confirmed, or settled by the relay's own account.

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::ClientMessage;
use juttu_shared::wire::v1::visitor::Refused;

use super::super::{Deed, Draft, Effect, Lane, Model, Notice, Opening, Opens, Said, Standing};

impl Model {
    pub(super) fn refused(&mut self, refused: Refused) -> Vec<Effect> {
        let command = refused.client_key.and_then(|key| {
            let entry = self
                .outbox
                .entries()
                .iter()
                .find(|entry| entry.key == key)?;
            Some((key, entry.message.clone()))
        });
        let Some((key, message)) = command else {
            // Not known any more, or a frame that could not be read: never the agent's doing.
            self.wished_present.clear();
            return self.notice(Notice::Refused(refused.code));
        };
        if refused.code == Refusal::Restarting {
            self.outbox.refuse(&key, refused.code);
            return Vec::new();
        }
        match message {
            ClientMessage::Claim(act) => {
                self.outbox.acknowledge(&key);
                let reference = self.claimed.remove(&act.conversation);
                self.notice(match reference {
                    Some(reference) => Notice::ClaimRefused {
                        reference,
                        code: refused.code,
                    },
                    None => Notice::Refused(refused.code),
                })
            }
            ClientMessage::OpenContact(act) => {
                self.outbox.acknowledge(&key);
                let Some(conversation) = self.conversation_mut(act.conversation) else {
                    return Vec::new();
                };
                conversation.contact = Opening::Refused(refused.code);
                self.notice(Notice::Refused(refused.code))
            }
            ClientMessage::OpenIdentity(asked) => {
                self.disclosure_refused(&asked, Opens::Person, refused.code)
            }
            ClientMessage::OpenPersonalCode(asked) => {
                self.disclosure_refused(&asked, Opens::Code, refused.code)
            }
            ClientMessage::Find(_) => self.find_refused(&key, refused.code),
            ClientMessage::Look(_) => {
                self.outbox.acknowledge(&key);
                self.look_refused = Some(refused.code);
                vec![Effect::Say(Said::Notice(Notice::Refused(refused.code)))]
            }
            _ => {
                if let Some((id, deed)) = Deed::of(&message) {
                    return self.deed_refused(id, deed, &key, refused.code);
                }
                self.outbox.refuse(&key, refused.code);
                vec![Effect::Say(Said::NotSent)]
            }
        }
    }

    /// A refused deed is said where it was asked for; when that is not on the screen, on top of it.
    fn deed_refused(
        &mut self,
        id: ConversationId,
        deed: Deed,
        key: &ClientKey,
        code: Refusal,
    ) -> Vec<Effect> {
        self.outbox.acknowledge(key);
        if let Some(conversation) = self.shown_mut(id) {
            conversation.deed_refused = Some((deed, code));
        }
        let is_looked = (self.looked.iter()).any(|looked| looked.id == id);
        if is_looked || self.open == Some(id) && deed != Deed::End {
            vec![Effect::Say(Said::Notice(Notice::Refused(code)))]
        } else {
            self.notice(Notice::Refused(code))
        }
    }

    pub(super) fn notice(&mut self, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice.clone());
        vec![Effect::Say(Said::Notice(notice))]
    }

    /// Confirms commands, and empties the fields whose text has gone out with a deed.
    pub(super) fn finish(&mut self, keys: &[ClientKey]) {
        let done: Vec<(ConversationId, Deed)> = (self.outbox.entries().iter())
            .filter(|entry| keys.contains(&entry.key))
            .filter_map(|entry| Deed::of(&entry.message))
            .collect();
        for (id, deed) in done {
            let lane = match deed {
                Deed::End => Lane::Agreed,
                Deed::Consult => Lane::Question,
                Deed::Transfer => Lane::HandOver,
                Deed::AskIdentification => Lane::Purpose,
                _ => continue,
            };
            if let Some(conversation) = self.conversation_mut(id) {
                *conversation.draft_mut(lane) = Draft::default();
            }
        }
        self.confirm(keys);
    }

    pub(super) fn outbox_has(&self, key: &ClientKey) -> bool {
        let mut entries = self.outbox.entries().iter();
        entries.any(|entry| entry.key == *key)
    }

    pub(in crate::model) fn confirm(&mut self, keys: &[ClientKey]) {
        for key in keys {
            self.outbox.acknowledge(key);
        }
    }

    /// Lets go of claims and ends that the relay's own account has settled meanwhile, however it
    /// answered them.
    pub(super) fn drop_settled(&mut self) -> Vec<Effect> {
        let mut lost = Vec::new();
        let settled: Vec<ClientKey> = self
            .outbox
            .entries()
            .iter()
            .filter(|entry| match &entry.message {
                ClientMessage::OpenContact(act) => self
                    .conversation(act.conversation)
                    .is_none_or(|conversation| conversation.standing() == Standing::Gone),
                ClientMessage::OpenIdentity(asked) | ClientMessage::OpenPersonalCode(asked) => self
                    .shown(asked.conversation)
                    .is_none_or(|conversation| conversation.standing() == Standing::Gone),
                ClientMessage::Claim(act) => self
                    .conversation(act.conversation)
                    .is_some_and(|conversation| conversation.standing() == Standing::Held),
                message => Deed::of(message).is_some_and(|(id, deed)| self.is_over(id, deed)),
            })
            .map(|entry| entry.key.clone())
            .collect();
        self.confirm(&settled);
        // Nobody is told of a message to a conversation that is no longer one's own.
        let orphans: Vec<ClientKey> = self
            .outbox
            .entries()
            .iter()
            .filter(|entry| {
                matches!(
                    entry.message,
                    ClientMessage::Post(_) | ClientMessage::Note(_)
                ) && conversation_of(&entry.message)
                    .is_none_or(|id| self.conversation(id).is_none())
            })
            .map(|entry| entry.key.clone())
            .collect();
        if !orphans.is_empty() {
            self.confirm(&orphans);
            lost = self.notice(Notice::Refused(Refusal::NoConversation));
        }
        lost
    }

    /// Whether a deed can't be done any more, or has been.
    fn is_over(&self, id: ConversationId, deed: Deed) -> bool {
        self.shown(id).is_none_or(|found| match found.standing() {
            Standing::Held => false,
            Standing::Ended => !deed.outlives_the_end(),
            // It is let go of by the event before the one that carries the key.
            Standing::Gone => !deed.lets_go(),
        })
    }

    pub(super) fn claim_key(&self, id: ConversationId) -> Option<ClientKey> {
        self.key_of(
            |message| matches!(message, ClientMessage::Claim(act) if act.conversation == id),
        )
    }

    pub(super) fn contact_key(&self, id: ConversationId) -> Option<ClientKey> {
        self.key_of(
            |message| matches!(message, ClientMessage::OpenContact(act) if act.conversation == id),
        )
    }

    fn key_of(&self, is_it: impl Fn(&ClientMessage) -> bool) -> Option<ClientKey> {
        let entries = self.outbox.entries().iter();
        let mut found = entries.filter(|entry| is_it(&entry.message));
        found.next().map(|entry| entry.key.clone())
    }
}

/// The conversation a command is about.
pub(crate) fn conversation_of(message: &ClientMessage) -> Option<ConversationId> {
    match message {
        ClientMessage::Claim(act)
        | ClientMessage::OpenContact(act)
        | ClientMessage::ForgetIdentity(act)
        | ClientMessage::Leave(act)
        | ClientMessage::Depart(act) => Some(act.conversation),
        ClientMessage::Transfer(transfer) => Some(transfer.conversation),
        ClientMessage::BringIn(bring) => Some(bring.conversation),
        ClientMessage::Consult(consult) => Some(consult.conversation),
        ClientMessage::Redact(redact) => Some(redact.conversation),
        ClientMessage::Block(block) => Some(block.conversation),
        ClientMessage::Look(look) => Some(look.conversation),
        ClientMessage::Post(post)
        | ClientMessage::Note(post)
        | ClientMessage::AskIdentification(post) => Some(post.conversation),
        ClientMessage::OpenIdentity(asked) | ClientMessage::OpenPersonalCode(asked) => {
            Some(asked.conversation)
        }
        ClientMessage::Close(close) => Some(close.conversation),
        ClientMessage::Typing(typing) => Some(typing.conversation),
        ClientMessage::Hello(_)
        | ClientMessage::Present(_)
        | ClientMessage::Find(_)
        | ClientMessage::Ping(_) => None,
    }
}
