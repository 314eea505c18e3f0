//! Who may not change hours, and what can't be kept.

use juttu_shared::limits::{ANNOUNCEMENT_CHARS, EXCEPTIONS_PER_SERVICE};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::plan::{Part, Plan, PlanException, Wrong};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::HoursRefused;

use super::{anna, announcement, change, date, edit, exception, read, try_change, try_read, words};
use crate::harness::{OTHER_SERVICE, Relay, SERVICE};

/// Everything that no change may have touched.
async fn unchanged(relay: &Relay, cookie: &str) {
    let page = read(relay, cookie).await;
    assert_eq!((page.version, page.changes.len()), (0, 0));
}

#[tokio::test]
async fn each_role_may_what_it_may() {
    let relay = Relay::start().await;
    let own = &[SERVICE][..];
    let other = &[OTHER_SERVICE][..];
    let anna = anna(&relay).await;
    let plan = read(&relay, &anna).await.plan;
    for (name, role, services, reads, changes) in [
        ("Maria", Role::Agent, own, None, Some(Refusal::NotAllowed)),
        (
            "Sari",
            Role::Agent,
            other,
            Some(Refusal::NoService),
            Some(Refusal::NoService),
        ),
        (
            "Pia",
            Role::Supervisor,
            other,
            Some(Refusal::NoService),
            Some(Refusal::NoService),
        ),
        (
            "Oskari",
            Role::Auditor,
            &[],
            Some(Refusal::NotAllowed),
            Some(Refusal::NotAllowed),
        ),
        (
            "Tuula",
            Role::Administrator,
            &[],
            Some(Refusal::NotAllowed),
            Some(Refusal::NotAllowed),
        ),
        // An account that was given services before its role was another.
        (
            "Onni",
            Role::Auditor,
            own,
            Some(Refusal::NotAllowed),
            Some(Refusal::NotAllowed),
        ),
    ] {
        relay.add_agent(name, role, services).await;
        let cookie = relay.sign_in(name).await;
        let answer = try_read(&relay, &cookie, SERVICE).await;
        assert_eq!(
            reads,
            (answer.status != 200).then(|| answer.problem().code),
            "{name} reads"
        );
        let answer = try_change(&relay, &cookie, &change(SERVICE, 0, plan.clone())).await;
        assert_eq!(
            changes,
            (answer.status != 200).then(|| answer.problem().code),
            "{name} changes"
        );
    }
    unchanged(&relay, &anna).await;
    let nowhere = try_read(&relay, &anna, "nowhere").await;
    assert_eq!(
        (nowhere.status, nowhere.problem().code),
        (404, Refusal::NoService)
    );
    let nameless = relay
        .get_desk("/desk/api/hours")
        .header("cookie", &anna)
        .send()
        .await;
    assert_eq!(nameless.problem().code, Refusal::NoService);
    let nowhere = try_change(&relay, &anna, &change("nowhere", 0, plan)).await;
    assert_eq!(
        (nowhere.status, nowhere.problem().code),
        (404, Refusal::NoService)
    );
}

#[tokio::test]
async fn only_the_desks_own_page_changes_anything() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let body = change(SERVICE, 0, read(&relay, &anna).await.plan);
    let ask = || {
        relay
            .post_desk("/desk/api/hours")
            .header("cookie", &anna)
            .json(&body)
    };
    let refused = |answer: crate::harness::Answer| (answer.status, answer.problem().code);
    let foreign = ask()
        .header("origin", "https://www.example.fi")
        .send()
        .await;
    assert_eq!(refused(foreign), (403, Refusal::ForeignOrigin));
    let nameless = ask().without("origin").send().await;
    assert_eq!(refused(nameless), (403, Refusal::ForeignOrigin));
    let form = ask().header("content-type", "text/plain").send().await;
    assert_eq!(refused(form), (400, Refusal::Malformed));
    let nobody = ask().without("cookie").send().await;
    assert_eq!(refused(nobody), (401, Refusal::SignedOut));
    let reader = relay
        .get_desk("/desk/api/hours?service=perhekeskus")
        .send()
        .await;
    assert_eq!(refused(reader), (401, Refusal::SignedOut));
    let huge = ask().bytes(vec![b' '; 1024 * 1024 + 1]).send().await;
    assert_eq!(refused(huge), (413, Refusal::TooLarge));
    let more = ask().bytes("{\"service\":\"perhekeskus\",\"version\":0,\"plan\":{},\"more\":1}");
    assert_eq!(refused(more.send().await), (400, Refusal::Malformed));
    unchanged(&relay, &anna).await;
    let figures = relay.get_desk("/metrics").send().await;
    let counted = |code: &str| {
        figures
            .text()
            .lines()
            .any(|it| it.contains(code) && it.ends_with(" 2"))
    };
    assert!(counted("\"foreign_origin\""), "{}", figures.text());
}

#[tokio::test]
async fn everything_wrong_is_told_with_its_place() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let mut plan = read(&relay, &anna).await.plan;
    plan.week[2] = vec!["9-15".to_owned()];
    plan.closed_holidays.push("vappu".to_owned());
    plan.exceptions = vec![
        exception("2027-01-11", &["12:00-11:00"]),
        exception("2027-01-11", &[]),
    ];
    plan.announcements = vec![announcement("2027-01-11", words("Hei", " \u{200B} ", "Hi"))];
    let answer = try_change(&relay, &anna, &change(SERVICE, 0, plan)).await;
    assert_eq!(answer.status, 422);
    let refused: HoursRefused = answer.json();
    assert_eq!(refused.code, Refusal::HoursImpossible);
    let faults: Vec<_> = refused
        .faults
        .iter()
        .map(|it| (it.part, it.index, it.language.as_deref(), it.why))
        .collect();
    for fault in [
        (Part::Week, 2, None, Wrong::Form),
        (Part::Holidays, 15, None, Wrong::Unknown),
        (Part::Exceptions, 0, None, Wrong::Order),
        (Part::Exceptions, 1, None, Wrong::Overlap),
        (Part::Announcements, 0, Some("sv"), Wrong::Missing),
    ] {
        assert!(faults.contains(&fault), "{fault:?} is not in {faults:?}");
    }
    assert_eq!(faults.len(), 5);
    unchanged(&relay, &anna).await;
    // Never open is a plan like any other.
    let empty = try_change(&relay, &anna, &change(SERVICE, 0, Plan::default())).await;
    assert_eq!(empty.status, 200);
}

#[tokio::test]
async fn as_much_as_the_limits_allow_is_kept_and_twenty_changes_are_shown() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let long = "ä".repeat(ANNOUNCEMENT_CHARS);
    let whole = |plan: &mut Plan| {
        let days = std::iter::successors(Some(date("2027-02-01")), |day| day.plus_days(1));
        let exceptions = days.take(EXCEPTIONS_PER_SERVICE).map(|day| PlanException {
            from: day,
            until: day,
            hours: Vec::new(),
            reason: words(&long, &long, &long),
        });
        plan.exceptions = exceptions.collect();
    };
    let page = edit(&relay, &anna, whole).await;
    assert_eq!(page.plan.exceptions.len(), EXCEPTIONS_PER_SERVICE);
    edit(&relay, &anna, |plan| plan.exceptions.clear()).await;
    for hour in 1..22 {
        edit(&relay, &anna, |plan| {
            plan.week[5] = vec![format!("{hour}:00-23:00")];
        })
        .await;
    }
    let page = read(&relay, &anna).await;
    assert_eq!((page.version, page.changes.len()), (23, 20));
}
