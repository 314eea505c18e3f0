//! Reading. What a later relay adds is passed over; what is missing makes a message unreadable.

use juttu_shared::id::{AgentId, ClientKey, ConversationId, IdentityId, PickUpCode, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{
    Author, Closed, CodeMade, Concerns, Departed, Event, Exited, FailureCause, Helped,
    IdentificationCompleted, IdentificationDeclined, IdentificationFailed, IdentificationRequested,
    IdentityForgotten, Joined, Kind, Left, LeftCause, Level, Opened, Posted, Rated, Redacted,
    Requeued, Transferred,
};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Close, Decline, Ending, Exit, Keep, Kept, Leave, Open, Phone, Pong, Post,
    Proved, Queue, Rate, Redeem, Refused, Reopen, ServerMessage, Snapshot, Ticket, Typing, Welcome,
};

use crate::json::Value;

/// What the relay sends.
pub fn server_message(value: Value) -> Option<ServerMessage> {
    let (name, mut body) = value.only()?;
    Some(match name.as_str() {
        "welcome" => ServerMessage::Welcome(Welcome {
            now_ms: body.take("now_ms").int()?,
            conversation: body.take("conversation").optional(snapshot)?,
        }),
        "event" => ServerMessage::Event(event(body)?),
        "queue" => ServerMessage::Queue(queue(body)?),
        "ending" => ServerMessage::Ending(Ending {
            ends_at_ms: body.take("ends_at_ms").optional(Value::int)?,
        }),
        "typing" => ServerMessage::Typing(Typing {
            agent: AgentId(body.take("agent").count()?),
        }),
        "ticket" => ServerMessage::Ticket(Ticket {
            client_key: key(body.take("client_key"))?,
            url: body.take("url").text()?,
        }),
        "proved" => ServerMessage::Proved(Proved {
            client_key: key(body.take("client_key"))?,
            conversations: match body.take("conversations") {
                Value::Null => Vec::new(),
                rows => rows.list()?.into_iter().map(kept).collect::<Option<_>>()?,
            },
            known_again: body.take("known_again").truth().unwrap_or_default(),
        }),
        "refused" => ServerMessage::Refused(Refused {
            client_key: body.take("client_key").optional(key)?,
            code: refusal(&body.take("code").text()?),
            retry_after_ms: body.take("retry_after_ms").optional(Value::count)?,
        }),
        "pong" => ServerMessage::Pong(Pong {
            now_ms: body.take("now_ms").int()?,
        }),
        _ => return None,
    })
}

/// The refusal of that code.
pub(crate) fn refusal(code: &str) -> Refusal {
    let known = Refusal::ALL.iter().find(|refusal| refusal.code() == code);
    known.copied().unwrap_or(Refusal::Unknown)
}

fn key(value: Value) -> Option<ClientKey> {
    value.text().map(ClientKey)
}

fn snapshot(mut value: Value) -> Option<Snapshot> {
    let events = value.take("events").list()?;
    Some(Snapshot {
        id: ConversationId(value.take("id").count()?),
        reference: value.take("reference").count()?,
        state: State::from_name(&value.take("state").text()?)?,
        queue: value.take("queue").optional(queue)?,
        ends_at_ms: value.take("ends_at_ms").optional(Value::int)?,
        has_code: value.take("has_code").truth()?,
        known_again: value.take("known_again").truth().unwrap_or_default(),
        events: events.into_iter().map(event).collect::<Option<_>>()?,
    })
}

fn kept(mut value: Value) -> Option<Kept> {
    Some(Kept {
        conversation: ConversationId(value.take("conversation").count()?),
        reference: value.take("reference").count()?,
        state: State::from_name(&value.take("state").text()?)?,
        opened: value.take("opened").text()?,
        answered: value.take("answered").truth().unwrap_or_default(),
    })
}

fn queue(mut value: Value) -> Option<Queue> {
    let minutes = |value: Value| u32::try_from(value.count()?).ok();
    Some(Queue {
        place: value.take("place").count()?,
        wait_min: value.take("wait_min").optional(minutes)?,
        nobody: value.take("nobody").truth()?,
        until_ms: value.take("until_ms").optional(Value::int)?,
    })
}

fn event(mut value: Value) -> Option<Event> {
    Some(Event {
        conversation: ConversationId(value.take("conversation").count()?),
        seq: value.take("seq").count()?,
        at_ms: value.take("at_ms").int()?,
        from: author(value.take("from"))?,
        client_key: value.take("client_key").optional(key)?,
        kind: kind(value.take("kind"))?,
    })
}

fn author(value: Value) -> Option<Author> {
    match value {
        Value::Text(name) if name == "visitor" => Some(Author::Visitor),
        Value::Text(name) if name == "relay" => Some(Author::Relay),
        value => match value.only()? {
            (name, id) if name == "agent" => Some(Author::Agent(AgentId(id.count()?))),
            _ => None,
        },
    }
}

