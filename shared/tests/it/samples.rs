//! One value of each message.

use juttu_shared::id::{
    AgentId, ClientKey, ConversationId, PickUpCode, ResultCode, Secret, ServiceId,
};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Concerns, Helped};
use juttu_shared::wire::v1::visitor;

pub(crate) mod agent_door;
pub(crate) mod desk;
mod events;
pub(crate) mod public;

use events::{events, staff_events};

const AT_MS: i64 = 1_799_317_800_000;

fn key() -> ClientKey {
    ClientKey("k3y-of-22-characters_A".into())
}

fn conversation() -> ConversationId {
    ConversationId(7)
}

fn service() -> ServiceId {
    ServiceId("aikuissosiaalityo".into())
}

fn refused() -> visitor::Refused {
    visitor::Refused {
        client_key: Some(key()),
        code: Refusal::TooManyMessages,
        retry_after_ms: Some(12_000),
    }
}

pub(crate) fn visitor_client() -> Vec<(&'static str, visitor::ClientMessage)> {
    use visitor::ClientMessage::{
        Close, Decline, Exit, Hello, Identify, Keep, Leave, Open, Ping, Post, Prove, Rate, Redeem,
        Reopen, Stay, Typing,
    };
    let code = || PickUpCode("7KQ4M2XD9RTB51W0".into());
    let text = || "Hei".to_owned();
    vec![
        (
            "hello",
            Hello(visitor::Hello {
                secret: Secret("s".repeat(43)),
                last_seq: 0,
            }),
        ),
        (
            "open",
            Open(visitor::Open {
                client_key: key(),
                language: "fi".into(),
                text: text(),
                topic: Some("raha".into()),
                concerns: None,
                area: None,
            }),
        ),
        (
            "open-in-full",
            Open(visitor::Open {
                client_key: key(),
                language: "sv".into(),
                text: text(),
                topic: None,
                concerns: Some(Concerns::Client),
                area: Some(3),
            }),
        ),
        (
            "leave",
            Leave(visitor::Leave {
                client_key: key(),
                language: "fi".into(),
                text: Some(text()),
                topic: None,
                concerns: None,
                area: None,
                code: code(),
                phone: Some(visitor::Phone {
                    number: "040 636 7999".into(),
                    safe_to_call: false,
                }),
                email: Some("asukas@example.fi".into()),
            }),
        ),
        (
            "leave-from-the-queue",
            Leave(visitor::Leave {
                client_key: key(),
                language: "fi".into(),
                text: None,
                topic: None,
                concerns: None,
                area: None,
                code: code(),
                phone: None,
                email: None,
            }),
        ),
        (
            "redeem",
            Redeem(visitor::Redeem {
                client_key: key(),
                code: code(),
            }),
        ),
        ("stay", Stay(visitor::Empty {})),
        ("exit", Exit(visitor::Exit { client_key: key() })),
        (
            "rate",
            Rate(visitor::Rate {
                client_key: key(),
                helped: Helped::Yes,
            }),
        ),
        (
            "post",
            Post(visitor::Post {
                client_key: key(),
                text: text(),
            }),
        ),
        ("close", Close(visitor::Close { client_key: key() })),
        (
            "identify",
            Identify(visitor::Identify {
                client_key: key(),
                request: Some(16),
                provider: Some("suomifi".into()),
                language: "fi".into(),
                return_to: "https://www.example.fi/sosiaalityo".into(),
            }),
        ),
        (
            "identify-at-the-start",
            Identify(visitor::Identify {
                client_key: key(),
                request: None,
                provider: None,
                language: "sv".into(),
                return_to: "https://www.example.fi/sosiaalityo".into(),
            }),
        ),
        (
            "decline",
            Decline(visitor::Decline {
                client_key: key(),
                request: 16,
            }),
        ),
        (
            "prove",
            Prove(visitor::Prove {
                client_key: key(),
                result: ResultCode("r".repeat(43)),
            }),
        ),
        (
            "reopen",
            Reopen(visitor::Reopen {
                client_key: key(),
                conversation: conversation(),
            }),
        ),
        (
            "keep",
            Keep(visitor::Keep {
                client_key: key(),
                code: code(),
            }),
        ),
        ("typing", Typing(visitor::Empty {})),
        ("ping", Ping(visitor::Empty {})),
    ]
}

