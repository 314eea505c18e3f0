//! The week that is shown, and the days that differ.

use juttu_shared::wire::v1::public::Availability;

use super::{DAY_MS, HOUR_MS, THURSDAY_MS, line, lines, relay_at, state};
use crate::harness::SERVICE;

#[tokio::test]
async fn a_holiday_is_closed_and_says_why() {
    // Wednesday 6 January, at noon.
    let relay = relay_at(THURSDAY_MS - 12 * HOUR_MS, &[]).await;
    let epiphany = state(&relay, SERVICE, "fi").await;
    assert_eq!(epiphany.availability, Availability::Closed);
    assert_eq!(epiphany.status, "Avautuu to klo 9");
    assert_eq!(
        lines(&epiphany.guide.week),
        [
            "ma 4.1. klo 9–15",
            "ti 5.1. klo 9–15",
            "ke 6.1. suljettu (Loppiainen) *",
            "to 7.1. klo 9–15",
            "pe 8.1. klo 9–15",
            "la 9.1. suljettu",
            "su 10.1. suljettu",
        ]
    );
    assert!(epiphany.guide.exceptions.is_empty());
    let swedish = state(&relay, SERVICE, "sv").await;
    assert_eq!(swedish.status, "Öppnar to kl. 9");
    assert_eq!(swedish.opens.as_deref(), Some("to 7.1 kl. 9"));
    assert_eq!(
        line(&swedish.guide.week[2]),
        "on 6.1 stängt (Trettondagen) *"
    );
    let english = state(&relay, SERVICE, "en").await;
    assert_eq!(english.status, "Opens Thu at 9:00");
    assert_eq!(english.opens.as_deref(), Some("Thu 7 Jan at 9:00"));
    assert_eq!(
        line(&english.guide.week[2]),
        "Wed 6 Jan closed (Epiphany) *"
    );
    assert_eq!(line(&english.guide.week[3]), "Thu 7 Jan 9:00–15:00");
}

#[tokio::test]
async fn exceptions_and_coming_closing_days_are_told_with_their_reasons() {
    let exceptions = [
        // A closure over a weekend is one line, and so is one of a single day.
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__LOMA__FROM",
            "2027-01-14",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__LOMA__UNTIL",
            "2027-01-19",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__LOMA__REASON__FI",
            "Loma",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__LOMA__REASON__SV",
            "Semester",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__LOMA__REASON__EN",
            "Holidays",
        ),
        // Begins within the days looked ahead, and is followed to its end.
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__MUUTTO__FROM",
            "2027-03-01",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__MUUTTO__UNTIL",
            "2027-05-31",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__MUUTTO__REASON__FI",
            "Muutto",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__MUUTTO__REASON__SV",
            "Flytt",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__MUUTTO__REASON__EN",
            "Moving",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__ILTA__FROM",
            "2027-01-23",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__ILTA__HOURS",
            "17:00-19:30",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__ILTA__REASON__FI",
            "Iltachat",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__ILTA__REASON__SV",
            "Kvällschatt",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__ILTA__REASON__EN",
            "Evening chat",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__NYT__FROM",
            "2027-01-08",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__NYT__HOURS",
            "10:00-11:00, 12:00-13:00",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__NYT__REASON__FI",
            "Koulutus",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__NYT__REASON__SV",
            "Utbildning",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__NYT__REASON__EN",
            "Training",
        ),
    ];
    let relay = relay_at(THURSDAY_MS + 16 * HOUR_MS, &exceptions).await;
    let thursday = state(&relay, SERVICE, "fi").await;
    assert_eq!(thursday.status, "Avautuu pe klo 10");
    assert_eq!(
        line(&thursday.guide.week[4]),
        "pe 8.1. klo 10–11 ja 12–13 (Koulutus)"
    );
    assert_eq!(
        lines(&thursday.guide.exceptions),
        [
            "to 14.1.–ti 19.1. suljettu (Loma)",
            "la 23.1. klo 17–19.30 (Iltachat)",
            "ma 1.3.–ma 31.5. suljettu (Muutto)",
        ]
    );
    let english = state(&relay, SERVICE, "en").await;
    assert_eq!(
        lines(&english.guide.exceptions)[0],
        "Thu 14 Jan–Tue 19 Jan closed (Holidays)"
    );
    // The promise counts open days alone: Friday, then Monday.
    assert_eq!(
        thursday.answer_by.as_deref(),
        Some("Vastaamme viimeistään ma 11.1. klo 15.")
    );
    // Wednesday evening, the day before: the next opening is a week away.
    relay.clock().advance_ms(6 * DAY_MS);
    let wednesday = state(&relay, SERVICE, "fi").await;
    assert_eq!(wednesday.status, "Avautuu ke 20.1. klo 9");
    assert_eq!(
        lines(&wednesday.guide.week)[3..],
        [
            "to 14.1. suljettu (Loma)",
            "pe 15.1. suljettu (Loma)",
            "la 16.1. suljettu (Loma)",
            "su 17.1. suljettu (Loma)",
        ]
    );
    assert_eq!(
        lines(&wednesday.guide.exceptions)[0],
        "ma 18.1.–ti 19.1. suljettu (Loma)"
    );
}

