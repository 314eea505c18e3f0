//! One value of each message.

use std::collections::BTreeMap;

use juttu_shared::id::{AgentId, ClientKey, ConversationId, Secret, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::event::{
    Author, Closed, Concluded, Envelope, Joined, Kind, Opened, Outcome, Posted, Redacted, StaffKind,
};
use juttu_shared::wire::v1::public::{Contact, DeskStart, Problem, ServiceState, WidgetAssets};
use juttu_shared::wire::v1::{agent, visitor};

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
        envelope(4, agent, None, Kind::Redacted(Redacted {})),
        envelope(5, Author::Relay, None, Kind::Closed(Closed {})),
    ]
}

fn staff_events() -> Vec<Envelope<StaffKind>> {
    let agent = Author::Agent(AgentId(3));
    let concluded = Concluded {
        outcome: Outcome::DirectedToSocialCare,
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
        envelope(2, agent, None, StaffKind::Redacted(Redacted {})),
        envelope(3, agent, None, StaffKind::Concluded(concluded)),
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
    use visitor::ClientMessage::{Close, Hello, Open, Ping, Post, Typing};
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
    use visitor::ServerMessage::{Event, Place, Pong, Refused, Typing, Welcome};
    let snapshot = visitor::Snapshot {
        id: conversation(),
        reference: 214,
        state: State::Waiting,
        place: Some(2),
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
        ("place", Place(visitor::Place { place: 1 })),
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
        "event-closed",
    ];
    samples.extend(names.into_iter().zip(events().into_iter().map(Event)));
    samples
}

pub(crate) fn agent_client() -> Vec<(&'static str, agent::ClientMessage)> {
    use agent::ClientMessage::{Claim, Close, Hello, Note, Ping, Post, Present, Typing};
    let conversation = conversation();
    let post = || agent::Post {
        conversation,
        client_key: key(),
        text: "Hei".into(),
    };
    let have = agent::Have {
        conversation,
        last_seq: 4,
        last_staff_seq: 1,
    };
    vec![
        ("hello", Hello(agent::Hello { have: vec![have] })),
        (
            "present",
            Present(agent::Present {
                service: service(),
                present: true,
            }),
        ),
        (
            "claim",
            Claim(agent::Act {
                conversation,
                client_key: key(),
            }),
        ),
        ("post", Post(post())),
        ("note", Note(post())),
        (
            "close",
            Close(agent::Close {
                conversation,
                client_key: key(),
                outcome: Outcome::Solved,
            }),
        ),
        ("typing", Typing(agent::Typing { conversation })),
        ("ping", Ping(visitor::Empty {})),
    ]
}

pub(crate) fn agent_server() -> Vec<(&'static str, agent::ServerMessage)> {
    use agent::ServerMessage::{
        Event, Mine, NotWaiting, Pong, Presence, Refused, StaffEvent, Typing, Waiting, Welcome,
    };
    let presence = || agent::Presence {
        service: service(),
        present: true,
        agents: 2,
    };
    let mut samples = vec![
        (
            "welcome",
            Welcome(agent::Welcome {
                now_ms: AT_MS,
                me: me(),
                presence: vec![presence()],
                waiting: vec![waiting()],
                mine: vec![mine()],
            }),
        ),
        ("event", Event(events().remove(1))),
        ("waiting", Waiting(waiting())),
        (
            "not-waiting",
            NotWaiting(agent::NotWaiting {
                conversation: conversation(),
            }),
        ),
        ("mine", Mine(mine())),
        ("presence", Presence(presence())),
        (
            "typing",
            Typing(agent::Typing {
                conversation: conversation(),
            }),
        ),
        ("refused", Refused(refused())),
        ("pong", Pong(visitor::Pong { now_ms: AT_MS })),
    ];
    let names = [
        "staff-event-noted",
        "staff-event-redacted",
        "staff-event-concluded",
    ];
    samples.extend(
        names
            .into_iter()
            .zip(staff_events().into_iter().map(StaffEvent)),
    );
    samples
}

fn me() -> agent::Me {
    agent::Me {
        agent: AgentId(3),
        name: "Maria".into(),
        role: Role::Supervisor,
        services: vec![agent::ServiceName {
            id: service(),
            name: "Aikuissosiaalityö".into(),
        }],
    }
}

fn waiting() -> agent::Waiting {
    agent::Waiting {
        conversation: conversation(),
        service: service(),
        reference: 214,
        since_ms: AT_MS,
        language: "sv".into(),
        first_words: "Hej".into(),
    }
}

fn mine() -> agent::Mine {
    agent::Mine {
        id: conversation(),
        service: service(),
        reference: 214,
        state: State::Active,
        events: events(),
        staff_events: staff_events(),
    }
}

pub(crate) fn service_state() -> ServiceState {
    ServiceState {
        id: "aikuissosiaalityo".into(),
        name: "Aikuissosiaalityö".into(),
        now_ms: AT_MS,
        open: true,
        language: "fi".into(),
        contact: Contact {
            telephone: "040 6367 999".into(),
            telephone_hours: "ma–to klo 9–11".into(),
        },
        assets: WidgetAssets {
            script: "/assets/0123456789abcdef/widget.js".into(),
            wasm: "/assets/0123456789abcdef/widget.wasm".into(),
            style: "/assets/0123456789abcdef/widget.css".into(),
        },
        texts: BTreeMap::from([("send".into(), "Lähetä".into())]),
    }
}

pub(crate) fn desk_starts() -> Vec<(&'static str, DeskStart)> {
    let start = |me| DeskStart {
        me,
        now_ms: AT_MS,
        language: "fi".into(),
        texts: BTreeMap::from([("sign_in".into(), "Kirjaudu".into())]),
    };
    vec![
        ("signed-in", start(Some(me()))),
        ("signed-out", start(None)),
    ]
}

pub(crate) fn problems() -> Vec<(&'static str, Problem)> {
    vec![
        (
            "plain",
            Problem {
                code: Refusal::ForeignOrigin,
                retry_after_ms: None,
            },
        ),
        (
            "wait",
            Problem {
                code: Refusal::TooManyAttempts,
                retry_after_ms: Some(60_000),
            },
        ),
    ]
}
