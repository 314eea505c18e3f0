//! What an agent may see and do, by role and part: one table, each cell by a real socket on a
//! conversation of its own.

mod commands;
mod without_socket;

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{ClientMessage, Have, Hold, Mine, ServerMessage};
use juttu_shared::wire::v1::event::Kind;

use crate::harness::{Agent, OTHER_SERVICE, Relay, SERVICE, bring_in, consult, depart, new_key};
use commands::command;

/// What is asked for, in the order of the table.
const ASKED: [&str; 23] = [
    "welcome",
    "resume",
    "hear",
    "find",
    "look",
    "look why",
    "post",
    "note",
    "claim",
    "leave",
    "contact",
    "close",
    "transfer",
    "bring in",
    "consult",
    "depart",
    "redact",
    "redact note",
    "block",
    "ask to identify",
    "open identity",
    "open code",
    "forget identity",
];

const NOT: &str = "not_allowed";
const NONE: &str = "no_conversation";

/// Of a conversation of the family centre that goes on: who, in which role, and what comes of each.
/// `-` is nothing at all.
const TABLE: [(&str, [&str; 23]); 10] = [
    (
        "takes part",
        [
            "own",
            "own",
            "yes",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "already_claimed",
            "ok",
            "no_contact",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "no_identity",
            "no_identity",
            "no_identity",
        ],
    ),
    (
        "was brought in from another service",
        [
            "own",
            "own",
            "yes",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "already_claimed",
            "ok",
            "no_contact",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "no_identity",
            "no_identity",
            "no_identity",
        ],
    ),
    (
        "is consulted from another service",
        [
            "consulted",
            "consulted",
            "yes",
            "ok",
            "ok",
            "ok",
            NOT,
            "ok",
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            "ok",
            NOT,
            NOT,
            NOT,
            NOT,
            "no_identity",
            NOT,
            NOT,
        ],
    ),
    (
        "departed",
        [
            "-",
            "-",
            "-",
            "-",
            NOT,
            NOT,
            NOT,
            NOT,
            "already_claimed",
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
        ],
    ),
    (
        "is a colleague",
        [
            "-",
            "-",
            "-",
            "-",
            NOT,
            NOT,
            NOT,
            NOT,
            "already_claimed",
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
        ],
    ),
    (
        "is an agent of another service",
        [
            "-", "-", "-", "-", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
            NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        ],
    ),
    (
        "is a supervisor",
        [
            "-",
            "-",
            "-",
            "ok",
            "reason_missing",
            "ok",
            NOT,
            NOT,
            "already_claimed",
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            NOT,
            "ok",
            "ok",
            NOT,
            NOT,
            "no_identity",
            NOT,
            NOT,
        ],
    ),
    (
        "is a supervisor of another service",
        [
            "-", "-", "-", "-", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
            NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        ],
    ),
    (
        "is an auditor",
        [
            "-", "-", "-", NOT, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
            NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        ],
    ),
    (
        "is an administrator",
        [
            "-", "-", "-", NOT, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
            NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        ],
    ),
];

/// Those of the table, in its order, and one more to be asked.
async fn everybody(relay: &Relay) -> (Vec<Agent>, Agent) {
    let roles = [
        ("Maria", Role::Agent, SERVICE),
        ("Sari", Role::Agent, OTHER_SERVICE),
        ("Kaisa", Role::Agent, OTHER_SERVICE),
        ("Lasse", Role::Agent, SERVICE),
        ("Jukka", Role::Agent, SERVICE),
        ("Outi", Role::Agent, OTHER_SERVICE),
        ("Anna", Role::Supervisor, SERVICE),
        ("Eeva", Role::Supervisor, OTHER_SERVICE),
        ("Oskari", Role::Auditor, SERVICE),
        ("Tuula", Role::Administrator, SERVICE),
    ];
    let mut all = Vec::new();
    for (name, role, service) in roles {
        all.push(relay.staff(name, role, &[service]).await);
    }
    let spare = relay.staff("Ville", Role::Agent, &[OTHER_SERVICE]).await;
    (all, spare)
}

