//! One event of each kind.

use juttu_shared::id::{AgentId, ClientKey, IdentityId, ServiceId};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::wire::v1::event::{
    Author, Blocked, Closed, CodeMade, Concerns, Concluded, Consulted, Departed, Envelope, Exited,
    FailureCause, Helped, IdentificationCompleted, IdentificationDeclined, IdentificationFailed,
    IdentificationRequested, IdentityDiffers, IdentityForgotten, Joined, Kind, Left, LeftCause,
    Level, Opened, Outcome, Posted, Rated, Redacted, Requeued, StaffKind, Transferred,
};

use super::{AT_MS, conversation, key};

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

pub(super) fn events() -> Vec<Envelope<Kind>> {
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
                answer_by: None,
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
                answer_by: None,
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
        envelope(
            15,
            agent,
            Some(key()),
            Kind::Transferred(Transferred {
                service: Some(ServiceId("perhekeskus".into())),
                agent: None,
                name: "Familjecentret".into(),
                left: true,
                answer_by: LocalTime::parse("2027-01-11T24:00"),
            }),
        ),
        envelope(
            16,
            agent,
            Some(key()),
            Kind::IdentificationRequested(IdentificationRequested {
                name: "Maria".into(),
                reason: "Katson hakemuksesi tilanteen.".into(),
            }),
        ),
        envelope(
            17,
            Author::Visitor,
            Some(key()),
            Kind::IdentificationCompleted(IdentificationCompleted {
                identity: IdentityId(5),
                level: Level::Substantial,
                request: Some(16),
            }),
        ),
        envelope(
            18,
            Author::Visitor,
            Some(key()),
            Kind::IdentificationDeclined(IdentificationDeclined { request: 16 }),
        ),
        envelope(
            19,
            Author::Relay,
            None,
            Kind::IdentificationFailed(IdentificationFailed {
                request: Some(16),
                cause: FailureCause::Cancelled,
            }),
        ),
        envelope(
            20,
            agent,
            Some(key()),
            Kind::IdentityForgotten(IdentityForgotten {
                identity: IdentityId(5),
            }),
        ),
        envelope(
            21,
            Author::Visitor,
            Some(key()),
            Kind::CodeMade(CodeMade {}),
        ),
    ]
}

pub(super) fn staff_events() -> Vec<Envelope<StaffKind>> {
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
        envelope(
            10,
            Author::Relay,
            None,
            StaffKind::IdentityDiffers(IdentityDiffers {
                identity: IdentityId(6),
                first: IdentityId(5),
            }),
        ),
    ]
}
