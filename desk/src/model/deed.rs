//! What is done to a conversation, beside writing in it: which of it is on its way, and what was
//! refused.

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{ClientMessage, Hold};

use super::{Model, Standing};

/// Something that is done to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// It is ended.
    End,
    /// It is handed to a colleague or to a queue.
    Transfer,
    /// An answer is promised for later.
    AnswerLater,
    /// A colleague is brought in.
    BringIn,
    /// A colleague is asked.
    Consult,
    /// One takes part, or is consulted, no longer.
    Depart,
    /// A text is emptied.
    Redact {
        /// Its number.
        seq: u64,
        /// Whether it stands in the staff log.
        is_staff: bool,
    },
    /// The resident's network is kept from opening conversations, or let again.
    Block,
    /// The resident is asked to identify.
    AskIdentification,
    /// Who the resident is is forgotten.
    ForgetIdentity,
}

impl Deed {
    /// What a command does, and to which conversation; none for what is no deed.
    pub(crate) fn of(message: &ClientMessage) -> Option<(ConversationId, Self)> {
        Some(match message {
            ClientMessage::Close(close) => (close.conversation, Self::End),
            ClientMessage::Transfer(transfer) => (transfer.conversation, Self::Transfer),
            ClientMessage::Leave(act) => (act.conversation, Self::AnswerLater),
            ClientMessage::BringIn(bring) => (bring.conversation, Self::BringIn),
            ClientMessage::Consult(consult) => (consult.conversation, Self::Consult),
            ClientMessage::Depart(act) => (act.conversation, Self::Depart),
            ClientMessage::Redact(redact) => (
                redact.conversation,
                Self::Redact {
                    seq: redact.seq,
                    is_staff: redact.staff,
                },
            ),
            ClientMessage::Block(block) => (block.conversation, Self::Block),
            ClientMessage::AskIdentification(post) => (post.conversation, Self::AskIdentification),
            ClientMessage::ForgetIdentity(act) => (act.conversation, Self::ForgetIdentity),
            _ => return None,
        })
    }

    /// Whether the conversation is no longer the agent's own once it is done.
    pub(crate) fn lets_go(self) -> bool {
        matches!(self, Self::Transfer | Self::AnswerLater | Self::Depart)
    }

    /// Whether it may be done to a conversation that has ended.
    pub(crate) fn outlives_the_end(self) -> bool {
        matches!(self, Self::Redact { .. } | Self::Block)
    }
}

impl Model {
    /// Whether this deed is on its way.
    pub fn is_doing(&self, id: ConversationId, deed: Deed) -> bool {
        self.deeds().any(|on_its_way| on_its_way == (id, deed))
    }

    /// Whether the agent may empty texts of a conversation: of one's own while one takes part, and of
    /// one that was looked up by a supervisor, or by one who took part.
    pub fn may_redact(&self, id: ConversationId) -> bool {
        let Some(conversation) = self.shown(id) else {
            return false;
        };
        match conversation.hold {
            Hold::Own => conversation.standing() != Standing::Gone,
            Hold::Consulted => false,
            Hold::Looked => {
                let is_supervisor = (self.me.iter()).any(|me| {
                    let mut services = me.services.iter();
                    me.role == Role::Supervisor
                        && services.any(|named| named.id == conversation.service)
                });
                is_supervisor || conversation.took_part()
            }
        }
    }

    /// Whether a deed is on its way after which the conversation is no longer the agent's own.
    pub(crate) fn is_letting_go(&self, id: ConversationId) -> bool {
        self.deeds()
            .any(|(other, deed)| other == id && deed.lets_go())
    }

    fn deeds(&self) -> impl Iterator<Item = (ConversationId, Deed)> {
        self.outbox
            .entries()
            .iter()
            .filter_map(|entry| Deed::of(&entry.message))
    }
}
