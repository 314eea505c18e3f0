//! One value of each message of the desk's door: here what the desk is sent.

mod said;

pub(crate) use said::agent_client;

use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::event::{Level, Outcome};
use juttu_shared::wire::v1::public::Topic;
use juttu_shared::wire::v1::{agent, visitor};

use super::{AT_MS, conversation, events, key, refused, service, staff_events};
use juttu_shared::id::{AgentId, IdentityId, ServiceId};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::wire::v1::event::Concerns;

pub(crate) fn agent_server() -> Vec<(&'static str, agent::ServerMessage)> {
    use agent::ServerMessage::{
        Away, Colleague, Contact, Ending, Event, Found, Identity, Looked, Mine, NotWaiting,
        PersonalCode, Pong, Presence, Refused, StaffEvent, Typing, Waiting, Welcome,
    };
    let presence = || agent::Presence {
        service: service(),
        present: true,
        agents: 2,
        is_open: false,
        changes: None,
        answer_by: None,
    };
    let mut samples = vec![
        (
            "welcome",
            Welcome(agent::Welcome {
                now_ms: AT_MS,
                me: me(),
                presence: vec![presence()],
                staff: Vec::new(),
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
        ("mine-consulted", Mine(consulted())),
        ("presence", Presence(presence())),
        (
            "presence-open",
            Presence(agent::Presence {
                is_open: true,
                changes: LocalTime::parse("2027-01-07T14:00"),
                ..presence()
            }),
        ),
        (
            "waiting-request-with-a-time",
            Waiting(agent::Waiting {
                request: request().request.map(|request| agent::Request {
                    answer_by: LocalTime::parse("2027-01-08T24:00"),
                    ..request
                }),
                ..request()
            }),
        ),
        (
            "mine-with-a-promise",
            Mine(agent::Mine {
                answer_by: LocalTime::parse("2027-01-08T24:00"),
                ..mine()
            }),
        ),
        (
            "presence-with-a-promise",
            Presence(agent::Presence {
                answer_by: LocalTime::parse("2027-01-11T24:00"),
                ..presence()
            }),
        ),
        (
            "waiting-from-elsewhere",
            Waiting(agent::Waiting {
                concerns: Some(Concerns::SomeoneClose),
                area: Some(3),
                door: Some(elsewhere()),
                ..waiting()
            }),
        ),
        ("colleague", Colleague(colleague())),
        (
            "welcome-with-staff",
            Welcome(agent::Welcome {
                now_ms: AT_MS,
                me: agent::Me {
                    elsewhere: vec![service_name(elsewhere(), "Perhekeskus")],
                    ..me()
                },
                presence: Vec::new(),
                staff: vec![colleague()],
                waiting: Vec::new(),
                mine: Vec::new(),
            }),
        ),
        (
            "found",
            Found(agent::Found {
                client_key: key(),
                rows: vec![past()],
                more: true,
            }),
        ),
        (
            "looked",
            Looked(agent::Looked {
                client_key: key(),
                conversation: agent::Mine {
                    hold: agent::Hold::Looked,
                    state: State::Closed,
                    away: false,
                    ends_at_ms: None,
                    ..mine()
                },
            }),
        ),
        (
            "typing",
            Typing(agent::Typing {
                conversation: conversation(),
            }),
        ),
        (
            "welcome-with-a-locked-service",
            Welcome(agent::Welcome {
                now_ms: AT_MS,
                me: agent::Me {
                    services: Vec::new(),
                    locked: vec![agent::ServiceName {
                        identifies: true,
                        ..service_name(elsewhere(), "Perhekeskus")
                    }],
                    ..me()
                },
                presence: Vec::new(),
                staff: Vec::new(),
                waiting: Vec::new(),
                mine: Vec::new(),
            }),
        ),
        (
            "waiting-identified",
            Waiting(agent::Waiting {
                identified: true,
                request: request().request.map(|request| agent::Request {
                    reach: agent::Reach {
                        code: false,
                        identification: true,
                        ..request.reach
                    },
                    ..request
                }),
                ..request()
            }),
        ),
        (
            "identity",
            Identity(agent::Identity {
                client_key: key(),
                conversation: conversation(),
                identity: IdentityId(5),
                name: "Maija Johanna Meikäläinen".into(),
                family_name: Some("Meikäläinen".into()),
                given_names: Some("Maija Johanna".into()),
                level: Level::Substantial,
                at_ms: AT_MS,
                provider: "Suomi.fi-tunnistus".into(),
                has_personal_code: true,
            }),
        ),
        (
            "personal-code",
            PersonalCode(agent::PersonalCode {
                client_key: key(),
                conversation: conversation(),
                identity: IdentityId(5),
                code: "210281-9988".into(),
            }),
        ),
        ("refused", Refused(refused())),
        ("pong", Pong(visitor::Pong { now_ms: AT_MS })),
    ];
    let names = [
        "staff-event-noted",
        "staff-event-redacted",
        "staff-event-concluded",
        "staff-event-consulted",
        "staff-event-handed-over",
        "staff-event-departed",
        "staff-event-blocked",
        "staff-event-redacted-just-now",
        "staff-event-concluded-with-topic",
        "staff-event-identity-differs",
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
            identifies: false,
            topics: vec![Topic {
                id: "raha".into(),
                name: "Huoli rahasta".into(),
            }],
            areas: Vec::new(),
            promise_ms: None,
        }],
        locked: Vec::new(),
        elsewhere: Vec::new(),
    }
}

fn elsewhere() -> ServiceId {
    ServiceId("perhekeskus".into())
}

fn service_name(id: ServiceId, name: &str) -> agent::ServiceName {
    agent::ServiceName {
        id,
        name: name.into(),
        identifies: false,
        topics: Vec::new(),
        areas: Vec::new(),
        promise_ms: Some(300_000),
    }
}

fn colleague() -> agent::Colleague {
    agent::Colleague {
        agent: AgentId(4),
        name: "Jukka".into(),
        services: vec![service(), elsewhere()],
        present: vec![elsewhere()],
        connected: true,
    }
}

fn past() -> agent::Past {
    agent::Past {
        conversation: conversation(),
        service: service(),
        reference: 214,
        state: State::Closed,
        opened_at_ms: AT_MS,
        closed_at_ms: Some(AT_MS + 900_000),
        topic: Some("raha".into()),
        outcome: Some(Outcome::Solved),
        own: true,
    }
}

fn consulted() -> agent::Mine {
    agent::Mine {
        door: Some(elsewhere()),
        hold: agent::Hold::Consulted,
        agents: vec![AgentId(3)],
        consulted: vec![AgentId(4)],
        blocked_until_ms: Some(AT_MS + 3_600_000),
        ..mine()
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
        concerns: None,
        area: None,
        door: None,
        identified: false,
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
            answer_by: None,
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
        identification: false,
    }
}

fn mine() -> agent::Mine {
    agent::Mine {
        id: conversation(),
        service: service(),
        reference: 214,
        door: None,
        hold: agent::Hold::Own,
        agents: Vec::new(),
        consulted: Vec::new(),
        blocked_until_ms: None,
        state: State::Active,
        is_live: false,
        away: true,
        reach: reach(),
        answer_by_ms: Some(AT_MS + 86_400_000),
        answer_by: None,
        ends_at_ms: Some(AT_MS + 120_000),
        events: events().into_iter().take(8).collect(),
        staff_events: staff_events().into_iter().take(3).collect(),
    }
}
