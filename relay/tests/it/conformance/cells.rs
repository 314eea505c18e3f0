//! The table of state × command × caller, each cell through the store.

use juttu_relay::command::block::Block;
use juttu_relay::command::bring_in::BringIn;
use juttu_relay::command::consult::Consult;
use juttu_relay::command::depart::Depart;
use juttu_relay::command::promise::PromiseLater;
use juttu_relay::command::redact::{Redact, RedactNote};
use juttu_relay::command::transfer::{To, Transfer};
use juttu_relay::command::{Asked, Command as _, Giver};
use juttu_relay::seal::SecretHash;
use juttu_relay::store::accounts::Agent;
use juttu_relay::store::audit::{Own, Viewing};
use juttu_relay::store::{Append, Change, Leaving, New, Opening, Store, StoreError};
use juttu_shared::id::ConversationId;
use juttu_shared::limits::READ_AFTER_CLOSE_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller, Role, State, may};
use juttu_shared::wire::v1::event::{
    Author, Closed, Joined, Kind, Left, LeftCause, Posted, StaffKind,
};

use super::expiry::{left_behind, requeues};
use super::{
    Changes, NOW_MS, Subject, agent, claims, closes, exits, key, leaves, leaving, notes, opening,
    posts, rates, service, services,
};

/// What is asked of the store.
enum Asks {
    /// A command.
    To(Append),
    /// To see contact details.
    Contact(Agent),
    /// To see it whole.
    Look(Agent),
}

pub(crate) async fn every_cell_is_as_the_rules_say(subject: &mut dyn Subject) {
    let store = subject.store();
    let mut cells = 0;
    for caller in Caller::ALL {
        for act in Act::ALL {
            for state in State::ALL {
                let number = cells + 1;
                let Some(asks) = asks(act, caller, state, ConversationId(number)) else {
                    continue;
                };
                let id = in_state(&*store, number, state, caller).await;
                assert_eq!(id, ConversationId(number));
                let expected = may(act, caller, state).err();
                let refused = refusal(&*store, asks, id).await;
                assert_eq!(refused, expected, "{caller:?} {act:?} {state:?}");
                cells += 1;
            }
        }
    }
    let of_all = [
        "post", "note", "close", "transfer", "bring in", "consult", "redact", "block",
    ];
    let of_agents = ["claim", "leave", "depart", "open contact", "look"];
    let of_visitors = ["leave", "exit", "rate"];
    let of_relay = ["leave", "requeue"];
    let forms = of_all.len() * Caller::ALL.len()
        + of_agents.len() * 5
        + of_visitors.len() * 2
        + of_relay.len();
    // The relay leaves nothing that goes on, but sends it back first.
    assert_eq!(cells, forms as u64 * 4 - 1);
}

async fn refusal(store: &dyn Store, asks: Asks, id: ConversationId) -> Option<Refusal> {
    let viewing = |by: &Agent| Viewing {
        agent: by.id,
        role: by.role,
        conversation: id,
        why: None,
        now_ms: NOW_MS,
    };
    let answer = match asks {
        Asks::To(append) => store.append(append).await.map(drop),
        Asks::Contact(by) => {
            let (viewing, giver) = (viewing(&by), Giver::Agent(by));
            let may = move |head: &_| giver.may(Act::OpenContact, head, NOW_MS);
            store.open_contact(viewing, Box::new(may)).await.map(drop)
        }
        Asks::Look(by) => {
            let (viewing, giver) = (viewing(&by), Giver::Agent(by));
            let may = move |head: &_| giver.may(Act::Look, head, NOW_MS).map(|()| Own::No);
            store.look(viewing, Box::new(may)).await.map(drop)
        }
    };
    match answer {
        Ok(()) => None,
        Err(StoreError::Refused(refusal)) => Some(refusal),
        Err(StoreError::Failed(reason)) => panic!("{reason}"),
    }
}