pub(crate) fn visitor_server() -> Vec<(&'static str, visitor::ServerMessage)> {
    use visitor::ServerMessage::{
        Ending, Event, Pong, Proved, Queue, Refused, Ticket, Typing, Welcome,
    };
    let snapshot = visitor::Snapshot {
        id: conversation(),
        reference: 214,
        state: State::Waiting,
        queue: Some(visitor::Queue {
            place: 2,
            wait_min: Some(6),
            nobody: false,
            until_ms: None,
        }),
        ends_at_ms: None,
        has_code: false,
        known_again: false,
        events: events().into_iter().take(2).collect(),
    };
    let identified = visitor::Snapshot {
        state: State::Left,
        queue: None,
        known_again: true,
        events: Vec::new(),
        ..snapshot.clone()
    };
    let welcome = |conversation| {
        Welcome(visitor::Welcome {
            now_ms: AT_MS,
            conversation,
        })
    };
    let mut samples = vec![
        ("welcome-nothing", welcome(None)),
        ("welcome-resumed", welcome(Some(snapshot))),
        ("welcome-identified", welcome(Some(identified))),
        (
            "queue",
            Queue(visitor::Queue {
                place: 1,
                wait_min: None,
                nobody: true,
                until_ms: Some(AT_MS + 900_000),
            }),
        ),
        (
            "ending",
            Ending(visitor::Ending {
                ends_at_ms: Some(AT_MS + 120_000),
            }),
        ),
        (
            "ending-called-off",
            Ending(visitor::Ending { ends_at_ms: None }),
        ),
        ("typing", Typing(visitor::Typing { agent: AgentId(3) })),
        ("refused", Refused(refused())),
        (
            "refused-unread",
            Refused(visitor::Refused {
                client_key: None,
                code: Refusal::Malformed,
                retry_after_ms: None,
            }),
        ),
        ("pong", Pong(visitor::Pong { now_ms: AT_MS })),
        (
            "ticket",
            Ticket(visitor::Ticket {
                client_key: key(),
                url: "https://chat.example.fi/ident/start?ticket=t".into(),
            }),
        ),
        (
            "proved",
            Proved(visitor::Proved {
                client_key: key(),
                conversations: vec![visitor::Kept {
                    conversation: conversation(),
                    reference: 214,
                    state: State::Closed,
                    opened: "ma 4.1. klo 9.15".into(),
                    answered: true,
                }],
                known_again: false,
            }),
        ),
        (
            "proved-nothing-kept",
            Proved(visitor::Proved {
                client_key: key(),
                conversations: Vec::new(),
                known_again: false,
            }),
        ),
        (
            "proved-known-again",
            Proved(visitor::Proved {
                client_key: key(),
                conversations: Vec::new(),
                known_again: true,
            }),
        ),
    ];
    let names = [
        "event-opened",
        "event-posted",
        "event-joined",
        "event-redacted",
        "event-departed",
        "event-requeued",
        "event-left",
        "event-closed",
        "event-exited",
        "event-rated",
        "event-opened-in-full",
        "event-transferred-to-a-queue",
        "event-transferred-to-a-colleague",
        "event-redacted-just-now",
        "event-left-promised",
        "event-transferred-with-a-promise",
        "event-identification-requested",
        "event-identification-completed",
        "event-identification-declined",
        "event-identification-failed",
        "event-identity-forgotten",
        "event-code-made",
    ];
    samples.extend(names.into_iter().zip(events().into_iter().map(Event)));
    samples
}
