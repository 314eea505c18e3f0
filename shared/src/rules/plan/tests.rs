//! What a supervisor may write, and what is said of the rest.

use super::*;

fn languages() -> Vec<String> {
    vec!["fi".into(), "sv".into()]
}

fn words(fi: &str, sv: &str) -> Words {
    Words::from([("fi".into(), fi.into()), ("sv".into(), sv.into())])
}

fn exception(from: &str, until: &str, hours: &[&str]) -> PlanException {
    PlanException {
        from: Date::parse(from).unwrap(),
        until: Date::parse(until).unwrap(),
        hours: hours.iter().map(|it| (*it).to_owned()).collect(),
        reason: words("Koulutuspäivä", "Utbildningsdag"),
    }
}

fn plan() -> Plan {
    let mut plan = Plan {
        closed_holidays: vec!["epiphany".into()],
        exceptions: vec![
            exception("2027-01-21", "2027-01-21", &[]),
            exception("2027-01-27", "2027-01-27", &["10:00-15:00"]),
        ],
        ..Plan::default()
    };
    plan.week[0] = vec!["9:00-11:00".into(), "12:00-15:00".into()];
    plan
}

fn faults(plan: &Plan) -> Vec<(Part, usize, Option<String>, Wrong)> {
    let faults = plan.schedule(&languages()).unwrap_err();
    let parts = faults.into_iter();
    parts
        .map(|it| (it.part, it.index, it.language, it.why))
        .collect()
}

#[test]
fn what_can_be_kept_becomes_a_schedule() {
    let schedule = plan().schedule(&languages()).unwrap();
    assert_eq!(schedule.week[0].len(), 2);
    assert_eq!(schedule.closed_holidays, [Holiday::Epiphany]);
    let training = schedule.on(Date::parse("2027-01-21").unwrap());
    assert!(training.intervals.is_empty());
    assert_eq!(training.why, hours::Why::Exception(0));
    // A service that is never open can be kept: a break of a whole summer.
    assert!(Plan::default().schedule(&languages()).is_ok());
}

#[test]
fn everything_wrong_is_told_with_its_place() {
    let mut wrong = plan();
    wrong.week[1] = vec!["9-11".into()];
    wrong.week[2] = vec!["15:00-12:00".into()];
    wrong.week[3] = vec!["9:00-25:00".into()];
    wrong.week[4] = vec!["9:00-12:00".into(), "12:00-15:00".into()];
    wrong.week[5] = vec!["9:00-10:00".into(); INTERVALS_PER_DAY + 1];
    wrong.closed_holidays.push("juhannus".into());
    wrong.exceptions[0].until = Date::parse("2027-01-20").unwrap();
    wrong.exceptions[1].reason.remove("sv");
    wrong.exceptions[1].reason.insert("de".into(), "x".into());
    let told = faults(&wrong);
    for expected in [
        (Part::Week, 1, None, Wrong::Form),
        (Part::Week, 2, None, Wrong::Order),
        (Part::Week, 3, None, Wrong::Time),
        (Part::Week, 4, None, Wrong::Overlap),
        (Part::Week, 5, None, Wrong::TooMany),
        (Part::Holidays, 1, None, Wrong::Unknown),
        (Part::Exceptions, 0, None, Wrong::Order),
        (Part::Exceptions, 1, Some("sv".into()), Wrong::Missing),
        (Part::Exceptions, 1, Some("de".into()), Wrong::Unknown),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    assert_eq!(told.len(), 9);
}

#[test]
fn a_day_has_one_exception() {
    let mut twice = plan();
    twice
        .exceptions
        .push(exception("2027-01-20", "2027-01-22", &[]));
    let overlap = (Part::Exceptions, 2, None, Wrong::Overlap);
    assert_eq!(faults(&twice), [overlap]);
}

#[test]
fn an_announcement_has_its_days_and_its_words() {
    let announcement = |until: &str, fi: &str| PlanAnnouncement {
        from: Date::parse("2027-01-11").unwrap(),
        until: Date::parse(until).unwrap(),
        text: words(fi, "Chatten är kort i dag."),
    };
    let mut plan = plan();
    plan.announcements = vec![
        announcement("2027-01-12", "Chat on tänään lyhyt."),
        announcement("2027-01-10", " \u{200B} "),
        announcement("2027-01-12", &"a".repeat(ANNOUNCEMENT_CHARS + 1)),
    ];
    let part = Part::Announcements;
    assert_eq!(
        faults(&plan),
        [
            (part, 1, None, Wrong::Order),
            (part, 1, Some("fi".into()), Wrong::Missing),
            (part, 2, Some("fi".into()), Wrong::TooLong),
        ]
    );
}
