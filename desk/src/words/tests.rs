//! What the words become, and in which form.

use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditLine;
use juttu_shared::wire::v1::event::{FailureCause, Level};

use super::*;
use crate::model::{From, Step};

fn words(language: Language) -> Words {
    let texts = desk::all()
        .map(|text| (text.key.to_owned(), text.words(language).to_owned()))
        .collect();
    Words::new(language, texts)
}

#[test]
fn numbers_take_their_form() {
    let fi = words(Language::Fi);
    assert_eq!(fi.count(desk::UNREAD, 1), "1 uusi");
    assert_eq!(fi.count(desk::UNREAD, 4), "4 uutta");
    assert_eq!(fi.waited(0), "odottanut alle minuutin");
    assert_eq!(fi.waited(1), "odottanut 1 min");
}

#[test]
fn times_are_written_as_each_language_does() {
    assert_eq!(words(Language::Fi).at_time(786), "klo 13.06");
    assert_eq!(words(Language::Sv).at_time(546), "kl. 9.06");
    assert_eq!(words(Language::En).at_time(546), "at 9:06");
}

#[test]
fn what_is_left_is_said_to_the_nearest_minute() {
    let en = words(Language::En);
    let said = |left_ms| en.ends_in(left_ms);
    assert_eq!(
        said(120_000),
        "The conversation ends in 2 min, unless one of you writes."
    );
    assert_eq!(said(121_400), said(120_000), "a slow clock adds no minute");
    assert_eq!(said(90_000), said(120_000));
    assert!(said(89_999).contains("in 1 min") && said(60_000).contains("in 1 min"));
    assert!(said(59_999).contains("under a minute") && said(-1) == said(1));
}

#[test]
fn whoever_must_not_be_called_is_said_first() {
    let fi = words(Language::Fi);
    let phone = Reach {
        code: true,
        phone: true,
        ..Reach::default()
    };
    assert_eq!(
        fi.reach(phone, false),
        ["Älä soita.", "Asukas lukee vastauksen koodilla."]
    );
    let no_code = Reach {
        code: false,
        ..phone
    };
    assert_eq!(
        fi.reach(no_code, false),
        ["Älä soita."],
        "and nothing untrue"
    );
    let safe = Reach {
        safe_to_call: true,
        ..phone
    };
    assert_eq!(
        fi.reach(safe, false),
        [
            "Asukas lukee vastauksen koodilla.",
            "Soittaminen on turvallista."
        ]
    );
    assert_eq!(
        fi.reach(safe, true),
        [
            "Asukas poistui sivulta nopeasti. Älä soita.",
            "Asukas lukee vastauksen koodilla."
        ],
        "whatever was said before"
    );
    let none = fi.reach(Reach::default(), false);
    assert!(none.len() == 1 && none[0].starts_with("Ei tavoitettavissa"));
}

#[test]
fn signing_out_says_whom_it_costs_what() {
    let fi = words(Language::Fi);
    assert!(
        fi.leaving(1, &[])
            .starts_with("Sinulla on 1 keskustelu kesken. ")
    );
    assert!(fi.leaving(1, &[]).contains("asukas palaa "));
    let both = fi.leaving(2, &[4, 5]);
    assert!(
        both.starts_with("Sinulla on 2 keskustelua kesken. "),
        "{both}"
    );
    assert!(both.contains("asukkaat palaavat jonon alkuun. "), "{both}");
    assert!(both.contains("Asukas 4, Asukas 5"), "every draft: {both}");
    assert!(fi.leaving(0, &[4]).starts_with("Lähettämätöntä tekstiä"));
    assert_eq!(fi.leaving(0, &[]), "");
}

#[test]
fn whoever_has_no_conversations_is_told_what_is_true() {
    let fi = words(Language::Fi);
    let queue = "Ei keskusteluja. Ota odottaja jonosta.";
    assert_eq!([fi.none_mine(1, 0), fi.none_mine(1, 2)], [queue; 2]);
    assert_eq!(
        fi.none_mine(0, 2),
        "Ei keskusteluja. Yhteydenottopyyntöjä on 2."
    );
    assert!(fi.none_mine(0, 0).contains("odottajia eikä"));
    assert!(
        words(Language::En)
            .none_mine(0, 1)
            .contains("is 1 contact request.")
    );
}

#[test]
fn nothing_put_in_is_taken_for_a_place() {
    let sv = words(Language::Sv);
    assert_eq!(sv.says("Liisa {text}", "{name}"), "Liisa {text}: {name}");
    assert_eq!(
        sv.fill(desk::JOINED, "name", "{name}"),
        "{name} anslöt sig till samtalet"
    );
}

#[test]
fn every_refusal_and_outcome_has_words() {
    for language in Language::ALL {
        let words = words(language);
        for &refusal in Refusal::ALL {
            assert!(!words.refusal(refusal).is_empty(), "{}", refusal.code());
        }
        for outcome in [Outcome::Solved, Outcome::Unfinished, Outcome::Other] {
            assert!(!words.outcome(outcome).is_empty());
        }
    }
}

