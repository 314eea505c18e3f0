//! What anybody may ask of a service: whether it is open, when that changes, and what to know.

mod week;

use juttu_shared::wire::v1::public::{Availability, Day, ServiceState};

use crate::harness::{Agent, OTHER_SERVICE, Relay, SERVICE, Setup};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Thursday 2027-01-07 00:00 in Helsinki.
const THURSDAY_MS: i64 = 1_799_272_800_000;

async fn relay_at(now_ms: i64, environment: &[(&'static str, &str)]) -> Relay {
    let mut setup = Setup::with(environment);
    setup.now_ms = now_ms;
    Relay::start_with(setup).await
}

async fn state(relay: &Relay, service: &str, language: &str) -> ServiceState {
    let path = format!("/api/v1/services/{service}?lang={language}");
    relay.get(&path).send().await.json()
}

/// An agent who is at the desk of a service, by the time this returns.
async fn present(relay: &Relay, service: &str) -> Agent {
    let mut agent = relay.agent("Maria").await;
    agent.present(service, true).await;
    agent.ping().await;
    agent
}

/// A day in one line: `ke 6.1. suljettu (Loppiainen)`.
fn line(day: &Day) -> String {
    let mut line = format!("{} {}", day.day, day.hours);
    if let Some(reason) = &day.reason {
        line.push_str(&format!(" ({reason})"));
    }
    if day.is_today {
        line.push_str(" *");
    }
    assert_eq!(day.is_open, day.hours.contains('–'), "{line}");
    line
}

fn lines(days: &[Day]) -> Vec<String> {
    days.iter().map(line).collect()
}

#[tokio::test]
async fn it_goes_out_in_a_third_of_its_bytes_to_whoever_can_read_that() {
    let relay = Relay::start().await;
    let path = format!("/api/v1/services/{SERVICE}");
    let plain = relay.get(&path).send().await;
    let ask = relay.get(&path).header("accept-encoding", "gzip, br");
    let small = ask.send().await;
    assert_eq!(small.header("content-encoding"), "gzip");
    assert!(small.body.len() * 5 < plain.body.len() * 2);
    assert_eq!(small.header("access-control-allow-origin"), "*");
    let varies: Vec<&[u8]> = (small.headers.get_all("vary").iter())
        .map(|value| value.as_bytes())
        .collect();
    assert_eq!(varies, [&b"origin"[..], b"accept-encoding"]);
}

#[tokio::test]
async fn it_opens_and_closes_at_the_second() {
    let opens_ms = THURSDAY_MS + 12 * HOUR_MS;
    let relay = relay_at(opens_ms - 2_500, &[]).await;
    let agent = present(&relay, OTHER_SERVICE).await;
    let path = format!("/api/v1/services/{OTHER_SERVICE}");
    let answer = relay.get(&path).send().await;
    // No cache may hold it beyond the change.
    assert_eq!(answer.header("cache-control"), "public, max-age=2");
    assert_eq!(answer.header("vary"), "origin");
    let before: ServiceState = answer.json();
    assert_eq!(before.availability, Availability::Closed);
    assert_eq!(before.changes_at_ms, Some(opens_ms));
    assert_eq!(before.offset_min, 120);
    assert_eq!(before.status, "Avautuu tänään klo 12");
    assert_eq!(before.opens.as_deref(), Some("to 7.1. klo 12"));
    assert_eq!(before.queue, None);
    relay.clock().advance_ms(2_499);
    let answer = relay.get(&path).send().await;
    assert_eq!(answer.header("cache-control"), "public, max-age=0");
    assert_eq!(
        answer.json::<ServiceState>().availability,
        Availability::Closed
    );
    relay.clock().advance_ms(1);
    let open = state(&relay, OTHER_SERVICE, "fi").await;
    assert_eq!(open.availability, Availability::Open);
    assert_eq!(open.status, "Auki klo 14 asti");
    assert_eq!(
        (open.opens, open.queue.as_deref()),
        (None, Some("Jonossa ei ole ketään."))
    );
    let closes_ms = THURSDAY_MS + 14 * HOUR_MS;
    assert_eq!(open.changes_at_ms, Some(closes_ms));
    assert_eq!(
        relay.get(&path).send().await.header("cache-control"),
        "public, max-age=5"
    );
    relay.clock().advance_ms(closes_ms - opens_ms - 1);
    assert_ne!(
        state(&relay, OTHER_SERVICE, "fi").await.availability,
        Availability::Closed
    );
    relay.clock().advance_ms(1);
    let closed = state(&relay, OTHER_SERVICE, "fi").await;
    assert_eq!(closed.availability, Availability::Closed);
    assert_eq!(closed.status, "Avautuu ma klo 12");
    drop(agent);
}

#[tokio::test]
async fn in_summer_its_clocks_are_three_hours_ahead() {
    // The night to 28.3.2027, and an hour later.
    let before_ms = 1_806_195_599_000;
    let relay = relay_at(before_ms, &[]).await;
    assert_eq!(state(&relay, SERVICE, "fi").await.offset_min, 120);
    relay.clock().advance_ms(1_000);
    assert_eq!(state(&relay, SERVICE, "fi").await.offset_min, 180);
}

#[tokio::test]
async fn within_the_hours_with_nobody_at_the_desk_it_says_so() {
    let relay = relay_at(THURSDAY_MS + 12 * HOUR_MS, &[]).await;
    let empty = state(&relay, SERVICE, "fi").await;
    assert_eq!(empty.availability, Availability::Nobody);
    assert_eq!(empty.status, "Ei ketään paikalla juuri nyt");
    assert_eq!(empty.queue.as_deref(), Some("Jonossa ei ole ketään."));
    assert_eq!(empty.changes_at_ms, Some(THURSDAY_MS + 15 * HOUR_MS));
    let agent = present(&relay, SERVICE).await;
    let staffed = state(&relay, SERVICE, "fi").await;
    assert_eq!(staffed.availability, Availability::Open);
    assert_eq!(staffed.status, "Auki klo 15 asti");
    drop(agent);
}

#[tokio::test]
async fn who_waits_is_told_in_each_language() {
    let relay = relay_at(THURSDAY_MS + 12 * HOUR_MS, &[]).await;
    let mut first = relay.visitor(SERVICE).await;
    first.open("Hei").await;
    let one = state(&relay, SERVICE, "fi").await;
    assert_eq!(one.queue.as_deref(), Some("Jonossa on 1 ihminen."));
    let mut second = relay.visitor(SERVICE).await;
    second.open("Hej").await;
    for (language, words) in [
        ("fi", "Jonossa on 2 ihmistä."),
        ("sv", "2 personer väntar i kön."),
        ("en", "2 people are waiting."),
    ] {
        let state = state(&relay, SERVICE, language).await;
        assert_eq!(state.queue.as_deref(), Some(words));
    }
}

#[tokio::test]
async fn how_else_it_is_reached_is_told_whole() {
    let relay = relay_at(THURSDAY_MS + 12 * HOUR_MS, &[]).await;
    let adults = state(&relay, OTHER_SERVICE, "fi").await;
    assert_eq!(adults.topics[1].name, "Rahahuolet");
    assert_eq!(adults.contact.areas[1].name, "Ilmajoki, Kurikka");
    assert_eq!(
        adults.answer_by.as_deref(),
        Some("Vastaamme viimeistään ti 12.1. klo 14.")
    );
    assert!(adults.may_chat && !adults.tells_by_email);
    let guide = &adults.guide;
    let emergency: Vec<_> = guide
        .emergency
        .iter()
        .map(|line| {
            (
                line.text.as_str(),
                line.link.as_ref().unwrap().href.as_str(),
            )
        })
        .collect();
    assert_eq!(
        emergency,
        [
            ("Hätätilanteessa soita 112.", "tel:112"),
            (
                "Kiireellisessä sosiaalisessa hädässä soita sosiaalipäivystykseen 050 000 0112.",
                "tel:0500000112"
            ),
        ]
    );
    // What is said to be a link of a line stands in the line.
    let lines = guide
        .emergency
        .iter()
        .chain(&guide.links)
        .chain(&guide.own_worker);
    for line in lines {
        let link = line.link.as_ref().unwrap();
        assert!(line.text.contains(&link.text), "{line:?}");
        assert!(
            link.href.starts_with("https:") || link.href.starts_with("tel:"),
            "{line:?}"
        );
    }
    insta::assert_snapshot!("plain_in_finnish", adults.plain);
    insta::assert_snapshot!(
        "plain_in_swedish",
        state(&relay, OTHER_SERVICE, "sv").await.plain
    );
    insta::assert_snapshot!(
        "plain_in_english",
        state(&relay, OTHER_SERVICE, "en").await.plain
    );
}

#[tokio::test]
async fn an_announcement_is_shown_on_its_days_alone() {
    let announcement = [
        (
            "JUTTU__SERVICE__PERHEKESKUS__ANNOUNCEMENTS__KATKO__FROM",
            "2027-01-08",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__ANNOUNCEMENTS__KATKO__UNTIL",
            "2027-01-09",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__ANNOUNCEMENTS__KATKO__TEXT__FI",
            "Katko",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__ANNOUNCEMENTS__KATKO__TEXT__SV",
            "Avbrott",
        ),
        (
            "JUTTU__SERVICE__PERHEKESKUS__ANNOUNCEMENTS__KATKO__TEXT__EN",
            "Break",
        ),
    ];
    let relay = relay_at(THURSDAY_MS + DAY_MS - 1, &announcement).await;
    assert!(
        state(&relay, SERVICE, "sv")
            .await
            .guide
            .announcements
            .is_empty()
    );
    relay.clock().advance_ms(1);
    assert_eq!(
        state(&relay, SERVICE, "sv").await.guide.announcements,
        ["Avbrott"]
    );
    relay.clock().advance_ms(2 * DAY_MS - 1);
    assert_eq!(
        state(&relay, SERVICE, "fi").await.guide.announcements,
        ["Katko"]
    );
    relay.clock().advance_ms(1);
    assert!(
        state(&relay, SERVICE, "fi")
            .await
            .guide
            .announcements
            .is_empty()
    );
}

#[tokio::test]
async fn a_page_that_may_not_carry_the_chat_is_told_so() {
    let county = (
        "JUTTU__SERVICE__PERHEKESKUS__ORIGINS",
        "https://www.example.fi",
    );
    let relay = relay_at(THURSDAY_MS, &[county]).await;
    let path = format!("/api/v1/services/{SERVICE}");
    for (origin, may_chat) in [
        (Some("https://www.example.fi"), true),
        (Some(relay.app.config.public_url.as_str()), true),
        (None, true),
        (Some("https://evil.example"), false),
        (Some("null"), false),
    ] {
        let mut ask = relay.get(&path);
        if let Some(origin) = origin {
            ask = ask.header("origin", origin);
        }
        let state: ServiceState = ask.send().await.json();
        assert_eq!(state.may_chat, may_chat, "{origin:?}");
    }
}

#[tokio::test]
async fn languages_have_their_own_names_and_the_way_out_is_the_services_own() {
    let relay = relay_at(THURSDAY_MS, &[]).await;
    for language in ["fi", "sv"] {
        let adults = state(&relay, OTHER_SERVICE, language).await;
        let names: Vec<_> = adults.languages.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Suomi", "Svenska", "English"], "in every language");
        let tags: Vec<_> = adults.languages.iter().map(|it| it.tag.as_str()).collect();
        assert_eq!(tags, ["fi", "sv", "en"]);
        let page = "https://www.ilmatieteenlaitos.fi/";
        assert_eq!(adults.quick_exit.as_deref(), Some(page));
    }
    let families = state(&relay, SERVICE, "fi").await;
    assert_eq!(families.quick_exit, None, "where none is configured");
}
