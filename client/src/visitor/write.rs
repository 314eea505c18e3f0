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
                ("last_seq", Value::Int(hello.last_seq.cast_signed())),
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
                ("area", area(open.area)),
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
                ("area", area(leave.area)),
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

fn area(area: Option<u32>) -> Value {
    area.map_or(Value::Null, |area| Value::Int(area.into()))
}

fn phone(phone: &Phone) -> Value {
    Value::map([
        ("number", Value::of(&phone.number)),
        ("safe_to_call", Value::Bool(phone.safe_to_call)),
    ])
}
