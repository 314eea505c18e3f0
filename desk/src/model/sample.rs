//! A desk for the tests: Maria answers for two services, and things happen.

use juttu_shared::id::{AgentId, ClientKey, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::agent::{
    ClientMessage, Contact, Hold, Me, Mine, NotWaiting, Presence, Reach, Request, ServerMessage,
    ServiceName, Waiting, Welcome,
};
use juttu_shared::wire::v1::event::{
    Author, Closed, Envelope, Event, Joined, Kind, Opened, Posted, StaffEvent, StaffKind,
};
use juttu_shared::wire::v1::public::{Area, Topic};
use juttu_shared::wire::v1::visitor::{Phone, Refused};

use super::{Effect, Model};

pub(super) const MARIA: AgentId = AgentId(1);
pub(super) const MIKA: AgentId = AgentId(2);
pub(super) const A: ConversationId = ConversationId(11);
pub(super) const B: ConversationId = ConversationId(12);
pub(super) const NOW_MS: i64 = 1_000_000;

pub(super) fn service() -> ServiceId {
    ServiceId("aikuissosiaalityo".into())
}

pub(super) fn me(agent: AgentId) -> Me {
    Me {
        agent,
        name: "Maria".into(),
        role: Role::Agent,
        services: vec![ServiceName {
            id: service(),
            name: "Aikuissosiaalityö".into(),
            identifies: false,
            topics: vec![Topic {
                id: "asuminen".into(),
                name: "Asuminen".into(),
            }],
            areas: vec![Area {
                key: 3,
                name: "Teuva, Kurikka".into(),
            }],
            promise_ms: Some(300_000),
        }],
        locked: Vec::new(),
        elsewhere: Vec::new(),
    }
}

pub(super) fn key(number: u64) -> ClientKey {
    ClientKey(format!("{number:022}"))
}

/// The key that Maria's claims carry in these tests.
pub(super) fn claim_key() -> ClientKey {
    key(100)
}

pub(super) fn waiting(id: ConversationId, since_ms: i64) -> Waiting {
    Waiting {
        conversation: id,
        service: service(),
        reference: id.0 + 200,
        since_ms,
        in_front: false,
        away: false,
        topic: None,
        concerns: None,
        area: None,
        door: None,
        identified: false,
        request: None,
        language: "fi".into(),
        first_words: "Hei".into(),
    }
}

/// A contact request.
pub(super) fn request(id: ConversationId, since_ms: i64) -> Waiting {
    Waiting {
        request: Some(Request {
            answer_by_ms: Some(NOW_MS),
            answer_by: None,
            reach: Reach::default(),
            exited: false,
        }),
        ..waiting(id, since_ms)
    }
}

/// A contact request that Maria has claimed.
pub(super) fn my_request(id: ConversationId) -> Mine {
    Mine {
        is_live: false,
        reach: Reach {
            code: true,
            phone: true,
            ..Reach::default()
        },
        ..mine(id)
    }
}

pub(super) fn contact(id: ConversationId) -> ServerMessage {
    ServerMessage::Contact(Contact {
        conversation: id,
        phone: Some(Phone {
            number: "040 1234567".into(),
            safe_to_call: false,
        }),
        email: None,
    })
}

pub(super) fn presence(present: bool, agents: u64) -> Presence {
    Presence {
        service: service(),
        present,
        agents,
        is_open: true,
        changes: None,
        answer_by: None,
    }
}

pub(super) fn event(id: ConversationId, seq: u64, from: Author, kind: Kind) -> Event {
    Envelope {
        conversation: id,
        seq,
        at_ms: NOW_MS + i64::try_from(seq).unwrap() * 1_000,
        from,
        client_key: None,
        kind,
    }
}

pub(super) fn posted(id: ConversationId, seq: u64, from: Author, text: &str) -> Event {
    event(id, seq, from, Kind::Posted(Posted { text: text.into() }))
}

pub(super) fn closed(id: ConversationId, seq: u64, from: Author) -> Event {
    event(id, seq, from, Kind::Closed(Closed {}))
}

pub(super) fn noted(id: ConversationId, seq: u64, from: Author, text: &str) -> StaffEvent {
    Envelope {
        conversation: id,
        seq,
        at_ms: NOW_MS + i64::try_from(seq).unwrap() * 1_000,
        from,
        client_key: None,
        kind: StaffKind::Noted(Posted { text: text.into() }),
    }
}

/// A conversation that Maria has claimed: opened, a message, joined.
pub(super) fn mine(id: ConversationId) -> Mine {
    Mine {
        id,
        service: service(),
        reference: id.0 + 200,
        door: None,
        hold: Hold::Own,
        agents: vec![MARIA],
        consulted: Vec::new(),
        blocked_until_ms: None,
        state: State::Active,
        is_live: true,
        away: false,
        reach: Reach::default(),
        answer_by_ms: None,
        answer_by: None,
        ends_at_ms: None,
        events: vec![
            event(
                id,
                1,
                Author::Visitor,
                Kind::Opened(Opened {
                    language: "fi".into(),
                    topic: None,
                    concerns: None,
                    area: None,
                }),
            ),
            posted(id, 2, Author::Visitor, "Hei"),
            Envelope {
                // The relay puts the claim's key on it.
                client_key: Some(claim_key()),
                ..event(
                    id,
                    3,
                    Author::Agent(MARIA),
                    Kind::Joined(Joined {
                        name: "Maria".into(),
                    }),
                )
            },
        ],
        staff_events: Vec::new(),
    }
}

pub(super) fn welcome(waiting: Vec<Waiting>, mine: Vec<Mine>) -> ServerMessage {
    ServerMessage::Welcome(Welcome {
        now_ms: NOW_MS,
        me: me(MARIA),
        presence: vec![presence(false, 0)],
        staff: Vec::new(),
        waiting,
        mine,
    })
}

pub(super) fn not_waiting(id: ConversationId) -> ServerMessage {
    ServerMessage::NotWaiting(NotWaiting { conversation: id })
}

pub(super) fn refused(number: u64, code: Refusal) -> ServerMessage {
    ServerMessage::Refused(Refused {
        client_key: Some(key(number)),
        code,
        retry_after_ms: None,
    })
}

/// Maria's desk after a welcome.
pub(super) fn desk(waiting: Vec<Waiting>, mine: Vec<Mine>) -> Model {
    let mut model = Model::default();
    model.sign_in(me(MARIA));
    model.apply(welcome(waiting, mine), NOW_MS);
    model
}

/// The commands among the effects.
pub(super) fn commands(effects: &[Effect]) -> Vec<ClientMessage> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Command(_, message) => Some(message.clone()),
            _ => None,
        })
        .collect()
}
