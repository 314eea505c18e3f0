//! One value of each message that the desk exchanges over plain HTTP.

use std::collections::BTreeMap;

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::{Date, LocalTime};
use juttu_shared::rules::plan::{Fault, Part, Plan, PlanAnnouncement, PlanException, Words, Wrong};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{Have, NotWaiting, ServerMessage};
use juttu_shared::wire::v1::desk::{
    AuditLine, AuditPage, ChangeHours, HolidayName, HoursChange, HoursPage, HoursRefused, Poll,
    Polled, Replies, Reply, ReplyText,
};

use super::{AT_MS, service};

fn words(fi: &str, sv: &str) -> Words {
    Words::from([("fi".into(), fi.into()), ("sv".into(), sv.into())])
}

fn plan() -> Plan {
    let day = |text: &str| Date::parse(text).unwrap();
    let mut plan = Plan {
        closed_holidays: vec!["epiphany".into()],
        exceptions: vec![PlanException {
            from: day("2027-01-21"),
            until: day("2027-01-21"),
            hours: Vec::new(),
            reason: words("Koulutuspäivä", "Utbildningsdag"),
        }],
        announcements: vec![PlanAnnouncement {
            from: day("2027-01-11"),
            until: day("2027-01-12"),
            text: words("Chat on tänään lyhyt.", "Chatten är kort i dag."),
        }],
        ..Plan::default()
    };
    plan.week[0] = vec!["9:00-11:00".into(), "12:00-15:00".into()];
    plan
}

pub(crate) fn hours_page() -> HoursPage {
    HoursPage {
        service: service(),
        version: 2,
        today: Date::parse("2027-01-07").unwrap(),
        languages: vec!["fi".into(), "sv".into()],
        holidays: vec![HolidayName {
            key: "epiphany".into(),
            name: "Loppiainen".into(),
        }],
        plan: plan(),
        changes: vec![HoursChange {
            version: 2,
            at: LocalTime::parse("2027-01-07T09:12").unwrap(),
            agent: "Anna".into(),
            plan: plan(),
        }],
    }
}

pub(crate) fn change() -> ChangeHours {
    ChangeHours {
        service: service(),
        version: 2,
        plan: plan(),
    }
}

pub(crate) fn refused() -> HoursRefused {
    HoursRefused {
        code: Refusal::HoursImpossible,
        faults: vec![
            Fault {
                part: Part::Week,
                index: 1,
                language: None,
                why: Wrong::Order,
            },
            Fault {
                part: Part::Announcements,
                index: 0,
                language: Some("sv".into()),
                why: Wrong::Missing,
            },
        ],
    }
}

pub(crate) fn replies() -> Replies {
    let text = ReplyText {
        title: "Toimeentulotuki ja vuokra".into(),
        text: "Hei, olen {agent}. Kela ottaa vuokran huomioon.".into(),
    };
    Replies {
        replies: vec![Reply {
            service: service(),
            id: "vuokra".into(),
            ending: true,
            texts: BTreeMap::from([("fi".into(), text)]),
        }],
    }
}

pub(crate) fn audits() -> Vec<(&'static str, AuditPage)> {
    let read = AuditLine {
        id: 7,
        at_ms: AT_MS,
        agent: "Anna".into(),
        role: Role::Supervisor,
        reference: 214,
        service: None,
        what: "conversation".into(),
        to: None,
        failed: false,
        identified: false,
        why: Some("Palaute 12.1.".into()),
    };
    let refused = AuditLine {
        id: 8,
        service: Some(service()),
        what: "personal_code".into(),
        failed: true,
        identified: true,
        why: None,
        ..read.clone()
    };
    let disclosed = AuditLine {
        id: 9,
        what: "disclosed".into(),
        to: Some("Jukka".into()),
        failed: false,
        ..refused.clone()
    };
    let page = |rows, more, holds| AuditPage { rows, more, holds };
    vec![
        ("page", page(vec![read], true, None)),
        ("newest", page(vec![disclosed, refused], false, Some(true))),
    ]
}

pub(crate) fn polls() -> Vec<(&'static str, Poll)> {
    let have = vec![Have {
        conversation: ConversationId(21),
        last_seq: 4,
        last_staff_seq: 1,
    }];
    let seen = Some("1f.2a".into());
    vec![
        (
            "first",
            Poll {
                have: Vec::new(),
                seen: None,
            },
        ),
        ("next", Poll { have, seen }),
    ]
}

pub(crate) fn polled() -> Vec<Polled> {
    vec![
        Polled::Seen {
            seen: "1f.2b".into(),
        },
        Polled::Told(Box::new(ServerMessage::NotWaiting(NotWaiting {
            conversation: ConversationId(22),
        }))),
    ]
}
