//! The page of opening hours: edited, compared, merged, sent.

use juttu_shared::id::ServiceId;
use juttu_shared::rules::date::{Date, Weekday};
use juttu_shared::rules::plan::{Plan, PlanAnnouncement, PlanException, Words, Wrong};
use juttu_shared::wire::v1::desk::HoursPage;

use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn languages() -> Vec<String> {
    ["fi", "sv"].map(str::to_owned).to_vec()
}

fn words(text: &str) -> Words {
    let tags = languages().into_iter();
    tags.map(|tag| (tag, text.to_owned())).collect()
}

fn closed(from: &str, until: &str, why: &str) -> PlanException {
    PlanException {
        from: date(from),
        until: date(until),
        hours: Vec::new(),
        reason: words(why),
    }
}

/// Mondays, Tuesdays and Thursdays at noon, Wednesdays in the morning.
fn plan() -> Plan {
    let mut plan = Plan::default();
    for (day, hours) in plan.week.iter_mut().zip(["12:00-14:00"; 4]) {
        day.push(hours.to_owned());
    }
    plan.week[2] = vec!["9:00-11:00".into()];
    plan.closed_holidays = vec!["epiphany".into()];
    plan.exceptions = vec![closed("2027-01-21", "2027-01-21", "Koulutuspäivä")];
    plan
}

fn page(version: u64, plan: Plan) -> HoursPage {
    HoursPage {
        service: ServiceId("a".into()),
        version,
        today: date("2027-01-05"),
        languages: languages(),
        holidays: Vec::new(),
        plan,
        changes: Vec::new(),
    }
}

fn sheet() -> Sheet {
    Sheet::new(page(3, ordered(&plan())))
}

fn day(sheet: &Sheet, on: &str) -> CalendarDay {
    let (saved, edited) = (sheet.saved_schedule(), sheet.edited_schedule());
    weeks(&saved, &edited, sheet.saved.today, 4)
        .into_iter()
        .flatten()
        .find(|day| day.date == date(on))
        .unwrap()
}

#[test]
fn nothing_differs_until_something_is_edited() {
    let mut sheet = sheet();
    assert!(!sheet.is_edited());
    let id = sheet.draft.week[2][0].id;
    sheet.edit(|draft| draft.span_mut(id).unwrap().until = "12".into());
    assert!(sheet.is_edited());
    let edited = sheet.draft.plan();
    assert_eq!(portions(&sheet.saved.plan, &edited), [Portion::Day(2)]);
    sheet.edit(|draft| draft.span_mut(id).unwrap().until = "11:00".into());
    assert!(!sheet.is_edited(), "the same time in other words");
}

#[test]
fn a_day_that_is_over_stays_as_it_was() {
    let mut sheet = sheet();
    let was = day(&sheet, "2027-01-04").hours;
    assert!(!was.is_empty());
    sheet.edit(|draft| draft.week[0].clear());
    let over = day(&sheet, "2027-01-04");
    assert_eq!((over.hours, over.changes), (was, false));
    assert!(day(&sheet, "2027-01-11").changes);
}

#[test]
fn the_calendar_begins_on_monday_of_this_week_and_marks_what_changes() {
    let mut sheet = sheet();
    let four = weeks(
        &sheet.saved_schedule(),
        &sheet.edited_schedule(),
        sheet.saved.today,
        4,
    );
    assert_eq!((four.len(), four[0].len()), (4, 7));
    assert_eq!(four[0][0].date, date("2027-01-04"));
    assert!(four[0][0].is_past && four[0][1].is_today);
    assert_eq!(day(&sheet, "2027-01-06").why, DayWhy::Holiday("epiphany"));
    assert_eq!(day(&sheet, "2027-01-21").why, DayWhy::Exception(0));
    assert!(four.iter().flatten().all(|day| !day.changes));
    sheet.edit(|draft| draft.week[2].clear());
    let changed = day(&sheet, "2027-01-13");
    assert!(changed.changes && changed.hours.is_empty());
    assert!(
        !day(&sheet, "2027-01-06").changes,
        "closed before and after"
    );
}