/// A conversation in which each has their part, and the words of the resident that are heard after.
async fn conversation(relay: &Relay, all: &[Agent]) -> (crate::harness::Visitor, ConversationId) {
    let mut visitor = relay.visitor(SERVICE).await;
    let opened = visitor.open("Hei").await;
    let id = opened.conversation;
    let mut maria = all[0].again(relay, Vec::new()).await;
    maria.claim(id).await.unwrap();
    maria.does(&bring_in(id, all[1].id())).await;
    maria.does(&bring_in(id, all[3].id())).await;
    maria
        .does_among_staff(&consult(id, all[2].id(), "Mitä sanot?"))
        .await;
    let mut lasse = all[3].again(relay, Vec::new()).await;
    lasse.does(&depart(id)).await;
    (visitor, id)
}

#[tokio::test]
async fn what_an_agent_may_see_and_do_is_as_the_table_says() {
    let relay = Relay::start().await;
    let (all, spare) = everybody(&relay).await;
    for (agent, (who, row)) in all.iter().zip(TABLE) {
        for (asked, expected) in ASKED.iter().zip(row) {
            let (mut visitor, id) = conversation(&relay, &all).await;
            let became = match *asked {
                "welcome" => shown(&agent.again(&relay, Vec::new()).await, id),
                "resume" => {
                    let have = Have {
                        conversation: id,
                        last_seq: 1,
                        last_staff_seq: 0,
                    };
                    shown(&agent.again(&relay, vec![have]).await, id)
                }
                "hear" => {
                    let mut agent = agent.again(&relay, Vec::new()).await;
                    visitor.post("Kuuletko").await;
                    heard(&mut agent, expected == "yes").await
                }
                asked => {
                    let mut agent = agent.again(&relay, Vec::new()).await;
                    given(&mut agent, command(asked, id, &spare)).await
                }
            };
            assert_eq!(became, expected, "who {who}: {asked}");
            // The next one begins anew.
            visitor.socket.say(&end()).await;
        }
    }
}

fn end() -> juttu_shared::wire::v1::visitor::ClientMessage {
    use juttu_shared::wire::v1::visitor::{ClientMessage, Close};
    ClientMessage::Close(Close {
        client_key: new_key(),
    })
}

fn shown(agent: &Agent, id: ConversationId) -> String {
    held_as(&agent.welcome.mine, id)
}

fn held_as(mine: &[Mine], id: ConversationId) -> String {
    let mine = mine.iter().find(|mine| mine.id == id);
    let hold = mine.map(|mine| match mine.hold {
        Hold::Own => "own",
        Hold::Consulted => "consulted",
        Hold::Looked => "looked",
    });
    hold.unwrap_or("-").to_owned()
}

/// Whether what the resident said is heard. It is waited for where it should be; where it should not,
/// it would have come before one of these pongs.
async fn heard(agent: &mut Agent, is_expected: bool) -> String {
    let said = |message: &ServerMessage| {
        let ServerMessage::Event(event) = message else {
            return false;
        };
        matches!(&event.kind, Kind::Posted(posted) if posted.text == "Kuuletko")
    };
    if is_expected {
        agent.until(|message| said(&message).then_some(())).await;
        return "yes".to_owned();
    }
    for _ in 0..20 {
        if agent.everything().await.iter().any(said) {
            return "yes".to_owned();
        }
    }
    "-".to_owned()
}

async fn given(agent: &mut Agent, command: ClientMessage) -> String {
    match agent.command(&command).await {
        Ok(ServerMessage::Found(found)) if found.rows.is_empty() => "-".to_owned(),
        Ok(_) => "ok".to_owned(),
        Err(refused) => refused.code.code().to_owned(),
    }
}
