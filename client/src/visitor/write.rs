//! Writing.

use juttu_shared::wire::v1::event::Concerns;
use juttu_shared::wire::v1::visitor::{ClientMessage, Phone};

use crate::json::Value;

/// What a visitor's client sends.
pub fn client_message(message: &ClientMessage) -> Value {
    let (name, body) = match message {
        ClientMessage::Hello(hello) => (
            "hello",
            vec![
                ("secret", Value::of(&hello.secret.0)),
                ("last_seq", count(Some(hello.last_seq))),
            ],
        ),
        ClientMessage::Open(open) => (
            "open",
            vec![
                ("client_key", Value::of(&open.client_key.0)),
                ("language", Value::of(&open.language)),
                ("text", Value::of(&open.text)),
                ("topic", Value::some(open.topic.as_deref())),
                ("concerns", Value::some(open.concerns.map(Concerns::name))),
                ("area", count(open.area.map(u64::from))),
            ],
        ),
        ClientMessage::Leave(leave) => (
            "leave",
            vec![
                ("client_key", Value::of(&leave.client_key.0)),
                ("language", Value::of(&leave.language)),
                ("text", Value::some(leave.text.as_deref())),
                ("topic", Value::some(leave.topic.as_deref())),
                ("concerns", Value::some(leave.concerns.map(Concerns::name))),
                ("area", count(leave.area.map(u64::from))),
                ("code", Value::of(&leave.code.0)),
                ("phone", leave.phone.as_ref().map_or(Value::Null, phone)),
                ("email", Value::some(leave.email.as_deref())),
            ],
        ),
        ClientMessage::Redeem(redeem) => (
            "redeem",
            vec![
                ("client_key", Value::of(&redeem.client_key.0)),
                ("code", Value::of(&redeem.code.0)),
            ],
        ),
        ClientMessage::Identify(identify) => (
            "identify",
            vec![
                ("client_key", Value::of(&identify.client_key.0)),
                ("request", count(identify.request)),
                ("provider", Value::some(identify.provider.as_deref())),
                ("language", Value::of(&identify.language)),
                ("return_to", Value::of(&identify.return_to)),
            ],
        ),
        ClientMessage::Decline(decline) => (
            "decline",
            vec![
                ("client_key", Value::of(&decline.client_key.0)),
                ("request", count(Some(decline.request))),
            ],
        ),
        ClientMessage::Prove(prove) => (
            "prove",
            vec![
                ("client_key", Value::of(&prove.client_key.0)),
                ("result", Value::of(&prove.result.0)),
            ],
        ),
        ClientMessage::Reopen(reopen) => (
            "reopen",
            vec![
                ("client_key", Value::of(&reopen.client_key.0)),
                ("conversation", count(Some(reopen.conversation.0))),
            ],
        ),
        ClientMessage::Keep(keep) => (
            "keep",
            vec![
                ("client_key", Value::of(&keep.client_key.0)),
                ("code", Value::of(&keep.code.0)),
            ],
        ),
        ClientMessage::Post(post) => (
            "post",
            vec![
                ("client_key", Value::of(&post.client_key.0)),
                ("text", Value::of(&post.text)),
            ],
        ),
        ClientMessage::Close(close) => (
            "close",
            vec![("client_key", Value::of(&close.client_key.0))],
        ),
        ClientMessage::Exit(exit) => ("exit", vec![("client_key", Value::of(&exit.client_key.0))]),
        ClientMessage::Rate(rate) => (
            "rate",
            vec![
                ("client_key", Value::of(&rate.client_key.0)),
                ("helped", Value::of(rate.helped.name())),
            ],
        ),
        ClientMessage::Stay(_) => ("stay", Vec::new()),
        ClientMessage::Typing(_) => ("typing", Vec::new()),
        ClientMessage::Ping(_) => ("ping", Vec::new()),
    };
    Value::map([(name, Value::map(body))])
}

fn count(count: Option<u64>) -> Value {
    count.map_or(Value::Null, |count| Value::Int(count.cast_signed()))
}

fn phone(phone: &Phone) -> Value {
    Value::map([
        ("number", Value::of(&phone.number)),
        ("safe_to_call", Value::Bool(phone.safe_to_call)),
    ])
}