#[test]
fn a_day_that_cannot_be_kept_is_drawn_as_it_was() {
    let mut sheet = sheet();
    let id = sheet.draft.week[0][0].id;
    sheet.edit(|draft| draft.span_mut(id).unwrap().until = "9".into());
    assert!(!day(&sheet, "2027-01-11").changes);
    assert_eq!(sheet.to_send(), None);
    assert!(matches!(sheet.trouble, Some(Unsaved::Impossible(_))));
    assert!(sheet.draft.week[0][0].is_checked);
    assert_eq!(sheet.draft.first_fault().unwrap().why, Wrong::Order);
}

#[test]
fn an_exception_is_filled_in_checked_and_becomes_part_of_the_draft() {
    let mut sheet = sheet();
    let mut form = Form::new(About::Exception, date("2027-01-12"));
    form.until = "2027-01-11".into();
    form.set_closed(false);
    sheet.form = Some(form);
    let spots: Vec<Spot> = sheet.form_faults().into_iter().map(|it| it.spot).collect();
    assert_eq!(spots.first(), Some(&Spot::Until));
    assert!(spots.contains(&Spot::Words("sv".into())), "{spots:?}");
    assert!(spots.contains(&Spot::Span(1, Edge::From)), "{spots:?}");
    assert_eq!(sheet.apply_form(), Err(Spot::Until));

    let form = sheet.form.as_mut().unwrap();
    assert!(form.is_checked);
    form.until = "2027-01-13".into();
    form.spans[0].from = "10".into();
    form.spans[0].until = "15".into();
    form.words = words(" Pidempi aukiolo ");
    assert_eq!(sheet.apply_form(), Ok(()));
    assert_eq!(sheet.form, None);
    let made = &sheet.draft.exceptions[0];
    assert_eq!(made.hours, ["10:00-15:00"]);
    assert_eq!(made.reason, words("Pidempi aukiolo"));
    assert!(day(&sheet, "2027-01-12").changes);
    assert!(sheet.to_send().is_some());
}

#[test]
fn two_exceptions_never_have_the_same_day() {
    let mut sheet = sheet();
    let mut form = Form::new(About::Exception, date("2027-01-20"));
    form.until = "2027-01-22".into();
    form.words = words("Loma");
    sheet.form = Some(form);
    let faults = sheet.form_faults();
    assert_eq!(faults[0].why, Wrong::Overlap);
    let form = Form::of_exception(0, &sheet.draft.exceptions[0]);
    sheet.form = Some(form);
    assert_eq!(sheet.form_faults(), [], "it does not meet itself");
}

#[test]
fn closing_a_day_leaves_the_rest_of_an_exception_as_it_was() {
    let mut plan = plan();
    plan.exceptions = vec![PlanException {
        hours: vec!["10:00-15:00".into()],
        ..closed("2027-01-11", "2027-01-15", "Viikko")
    }];
    close_day(&mut plan, date("2027-01-13"), words("Sairastapaus"));
    let days: Vec<_> = (plan.exceptions.iter())
        .map(|it| (it.from.day(), it.until.day(), it.hours.len()))
        .collect();
    assert_eq!(days, [(11, 12, 1), (13, 13, 0), (14, 15, 1)]);
    assert!(plan.schedule(&languages()).is_ok());
}

#[test]
fn a_day_is_closed_at_once_whatever_else_is_edited() {
    let mut sheet = sheet();
    sheet.edit(|draft| draft.week[4].clear());
    let id = sheet.draft.add_span(4).unwrap();
    let send = sheet.to_close(date("2027-01-07"), words("Sairastapaus"));
    assert_eq!(send.plan.week, sheet.saved.plan.week);
    assert_eq!((send.version, send.plan.exceptions.len()), (3, 2));
    sheet.draft.span_mut(id).unwrap().from = "9".into();
    sheet.draft.span_mut(id).unwrap().until = "10".into();
    sheet.kept(page(4, send.plan));
    assert_eq!(sheet.draft.exceptions.len(), 2);
    let left = portions(&sheet.saved.plan, &sheet.draft.plan());
    assert_eq!(
        left,
        [Portion::Day(4)],
        "what was edited besides is edited still"
    );
}