/// What nobody else has.
fn hash(number: u64, of: u8) -> SecretHash {
    let mut bytes = [of; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    SecretHash(bytes)
}

fn way(number: u64) -> Leaving {
    Leaving {
        code: hash(number, 2),
        ..leaving(1)
    }
}

/// A conversation in that state, in which that caller stands as the table says.
async fn in_state(store: &dyn Store, number: u64, state: State, caller: Caller) -> ConversationId {
    let opening = Opening {
        secret: hash(number, 1),
        most_waiting: 10_000,
        ..opening(1, "Hei")
    };
    let id = store.open(opening).await.unwrap().id;
    let takes_part = matches!(caller, Caller::Participant | Caller::Relay);
    let joined = Kind::Joined(Joined { name: "X".into() });
    let left = Kind::Left(Left {
        cause: LeftCause::Chosen,
        answer_by: None,
    });
    let becomes = match state {
        State::Waiting => None,
        State::Active => Some(joined),
        State::Left => Some(left),
        State::Closed => Some(Kind::Closed(Closed {})),
    };
    let event = becomes.map(|kind| New {
        from: Author::Relay,
        client_key: None,
        kind,
    });
    let noted = New {
        from: Author::Relay,
        client_key: None,
        kind: StaffKind::Noted(Posted { text: "h".into() }),
    };
    let change = Change {
        events: event.into_iter().collect(),
        staff_events: vec![noted],
        join: takes_part.then_some(agent(5, &[]).id),
        consult: (caller == Caller::Consulted).then_some(agent(8, &[]).id),
        leaving: (caller == Caller::CodeHolder).then(|| way(number)),
        ..Change::default()
    };
    store.append(Changes(change).to(id)).await.unwrap();
    if takes_part {
        // Whoever is the only one does not depart.
        let change = Change {
            join: Some(agent(4, &[]).id),
            ..Change::default()
        };
        store.append(Changes(change).to(id)).await.unwrap();
    }
    id
}

fn supervisor() -> Agent {
    Agent {
        role: Role::Supervisor,
        ..agent(9, &["talous"])
    }
}

/// What has a form.
fn asks(act: Act, caller: Caller, state: State, to: ConversationId) -> Option<Asks> {
    let by = match caller {
        Caller::Visitor | Caller::CodeHolder => Giver::Visitor,
        Caller::Participant => Giver::Agent(agent(5, &["muu"])),
        Caller::Consulted => Giver::Agent(agent(8, &["muu"])),
        Caller::Colleague => Giver::Agent(agent(6, &["talous"])),
        Caller::Supervisor => Giver::Agent(supervisor()),
        Caller::Outsider => Giver::Agent(agent(7, &["muu"])),
        Caller::Relay => Giver::Relay,
    };
    let client_key = key(3_000);
    let asked = Some(Asked {
        agent: agent(10, &["talous"]),
        is_connected: true,
    });
    let append = match (act, by) {
        (Act::Post, by) => posts(by, to, 3_000, "x"),
        (Act::Note, by) => notes(by, to, 3_000, "x"),
        (Act::Close, by) => closes(by, to, 3_000, None),
        (Act::Claim, Giver::Agent(by)) => claims(&by, to, 3_000),
        (Act::Exit, Giver::Visitor) => exits(to, 3_000),
        (Act::Rate, Giver::Visitor) => rates(to, 3_000),
        (Act::Leave, Giver::Visitor) => leaves(to, 3_000, None, way(to.0)),
        (Act::Leave, Giver::Relay) if state != State::Active => left_behind(to),
        (Act::Leave, by @ Giver::Agent(_)) => PromiseLater {
            by,
            client_key,
            services: services(),
            now_ms: NOW_MS,
        }
        .to(to, NOW_MS),
        (Act::Requeue, Giver::Relay) => requeues(to, &[5]),
        (Act::Transfer, by) => Transfer {
            by,
            client_key,
            to: To::Queue {
                service: service("muu"),
                services: services(),
            },
            note: Some("x".into()),
            now_ms: NOW_MS,
        }
        .to(to, NOW_MS),
        (Act::BringIn, by) => BringIn {
            by,
            client_key,
            asked,
        }
        .to(to, NOW_MS),
        (Act::Consult, by) => Consult {
            by,
            client_key,
            asked,
            text: "x".into(),
        }
        .to(to, NOW_MS),
        (Act::Depart, Giver::Agent(by)) => Depart { by, client_key }.to(to, NOW_MS),
        (Act::Redact, by) if to.0.is_multiple_of(2) => Redact {
            by,
            client_key,
            seq: 2,
        }
        .to(to, NOW_MS),
        (Act::Redact, by) => RedactNote(Redact {
            by,
            client_key,
            seq: 1,
        })
        .to(to, NOW_MS),
        (Act::Block, by) => Block {
            by,
            client_key,
            until_ms: None,
            knows: Box::new(|_| true),
        }
        .to(to, NOW_MS),
        (Act::OpenContact, Giver::Agent(by)) => return Some(Asks::Contact(by)),
        (Act::Look, Giver::Agent(by)) => return Some(Asks::Look(by)),
        _ => return None,
    };
    Some(Asks::To(append))
}

/// Who an agent is, seen from a conversation, by role, service and part in it.
pub(crate) async fn who_one_is_follows_part_role_and_service(subject: &mut dyn Subject) {
    use Caller::{Colleague, Consulted, Outsider, Participant, Supervisor};
    let store = subject.store();
    let id = store.open(opening(1, "Hei")).await.unwrap().id;
    let change = Change {
        events: vec![New {
            from: Author::Relay,
            client_key: None,
            kind: Kind::Closed(Closed {}),
        }],
        join: Some(agent(5, &[]).id),
        consult: Some(agent(8, &[]).id),
        ..Change::default()
    };
    store.append(Changes(change).to(id)).await.unwrap();
    let head = store.head(id).await.unwrap().unwrap();
    let late_ms = head.closed_at_ms.unwrap() + READ_AFTER_CLOSE_MS;
    // Role, of its service; then who takes part, who is consulted and who is neither: within thirty
    // days, and later.
    let rows = [
        (
            Role::Agent,
            true,
            [Participant, Consulted, Colleague],
            Colleague,
        ),
        (
            Role::Agent,
            false,
            [Participant, Consulted, Outsider],
            Outsider,
        ),
        (
            Role::Supervisor,
            true,
            [Participant, Consulted, Supervisor],
            Supervisor,
        ),
        (
            Role::Supervisor,
            false,
            [Participant, Consulted, Outsider],
            Outsider,
        ),
        (Role::Auditor, true, [Outsider; 3], Outsider),
        (Role::Administrator, true, [Outsider; 3], Outsider),
    ];
    for (role, is_of_service, within, later) in rows {
        let of = if is_of_service { "talous" } else { "muu" };
        for (number, expected) in [5, 8, 6].into_iter().zip(within) {
            let agent = Agent {
                role,
                ..agent(number, &[of])
            };
            let giver = Giver::Agent(agent);
            assert_eq!(
                giver.caller(&head, late_ms),
                expected,
                "{role:?} {number} {of}"
            );
            assert_eq!(
                giver.caller(&head, late_ms + 1),
                later,
                "{role:?} {number} {of}"
            );
        }
    }
}