#[test]
fn hours_and_days_near_by_are_said_in_short() {
    use juttu_shared::rules::date::{Date, LocalTime};
    let fi = words(Language::Fi);
    let today = Date::new(2027, 1, 4);
    let at = |day, minute| {
        let date = Date::new(2027, 1, day)?;
        Some(LocalTime { date, minute })
    };
    assert_eq!(fi.opening(true, at(4, 840), today), "Auki klo 14 asti");
    assert_eq!(fi.opening(false, at(5, 540), today), "Avautuu ti klo 9");
    assert_eq!(
        fi.opening(false, at(14, 540), today),
        "Avautuu to 14.1. klo 9"
    );
    assert_eq!(fi.opening(true, None, today), "Auki");
    assert_eq!(fi.opening(false, None, today), "Suljettu");
    assert_eq!(
        today.map(|day| fi.by_day(day, today)),
        Some("Tänään".into())
    );
    assert_eq!(
        today.map(|day| fi.by_day(day, None)),
        Some("ma 4.1.".into())
    );
    assert_eq!(
        (fi.minutes(0), fi.minutes(11)),
        ("alle 1 min".into(), "11 min".into())
    );
}

#[test]
fn what_an_agent_can_be_refused_is_said_in_words_of_its_own() {
    let fi = words(Language::Fi);
    for refusal in [
        Refusal::NoColleague,
        Refusal::ColleagueAway,
        Refusal::LastAgent,
        Refusal::ReasonMissing,
        Refusal::NothingToRedact,
        Refusal::NoNetwork,
        Refusal::Stale,
        Refusal::HoursImpossible,
        Refusal::NotAllowed,
        Refusal::NoIdentification,
        Refusal::AlreadyIdentified,
        Refusal::NoIdentity,
        Refusal::ResidentAway,
    ] {
        let said = fi.refusal(refusal);
        assert_ne!(said, fi.refusal(Refusal::Unknown), "{}", refusal.code());
    }
}

#[test]
fn minutes_become_hours_when_they_are_whole() {
    let fi = words(Language::Fi);
    assert_eq!(
        [15, 60, 24 * 60].map(|minutes| fi.block_time(minutes)),
        ["15 min", "1 tunti", "24 tuntia"]
    );
}

#[test]
fn what_happened_about_who_somebody_is_says_who_did_it_and_what_may_be_done() {
    let fi = words(Language::Fi);
    let mika = From::Agent(Some("Mika".into()));
    let asked = Step::Asked("Varaan ajan. {name}".into());
    assert_eq!(
        fi.identification(&asked, &From::Me),
        "Pyysit tunnistautumista. Syy: Varaan ajan. {name}",
        "what was written is no place for a name"
    );
    let said = fi.identification(&asked, &mika);
    assert!(
        said.starts_with("Mika pyysi tunnistautumista. Syy: "),
        "{said}"
    );
    let forgotten = fi.identification(&Step::Forgotten, &mika);
    assert!(forgotten.contains("Mika"), "{forgotten}");
    let level = fi.identification(&Step::Completed(Level::Test), &From::Visitor);
    assert!(level.contains("ei oikea henkilö"), "{level}");
    for cause in FailureCause::ALL {
        let said = fi.failure(cause);
        assert!(said.contains("yrittää uudelleen"), "{said}");
        assert_ne!(said, fi.failure(FailureCause::Other));
    }
}

#[test]
fn an_answer_may_be_read_by_identifying() {
    let identified = Reach {
        identification: true,
        ..Reach::default()
    };
    let fi = words(Language::Fi);
    assert_eq!(
        fi.reach(identified, false),
        ["Asukas lukee vastauksen tunnistautumalla."]
    );
}

#[test]
fn a_row_of_the_audit_log_is_said_in_words_even_when_a_later_relay_knows_more() {
    let fi = words(Language::Fi);
    let row = |what: &str| AuditLine {
        id: 1,
        at_ms: 0,
        agent: "Maria".into(),
        role: Role::Agent,
        reference: 214,
        service: None,
        what: what.into(),
        to: None,
        failed: false,
        identified: false,
        why: None,
    };
    let kinds = [
        "contact",
        "conversation",
        "identity",
        "personal_code",
        "held",
        "redacted",
        "reported",
        "purged",
    ];
    for kind in kinds {
        let said = fi.audited(&row(kind));
        assert!(!said.is_empty() && !said.contains(kind), "{kind}: {said}");
    }
    let given = AuditLine {
        to: Some("Mika Ranta".into()),
        identified: true,
        failed: true,
        ..row("disclosed")
    };
    assert_eq!(
        fi.audited(&given),
        "luovutettu: Mika Ranta · Tunnistautunut · ei onnistunut"
    );
    assert_eq!(fi.audited(&row("exported")), "muu tapahtuma (exported)");
}