#[test]
fn somebody_elses_change_is_shown_and_ones_own_is_kept() {
    let mut hours = Hours {
        service: Some(ServiceId("a".into())),
        ..Hours::default()
    };
    hours.arrived(page(3, plan()));
    let sheet = hours.sheet.as_mut().unwrap();
    sheet.edit(|draft| draft.week[2].clear());
    let mut theirs = plan();
    theirs.week[0].clear();
    theirs.exceptions.clear();
    hours.arrived(page(4, theirs.clone()));
    let sheet = hours.sheet.as_mut().unwrap();
    assert!(matches!(sheet.trouble, Some(Unsaved::Stale(_))));
    assert!(sheet.is_edited());

    let mut both = sheet.clone();
    both.put_onto_theirs();
    assert_eq!(both.saved.version, 4);
    let plan = both.draft.plan();
    assert!(plan.week[0].is_empty() && plan.week[2].is_empty() && plan.exceptions.is_empty());
    assert_eq!(portions(&both.saved.plan, &plan), [Portion::Day(2)]);

    sheet.take_theirs();
    assert!(!sheet.is_edited());
    assert_eq!(sheet.saved.plan, ordered(&theirs));
}

#[test]
fn names_in_another_language_touch_nothing_that_is_edited() {
    let mut hours = Hours {
        service: Some(ServiceId("a".into())),
        ..Hours::default()
    };
    hours.arrived(page(3, plan()));
    hours
        .sheet
        .as_mut()
        .unwrap()
        .edit(|draft| draft.week[2].clear());
    hours.arrived(page(3, plan()));
    assert!(hours.is_edited());
    assert_eq!(hours.sheet.unwrap().trouble, None);
    let mut other = Hours::default();
    other.arrived(page(3, plan()));
    assert_eq!(
        other.sheet, None,
        "an answer that nobody waits for any more"
    );
}

#[test]
fn who_changed_what_is_told_by_the_plans() {
    let before = plan();
    let mut after = plan();
    after.week[2] = vec!["9:00-12:00".into()];
    after.closed_holidays = vec!["christmas_eve".into()];
    after.exceptions = vec![
        closed("2027-01-21", "2027-01-21", "Kokous"),
        closed("2027-02-01", "2027-02-02", "Loma"),
    ];
    after.announcements = vec![PlanAnnouncement {
        from: date("2027-01-05"),
        until: date("2027-01-05"),
        text: words("Katko"),
    }];
    let told = differences(&before, &after);
    assert!(matches!(&told[0], Difference::Day { day: 2, .. }));
    assert_eq!(told[1], Difference::Closed("christmas_eve".into()));
    assert_eq!(told[2], Difference::KeptOpen("epiphany".into()));
    assert!(matches!(&told[3], Difference::Changed(_)));
    assert!(matches!(&told[4], Difference::Added(_)));
    assert!(matches!(&told[5], Difference::Announced(_)));
    assert_eq!(told.len(), 6);
    assert!(matches!(
        differences(&after, &before)[..],
        [
            _,
            _,
            _,
            Difference::Changed(_),
            Difference::Removed(_),
            Difference::Unannounced(_)
        ]
    ));
    assert_eq!(differences(&before, &before), []);
}

#[test]
fn days_that_close_are_told_before_they_do() {
    let mut sheet = sheet();
    sheet.edit(|draft| {
        draft
            .exceptions
            .push(closed("2027-01-05", "2027-01-07", "Loma"));
    });
    let days: Vec<_> = sheet.closing_days().iter().map(|day| day.day()).collect();
    assert_eq!(days, [5, 7], "the 6th is a closing day already");
}

#[test]
fn days_of_the_same_hours_stand_together() {
    let groups = chat_hours(&sheet().saved_schedule());
    let days: Vec<_> = groups.iter().map(|(days, _)| days.clone()).collect();
    assert_eq!(
        days,
        [
            vec![Weekday::Monday, Weekday::Tuesday, Weekday::Thursday],
            vec![Weekday::Wednesday]
        ]
    );
}
