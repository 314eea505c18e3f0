//! One value of each message that the desk sends.

use juttu_shared::id::{AgentId, IdentityId};
use juttu_shared::wire::v1::event::Outcome;
use juttu_shared::wire::v1::{agent, visitor};

use crate::samples::{conversation, key, service};

pub(crate) fn agent_client() -> Vec<(&'static str, agent::ClientMessage)> {
    use agent::ClientMessage::{
        AskIdentification, Block, BringIn, Claim, Close, Consult, Depart, Find, ForgetIdentity,
        Hello, Leave, Look, Note, OpenContact, OpenIdentity, OpenPersonalCode, Ping, Post, Present,
        Redact, Transfer, Typing,
    };
    let act = || agent::Act {
        conversation: conversation(),
        client_key: key(),
    };
    let transfer = |to, note: Option<&str>| {
        Transfer(agent::Transfer {
            conversation: conversation(),
            client_key: key(),
            to,
            note: note.map(str::to_owned),
        })
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
    let open_identity = |why: Option<&str>| agent::OpenIdentity {
        conversation,
        client_key: key(),
        identity: IdentityId(5),
        why: why.map(str::to_owned),
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
                topic: None,
                text: None,
            }),
        ),
        (
            "close-in-full",
            Close(agent::Close {
                conversation,
                client_key: key(),
                outcome: Outcome::DirectedElsewhere,
                topic: Some("raha".into()),
                text: Some("Hae tukea Kelasta.".into()),
            }),
        ),
        ("leave", Leave(act())),
        (
            "transfer-to-a-queue",
            transfer(
                agent::TransferTo::Queue(service()),
                Some("Asia koskee lapsia."),
            ),
        ),
        (
            "transfer-to-a-colleague",
            transfer(agent::TransferTo::Agent(AgentId(4)), None),
        ),
        (
            "bring-in",
            BringIn(agent::BringIn {
                conversation,
                client_key: key(),
                agent: AgentId(4),
            }),
        ),
        (
            "consult",
            Consult(agent::Consult {
                conversation,
                client_key: key(),
                agent: AgentId(4),
                text: "Mistä apu jo tänään?".into(),
            }),
        ),
        ("depart", Depart(act())),
        (
            "redact",
            Redact(agent::Redact {
                conversation,
                client_key: key(),
                seq: 2,
                staff: false,
            }),
        ),
        (
            "redact-a-note",
            Redact(agent::Redact {
                conversation,
                client_key: key(),
                seq: 1,
                staff: true,
            }),
        ),
        (
            "block",
            Block(agent::Block {
                conversation,
                client_key: key(),
                minutes: 60,
            }),
        ),
        (
            "find",
            Find(agent::Find {
                client_key: key(),
                service: Some(service()),
                reference: Some(214),
                before: Some(conversation),
            }),
        ),
        (
            "look",
            Look(agent::Look {
                conversation,
                client_key: key(),
                why: Some("Asiakkaan palaute 12.1.".into()),
            }),
        ),
        ("ask-identification", AskIdentification(post())),
        ("open-identity", OpenIdentity(open_identity(None))),
        (
            "open-identity-with-a-reason",
            OpenIdentity(open_identity(Some("Siirretty minulle"))),
        ),
        ("open-personal-code", OpenPersonalCode(open_identity(None))),
        ("forget-identity", ForgetIdentity(act())),
        ("typing", Typing(agent::Typing { conversation })),
        ("ping", Ping(visitor::Empty {})),
    ]
}
