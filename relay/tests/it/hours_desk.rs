//! Hours that a supervisor changes at the desk: who may, what is refused, and that they hold at once.

mod live;
mod refused;

use juttu_shared::rules::date::Date;
use juttu_shared::rules::plan::{Plan, PlanAnnouncement, PlanException, Words};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::{ChangeHours, HoursPage};
use juttu_shared::wire::v1::public::ServiceState;

use juttu_shared::id::ServiceId;

use crate::harness::{Answer, Relay, SERVICE};

/// Asks for the hours with this cookie.
async fn try_read(relay: &Relay, cookie: &str, service: &str) -> Answer {
    let path = format!("/desk/api/hours?service={service}&lang=fi");
    relay.get_desk(&path).header("cookie", cookie).send().await
}

/// The hours of the chat that most tests are about.
async fn read(relay: &Relay, cookie: &str) -> HoursPage {
    let answer = try_read(relay, cookie, SERVICE).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

fn change(service: &str, version: u64, plan: Plan) -> ChangeHours {
    ChangeHours {
        service: ServiceId(service.to_owned()),
        version,
        plan,
    }
}

async fn try_change(relay: &Relay, cookie: &str, change: &ChangeHours) -> Answer {
    let ask = relay.post_desk("/desk/api/hours?lang=sv");
    ask.header("cookie", cookie).json(change).send().await
}

/// Changes the hours as they stand.
pub(crate) async fn edit(relay: &Relay, cookie: &str, edit: impl FnOnce(&mut Plan)) -> HoursPage {
    let HoursPage {
        version, mut plan, ..
    } = read(relay, cookie).await;
    edit(&mut plan);
    let answer = try_change(relay, cookie, &change(SERVICE, version, plan)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// A supervisor of the chat that most tests are about, signed in.
pub(crate) async fn anna(relay: &Relay) -> String {
    relay.add_agent("Anna", Role::Supervisor, &[SERVICE]).await;
    relay.sign_in("Anna").await
}

async fn state(relay: &Relay, language: &str) -> ServiceState {
    let path = format!("/api/v1/services/{SERVICE}?lang={language}");
    relay.get(&path).send().await.json()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn words(fi: &str, sv: &str, en: &str) -> Words {
    let all = [("fi", fi), ("sv", sv), ("en", en)];
    all.map(|(tag, text)| (tag.to_owned(), text.to_owned()))
        .into()
}

/// Other hours on a day, or none.
pub(crate) fn exception(day: &str, hours: &[&str]) -> PlanException {
    PlanException {
        from: date(day),
        until: date(day),
        hours: hours.iter().map(|it| (*it).to_owned()).collect(),
        reason: words("Koulutus", "Utbildning", "Training"),
    }
}

fn announcement(day: &str, text: Words) -> PlanAnnouncement {
    PlanAnnouncement {
        from: date(day),
        until: date(day),
        text,
    }
}

#[tokio::test]
async fn what_stands_is_shown_as_it_is_configured() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let page = read(&relay, &relay.sign_in("Maria").await).await;
    assert_eq!(page.service.0, SERVICE);
    assert_eq!((page.version, page.changes.len()), (0, 0));
    assert_eq!(page.today, date("2027-01-07"));
    assert_eq!(page.languages, ["fi", "sv", "en"]);
    assert_eq!(page.plan.week[4], ["9:00-15:00"]);
    assert!(page.plan.week[5].is_empty());
    assert_eq!(page.plan.closed_holidays.len(), page.holidays.len());
    let epiphany = &page.holidays[1];
    assert_eq!(
        (epiphany.key.as_str(), epiphany.name.as_str()),
        ("epiphany", "Loppiainen")
    );
}

#[tokio::test]
async fn who_changed_what_is_kept_and_outlives_the_relay() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let page = edit(&relay, &anna, |plan| {
        plan.week[5] = vec![" 10:00 - 12:00 ".to_owned()];
        plan.closed_holidays = vec!["may_day".to_owned(), "epiphany".to_owned()];
        plan.exceptions = vec![exception("2027-01-11", &[])];
        plan.exceptions[0]
            .reason
            .insert("fi".into(), "  Koulutus\u{202E}\t".into());
    })
    .await;
    assert_eq!(page.version, 1);
    assert_eq!(page.holidays[1].name, "Trettondagen", "as it was asked");
    assert_eq!(page.plan.week[5], ["10:00-12:00"]);
    assert_eq!(page.plan.closed_holidays, ["epiphany", "may_day"]);
    assert_eq!(page.plan.exceptions[0].reason["fi"], "Koulutus");
    relay.clock().advance_ms(60_000);
    edit(&relay, &anna, |plan| plan.week[5].clear()).await;

    let relay = relay.restart().await;
    let page = read(&relay, &anna).await;
    assert_eq!(page.version, 2);
    let changes: Vec<_> = page
        .changes
        .iter()
        .map(|it| (it.version, it.at.to_string(), it.agent.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            (2, "2027-01-07T12:31".to_owned(), "Anna"),
            (1, "2027-01-07T12:30".to_owned(), "Anna"),
        ]
    );
    assert_eq!(page.changes[1].plan.week[5], ["10:00-12:00"]);
    assert_eq!(page.plan, page.changes[0].plan);
    let state = state(&relay, "sv").await;
    let exception = state.guide.exceptions.iter();
    let reasons: Vec<_> = exception.filter_map(|it| it.reason.as_deref()).collect();
    assert_eq!(reasons, ["Utbildning"], "before anything is served");
}

#[tokio::test]
async fn of_two_supervisors_the_second_is_told() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let mut plan = read(&relay, &anna).await.plan;
    plan.week[5] = vec!["10:00-12:00".to_owned()];
    let change = change(SERVICE, 0, plan);
    assert_eq!(try_change(&relay, &anna, &change).await.status, 200);
    let late = try_change(&relay, &anna, &change).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.text(), "{\"code\":\"stale\"}");
    assert_eq!(read(&relay, &anna).await.version, 1);
}