/// A kind of a later relay is passed over, and counts.
fn kind(value: Value) -> Option<Kind> {
    let members = match value {
        Value::Map(members) => members,
        Value::Text(_) => return Some(Kind::Unknown),
        _ => return None,
    };
    let mut kind = Kind::Unknown;
    for (name, mut body) in members {
        kind = match name.as_str() {
            "opened" => Kind::Opened(Opened {
                language: body.take("language").text()?,
                topic: body.take("topic").optional(Value::text)?,
                concerns: concerns(&mut body),
                area: area(&mut body),
            }),
            "posted" => Kind::Posted(Posted {
                text: body.take("text").text()?,
            }),
            "joined" => Kind::Joined(Joined {
                name: body.take("name").text()?,
            }),
            "departed" => Kind::Departed(Departed {
                agent: AgentId(body.take("agent").count()?),
            }),
            "requeued" => Kind::Requeued(Requeued {}),
            "left" => Kind::Left(Left {
                cause: cause(&body.take("cause").text()?),
                answer_by: body.take("answer_by").optional(local_time)?,
            }),
            "closed" => Kind::Closed(Closed {}),
            "exited" => Kind::Exited(Exited {
                stays: body.take("stays").truth().unwrap_or_default(),
            }),
            "rated" => Kind::Rated(Rated {
                helped: helped(&mut body)?,
            }),
            "transferred" => Kind::Transferred(Transferred {
                service: body.take("service").optional(Value::text)?.map(ServiceId),
                agent: body.take("agent").optional(Value::count)?.map(AgentId),
                name: body.take("name").text()?,
                left: body.take("left").truth().unwrap_or_default(),
                answer_by: body.take("answer_by").optional(local_time)?,
            }),
            "identification_requested" => Kind::IdentificationRequested(IdentificationRequested {
                name: body.take("name").text()?,
                reason: body.take("reason").text()?,
            }),
            "identification_completed" => Kind::IdentificationCompleted(IdentificationCompleted {
                identity: IdentityId(body.take("identity").count()?),
                level: Level::from_name(&body.take("level").text()?).unwrap_or(Level::Other),
                request: body.take("request").optional(Value::count)?,
            }),
            "identification_declined" => Kind::IdentificationDeclined(IdentificationDeclined {
                request: body.take("request").count()?,
            }),
            "identification_failed" => Kind::IdentificationFailed(IdentificationFailed {
                request: body.take("request").optional(Value::count)?,
                cause: FailureCause::from_name(&body.take("cause").text()?)
                    .unwrap_or(FailureCause::Other),
            }),
            "identity_forgotten" => Kind::IdentityForgotten(IdentityForgotten {
                identity: IdentityId(body.take("identity").count()?),
            }),
            "code_made" => Kind::CodeMade(CodeMade {}),
            "redacted" => Kind::Redacted(Redacted {
                seq: body.take("seq").optional(Value::count)?,
            }),
            _ => continue,
        };
    }
    Some(kind)
}

fn concerns(body: &mut Value) -> Option<Concerns> {
    let name = body.take("concerns").text()?;
    Some(Concerns::from_name(&name).unwrap_or(Concerns::Other))
}

fn area(body: &mut Value) -> Option<u32> {
    u32::try_from(body.take("area").count()?).ok()
}

fn helped(body: &mut Value) -> Option<Helped> {
    let name = body.take("helped").text()?;
    Some(Helped::from_name(&name).unwrap_or(Helped::Other))
}

fn cause(name: &str) -> LeftCause {
    match name {
        "chosen" => LeftCause::Chosen,
        "away" => LeftCause::Away,
        "closing_time" => LeftCause::ClosingTime,
        "wrote_again" => LeftCause::WroteAgain,
        "agent_gone" => LeftCause::AgentGone,
        "promised" => LeftCause::Promised,
        _ => LeftCause::Other,
    }
}

fn local_time(value: Value) -> Option<LocalTime> {
    LocalTime::parse(&value.text()?)
}

/// A command that carries a key, as [`client_message`](super::client_message) writes it: what a tab
/// keeps of what is on its way. What goes out to identify, and what comes back, is never kept.
pub fn command(value: Value) -> Option<ClientMessage> {
    let (name, mut body) = value.only()?;
    let client_key = key(body.take("client_key"))?;
    Some(match name.as_str() {
        "open" => ClientMessage::Open(Open {
            client_key,
            language: body.take("language").text()?,
            text: body.take("text").text()?,
            topic: body.take("topic").text(),
            concerns: concerns(&mut body),
            area: area(&mut body),
        }),
        "leave" => ClientMessage::Leave(Leave {
            client_key,
            language: body.take("language").text()?,
            text: body.take("text").text(),
            topic: body.take("topic").text(),
            concerns: concerns(&mut body),
            area: area(&mut body),
            code: PickUpCode(body.take("code").text()?),
            phone: body.take("phone").optional(phone)?,
            email: body.take("email").text(),
        }),
        "redeem" => ClientMessage::Redeem(Redeem {
            client_key,
            code: PickUpCode(body.take("code").text()?),
        }),
        "decline" => ClientMessage::Decline(Decline {
            client_key,
            request: body.take("request").count()?,
        }),
        "reopen" => ClientMessage::Reopen(Reopen {
            client_key,
            conversation: ConversationId(body.take("conversation").count()?),
        }),
        "keep" => ClientMessage::Keep(Keep {
            client_key,
            code: PickUpCode(body.take("code").text()?),
        }),
        "post" => ClientMessage::Post(Post {
            client_key,
            text: body.take("text").text()?,
        }),
        "close" => ClientMessage::Close(Close { client_key }),
        "exit" => ClientMessage::Exit(Exit { client_key }),
        "rate" => ClientMessage::Rate(Rate {
            client_key,
            helped: helped(&mut body)?,
        }),
        _ => return None,
    })
}

fn phone(mut value: Value) -> Option<Phone> {
    Some(Phone {
        number: value.take("number").text()?,
        safe_to_call: value.take("safe_to_call").truth()?,
    })
}
