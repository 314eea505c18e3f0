//! The commands of the table.

use juttu_shared::id::{ConversationId, IdentityId, ServiceId};
use juttu_shared::wire::v1::agent::{
    Act, Block, ClientMessage, Close, Find, OpenIdentity, Post, Transfer, TransferTo,
};
use juttu_shared::wire::v1::event::Outcome;

use crate::harness::{Agent, SERVICE, bring_in, consult, depart, look, new_key, redact};

/// What is asked for, by its name in the table.
pub(super) fn command(asked: &str, conversation: ConversationId, spare: &Agent) -> ClientMessage {
    let client_key = new_key();
    let act = Act {
        conversation,
        client_key: client_key.clone(),
    };
    let post = Post {
        conversation,
        client_key: client_key.clone(),
        text: "x".into(),
    };
    let opening = OpenIdentity {
        conversation,
        client_key: client_key.clone(),
        identity: IdentityId(1),
        why: Some("Siirretty meille".into()),
    };
    match asked {
        "find" => ClientMessage::Find(Find {
            client_key,
            service: None,
            reference: Some(conversation.0),
            before: None,
        }),
        "ask to identify" => ClientMessage::AskIdentification(post),
        "open identity" => ClientMessage::OpenIdentity(opening),
        "open code" => ClientMessage::OpenPersonalCode(opening),
        "forget identity" => ClientMessage::ForgetIdentity(act),
        "look" => look(conversation, None),
        "look why" => look(conversation, Some("Valitus")),
        "post" => ClientMessage::Post(post),
        "note" => ClientMessage::Note(post),
        "claim" => ClientMessage::Claim(act),
        "leave" => ClientMessage::Leave(act),
        "contact" => ClientMessage::OpenContact(act),
        "close" => ClientMessage::Close(Close {
            conversation,
            client_key,
            outcome: Outcome::Solved,
            topic: None,
            text: None,
        }),
        "transfer" => ClientMessage::Transfer(Transfer {
            conversation,
            client_key,
            to: TransferTo::Queue(ServiceId(SERVICE.into())),
            note: None,
        }),
        "bring in" => bring_in(conversation, spare.id()),
        "consult" => consult(conversation, spare.id(), "x"),
        "depart" => depart(conversation),
        "redact" => redact(conversation, 2, false),
        "redact note" => redact(conversation, 1, true),
        // Lifts it, so that the next ones may be opened.
        "block" => ClientMessage::Block(Block {
            conversation,
            client_key,
            minutes: 0,
        }),
        other => panic!("{other}"),
    }
}
