//! One value of each message.

use juttu_shared::id::{AgentId, ClientKey, ConversationId, PickUpCode, Secret, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{
    Author, Blocked, Closed, Concerns, Concluded, Consulted, Departed, Envelope, Exited, Helped,
    Joined, Kind, Left, LeftCause, Opened, Outcome, Posted, Rated, Redacted, Requeued, StaffKind,
    Transferred,
};
use juttu_shared::wire::v1::visitor;

pub(crate) mod agent_door;
pub(crate) mod desk;
pub(crate) mod public;

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

fn envelope<K>(seq: u64, from: Author, client_key: Option<ClientKey>, kind: K) -> Envelope<K> {
    Envelope {
        conversation: conversation(),
        seq,
        at_ms: AT_MS + i64::try_from(seq).unwrap(),
        from,
        client_key,
        kind,
    }
}

fn events() -> Vec<Envelope<Kind>> {
    let agent = Author::Agent(AgentId(3));
    vec![
        envelope(
            1,
            Author::Visitor,
            None,
            Kind::Opened(Opened {
                language: "fi".into(),
                topic: Some("raha".into()),
                concerns: None,
                area: None,
            }),
        ),
        envelope(
            2,
            Author::Visitor,
            Some(key()),
            Kind::Posted(Posted {
                text: "Hei\n😀 \"<b>\"".into(),
            }),
        ),
        envelope(
            3,
            agent,
            Some(key()),
            Kind::Joined(Joined {
                name: "Maria".into(),
            }),
        ),
        envelope(4, agent, None, Kind::Redacted(Redacted { seq: None })),
        envelope(
            5,
            Author::Relay,
            None,
            Kind::Departed(Departed { agent: AgentId(3) }),
        ),
        envelope(6, Author::Relay, None, Kind::Requeued(Requeued {})),
        envelope(
            7,
            Author::Visitor,
            Some(key()),
            Kind::Left(Left {
                cause: LeftCause::Chosen,
                answer_by: LocalTime::parse("2027-01-11T14:00"),
            }),
        ),
        envelope(8, Author::Relay, None, Kind::Closed(Closed {})),
        envelope(
            9,
            Author::Visitor,
            Some(key()),
            Kind::Exited(Exited { stays: false }),
        ),
        envelope(
            10,
            Author::Visitor,
            Some(key()),
            Kind::Rated(Rated {
                helped: Helped::Partly,
            }),
        ),
        envelope(
            1,
            Author::Visitor,
            None,
            Kind::Opened(Opened {
                language: "sv".into(),
                topic: None,
                concerns: Some(Concerns::SomeoneClose),
                area: Some(3),
            }),
        ),
        envelope(
            11,
            agent,
            Some(key()),
            Kind::Transferred(Transferred {
                service: Some(ServiceId("perhekeskus".into())),
                agent: None,
                name: "Familjecentret".into(),
                left: true,
            }),
        ),
        envelope(
            12,
            agent,
            Some(key()),
            Kind::Transferred(Transferred {
                service: None,
                agent: Some(AgentId(4)),
                name: "Jukka".into(),
                left: false,
            }),
        ),
        envelope(
            13,
            agent,
            Some(key()),
            Kind::Redacted(Redacted { seq: Some(2) }),
        ),
        envelope(
            14,
            agent,
            Some(key()),
            Kind::Left(Left {
                cause: LeftCause::Promised,
                answer_by: LocalTime::parse("2027-01-11T14:00"),
            }),
        ),
    ]
}

fn staff_events() -> Vec<Envelope<StaffKind>> {
    let agent = Author::Agent(AgentId(3));
    let concluded = Concluded {
        outcome: Outcome::DirectedToSocialCare,
        topic: None,
    };
    vec![
        envelope(
            1,
            agent,
            Some(key()),
            StaffKind::Noted(Posted {
                text: "Soitto ma".into(),
            }),
        ),
        envelope(2, agent, None, StaffKind::Redacted(Redacted { seq: None })),
        envelope(3, agent, None, StaffKind::Concluded(concluded.clone())),
        envelope(
            4,
            agent,
            Some(key()),
            StaffKind::Consulted(Consulted {
                agent: AgentId(4),
                name: "Jukka".into(),
                text: "Mistä apu jo tänään?".into(),
            }),
        ),
        envelope(
            5,
            agent,
            None,
            StaffKind::HandedOver(Posted {
                text: "Asia koskee lapsia.".into(),
            }),
        ),
        envelope(
            6,
            Author::Agent(AgentId(4)),
            Some(key()),
            StaffKind::Departed(Departed { agent: AgentId(4) }),
        ),
        envelope(
            7,
            agent,
            Some(key()),
            StaffKind::Blocked(Blocked {
                until_ms: Some(AT_MS + 3_600_000),
            }),
        ),
        envelope(
            8,
            agent,
            Some(key()),
            StaffKind::Redacted(Redacted { seq: Some(1) }),
        ),
        envelope(
            9,
            agent,
            None,
            StaffKind::Concluded(Concluded {
                topic: Some("raha".into()),
                ..concluded
            }),
        ),
    ]
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
        Close, Exit, Hello, Leave, Open, Ping, Post, Rate, Redeem, Stay, Typing,
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
        ("typing", Typing(visitor::Empty {})),
        ("ping", Ping(visitor::Empty {})),
    ]
}

pub(crate) fn visitor_server() -> Vec<(&'static str, visitor::ServerMessage)> {
    use visitor::ServerMessage::{Ending, Event, Pong, Queue, Refused, Typing, Welcome};
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
        events: events().into_iter().take(2).collect(),
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
    ];
    samples.extend(names.into_iter().zip(events().into_iter().map(Event)));
    samples
}
