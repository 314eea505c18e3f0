//! One value of each message of the desk's door.

use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::event::Outcome;
use juttu_shared::wire::v1::public::Topic;
use juttu_shared::wire::v1::{agent, visitor};

use super::{AT_MS, conversation, events, key, refused, service, staff_events};
use juttu_shared::id::AgentId;

pub(crate) fn agent_client() -> Vec<(&'static str, agent::ClientMessage)> {
    use agent::ClientMessage::{
        Claim, Close, Hello, Note, OpenContact, Ping, Post, Present, Typing,
    };
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
        (
            "open-contact",
            OpenContact(agent::Act {
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
        Away, Contact, Ending, Event, Mine, NotWaiting, Pong, Presence, Refused, StaffEvent,
        Typing, Waiting, Welcome,
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
        ("waiting-request", Waiting(request())),
        (
            "away",
            Away(agent::Away {
                conversation: conversation(),
                away: true,
            }),
        ),
        (
            "ending",
            Ending(agent::Ending {
                conversation: conversation(),
                ends_at_ms: Some(AT_MS + 120_000),
            }),
        ),
        (
            "contact",
            Contact(agent::Contact {
                conversation: conversation(),
                phone: Some(visitor::Phone {
                    number: "040 636 7999".into(),
                    safe_to_call: true,
                }),
                email: None,
            }),
        ),
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

pub(super) fn me() -> agent::Me {
    agent::Me {
        agent: AgentId(3),
        name: "Maria".into(),
        role: Role::Supervisor,
        services: vec![agent::ServiceName {
            id: service(),
            name: "Aikuissosiaalityö".into(),
            topics: vec![Topic {
                id: "raha".into(),
                name: "Huoli rahasta".into(),
            }],
            areas: Vec::new(),
        }],
    }
}

fn waiting() -> agent::Waiting {
    agent::Waiting {
        conversation: conversation(),
        service: service(),
        reference: 214,
        since_ms: AT_MS,
        in_front: true,
        away: true,
        topic: Some("raha".into()),
        request: None,
        language: "sv".into(),
        first_words: "Hej".into(),
    }
}

fn request() -> agent::Waiting {
    agent::Waiting {
        in_front: false,
        away: false,
        topic: None,
        request: Some(agent::Request {
            answer_by_ms: Some(AT_MS + 86_400_000),
            reach: reach(),
            exited: false,
        }),
        ..waiting()
    }
}

fn reach() -> agent::Reach {
    agent::Reach {
        code: true,
        phone: true,
        safe_to_call: false,
        email: false,
    }
}

fn mine() -> agent::Mine {
    agent::Mine {
        id: conversation(),
        service: service(),
        reference: 214,
        state: State::Active,
        is_live: false,
        away: true,
        reach: reach(),
        answer_by_ms: Some(AT_MS + 86_400_000),
        ends_at_ms: Some(AT_MS + 120_000),
        events: events().into_iter().take(8).collect(),
        staff_events: staff_events(),
    }
}
