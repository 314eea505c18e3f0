//! One value of each message that is no conversation's.

use std::collections::BTreeMap;

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::public::{
    Area, Availability, Contact, Day, DeskStart, Guide, Identification, IdentificationWay,
    LanguageName, Line, Link, Problem, ProviderName, ServiceState, Topic, WidgetAssets,
};
use juttu_shared::wire::v1::sign_in::{SecondFactor, SignInWays};

use super::AT_MS;
use super::agent_door::me;

/// One whose residents may identify.
pub(crate) fn service_state_identifying() -> ServiceState {
    ServiceState {
        identification: Some(Identification {
            at_start: true,
            providers: vec![IdentificationWay {
                id: "suomifi".into(),
                name: "Suomi.fi-tunnistus".into(),
                knows_again: false,
            }],
        }),
        ..service_state()
    }
}

/// One to which they come back by identifying, by one of the ways.
pub(crate) fn service_state_known_again() -> ServiceState {
    let mut state = service_state_identifying();
    if let Some(identification) = &mut state.identification {
        identification.at_start = false;
        identification.providers.insert(
            0,
            IdentificationWay {
                id: "testipankki".into(),
                name: "Testipankki".into(),
                knows_again: true,
            },
        );
    }
    state
}

pub(crate) fn service_state() -> ServiceState {
    ServiceState {
        id: "aikuissosiaalityo".into(),
        name: "Aikuissosiaalityö".into(),
        now_ms: AT_MS,
        offset_min: 120,
        availability: Availability::Open,
        changes_at_ms: Some(AT_MS + 3_600_000),
        status: "Auki klo 14 asti".into(),
        opens: None,
        queue: Some("Jonossa on 2 ihmistä.".into()),
        answer_by: Some("Vastaamme viimeistään ma 11.1. klo 14.".into()),
        may_chat: true,
        tells_by_email: false,
        language: "fi".into(),
        languages: [("fi", "Suomi"), ("sv", "Svenska")]
            .map(|(tag, name)| LanguageName {
                tag: tag.into(),
                name: name.into(),
            })
            .to_vec(),
        quick_exit: Some("https://www.example.fi/saa".into()),
        identification: None,
        contact: Contact {
            telephone: "040 6367 999".into(),
            telephone_hours: "ma–to klo 9–11".into(),
            areas: vec![Area {
                key: 3,
                name: "Isokyrö, Seinäjoki".into(),
            }],
        },
        topics: vec![Topic {
            id: "raha".into(),
            name: "Huoli rahasta".into(),
        }],
        guide: guide(),
        plain: "Hätätilanteessa soita 112.".into(),
        assets: WidgetAssets {
            script: "/assets/0123456789abcdef/widget.js".into(),
            wasm: "/assets/0123456789abcdef/widget.wasm".into(),
            style: "/assets/0123456789abcdef/widget.css".into(),
            fallback: "/assets/0123456789abcdef/fallback.js".into(),
        },
        texts: BTreeMap::from([("send".into(), "Lähetä".into())]),
    }
}

pub(crate) fn desk_starts() -> Vec<(&'static str, DeskStart)> {
    let start = |me| DeskStart {
        me,
        ways: SignInWays::default(),
        second_factor: None,
        now_ms: AT_MS,
        language: "fi".into(),
        texts: BTreeMap::from([("sign_in".into(), "Kirjaudu".into())]),
    };
    let mut with_areas = me();
    for service in &mut with_areas.services {
        service.areas = vec![Area {
            key: 3,
            name: "Isojoki, Karijoki".into(),
        }];
    }
    let with_factor = DeskStart {
        second_factor: Some(SecondFactor::SetUp),
        ..start(Some(me()))
    };
    let through_organisation = DeskStart {
        ways: SignInWays {
            passwords: false,
            providers: vec![ProviderName {
                id: "entra".into(),
                name: "Organisaation kirjautuminen".into(),
            }],
        },
        ..start(None)
    };
    vec![
        ("signed-in", start(Some(me()))),
        ("signed-in-with-second-factor", with_factor),
        ("signed-out-through-organisation", through_organisation),
        ("signed-in-with-areas", start(Some(with_areas))),
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

fn guide() -> Guide {
    let day = |day: &str, hours: &str, reason: Option<&str>| Day {
        day: day.into(),
        hours: hours.into(),
        is_open: reason.is_none(),
        is_today: reason.is_none(),
        reason: reason.map(Into::into),
    };
    Guide {
        standing: Some("Täällä annetaan yleistä neuvontaa.".into()),
        announcements: vec!["Chat on tauolla 8.2.".into()],
        emergency: vec![Line {
            text: "Hätätilanteessa soita 112.".into(),
            link: Some(Link {
                text: "112".into(),
                href: "tel:112".into(),
            }),
        }],
        own_worker: Some(Line {
            text: "Oletko jo asiakas? Ota yhteyttä suoraan omaan työntekijääsi.".into(),
            link: None,
        }),
        links: Vec::new(),
        week: vec![
            day("to 7.1.", "klo 12–14", None),
            day("ke 6.1.", "Suljettu", Some("Loppiainen")),
        ],
        exceptions: Vec::new(),
    }
}