#[tokio::test]
async fn closing_days_of_the_next_weeks_are_told_ahead() {
    // Friday 12 March 2027: Easter is within 60 days of this week, and so are 1 May, a Saturday
    // that is closed in any case, and Ascension.
    let relay = relay_at(THURSDAY_MS + 64 * DAY_MS, &[]).await;
    let state = state(&relay, SERVICE, "fi").await;
    assert_eq!(
        lines(&state.guide.exceptions),
        [
            "pe 26.3. suljettu (Pitkäperjantai)",
            "ma 29.3. suljettu (Toinen pääsiäispäivä)",
            "to 6.5. suljettu (Helatorstai)",
        ]
    );
}

#[tokio::test]
async fn the_week_shown_is_the_week_of_the_rules() {
    let relay = relay_at(THURSDAY_MS, &[]).await;
    let service = relay
        .app
        .config
        .services
        .iter()
        .find(|it| it.id.0 == SERVICE)
        .unwrap();
    // Every week of the year, both changes of the clocks among them.
    for week in 0..52 {
        let state = state(&relay, SERVICE, "fi").await;
        let today = service.local_at(relay.clock().now_ms()).date;
        let mut todays = 0;
        for (day, shown) in (-3..).zip(&state.guide.week) {
            let date = today.plus_days(day).unwrap();
            let label = format!("{}.{}.", date.day(), date.month());
            assert!(
                shown.day.ends_with(&format!(" {label}")),
                "{} in week {week}",
                shown.day
            );
            let hours = service.schedule.on(date).intervals;
            assert_eq!(shown.is_open, !hours.is_empty(), "{date}");
            todays += usize::from(shown.is_today);
            assert_eq!(shown.is_today, day == 0);
        }
        assert_eq!((state.guide.week.len(), todays), (7, 1));
        let next = service.day_began_ms(relay.clock().now_ms() + 7 * DAY_MS + 12 * HOUR_MS);
        relay.clock().advance_ms(next - relay.clock().now_ms());
    }
}

#[tokio::test]
async fn a_service_that_never_opens_says_no_day() {
    let closed = [
        ("JUTTU__SERVICE__PERHEKESKUS__HOURS", "{ monday = [] }"),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__A__FROM",
            "2027-01-01",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__A__UNTIL",
            "2028-12-31",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__A__REASON__FI",
            "Tauko",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__A__REASON__SV",
            "Paus",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__EXCEPTIONS__A__REASON__EN",
            "Break",
        ),
    ];
    let relay = relay_at(THURSDAY_MS + 12 * HOUR_MS, &closed).await;
    let state = state(&relay, SERVICE, "fi").await;
    assert_eq!(state.availability, Availability::Closed);
    assert_eq!(state.status, "Suljettu");
    assert_eq!(
        (state.opens, state.changes_at_ms, state.answer_by),
        (None, None, None)
    );
    // Monday is closed in any case, and the end is further off than anybody looks.
    assert_eq!(
        lines(&state.guide.exceptions),
        ["ti 12.1.– suljettu (Tauko)"]
    );
}
