//! Hours that a supervisor changes, the audit log as an auditor reads it, and who can sign in.

use juttu_relay::seal::SecretHash;
use juttu_relay::store::Store;
use juttu_relay::store::accounts::NewAgent;
use juttu_relay::store::audit::Viewing;
use juttu_relay::store::hours::NewHours;
use juttu_shared::id::AgentId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::plan::Plan;
use juttu_shared::rules::state::Role;

use super::{NOW_MS, Subject, request, service};

async fn account(store: &dyn Store, name: &str, role: Role, has_password: bool) -> AgentId {
    let new = NewAgent {
        login: name.to_lowercase(),
        name: name.to_owned(),
        role,
        services: vec![service("talous")],
        now_ms: NOW_MS,
    };
    let agent = store.add_agent(new).await.unwrap().unwrap();
    if has_password {
        let token = SecretHash([u8::try_from(agent.0).unwrap(); 32]);
        let added = store.add_password_token(agent, token, NOW_MS + 1);
        added.await.unwrap();
        let used = store.use_password_token(token, "$hash".to_owned(), NOW_MS);
        assert!(used.await.unwrap().is_some());
    }
    agent
}

fn plan(monday: &str) -> Plan {
    let mut plan = Plan::default();
    plan.week[0] = vec![monday.to_owned()];
    plan
}

fn change(agent: AgentId, version: u64, monday: &str) -> NewHours {
    NewHours {
        service: service("talous"),
        version,
        agent,
        plan: plan(monday),
        now_ms: NOW_MS + i64::try_from(version).unwrap(),
    }
}

pub(crate) async fn every_change_of_hours_stays(subject: &mut dyn Subject) {
    let store = subject.store();
    let anna = account(&*store, "Anna", Role::Supervisor, true).await;
    let jukka = account(&*store, "Jukka", Role::Supervisor, true).await;
    assert!(store.hours(service("talous"), 9).await.unwrap().is_empty());
    store
        .change_hours(change(anna, 0, "9:00-10:00"))
        .await
        .unwrap();
    store
        .change_hours(change(jukka, 1, "9:00-11:00"))
        .await
        .unwrap();
    drop(store);
    subject.reopen();
    let store = subject.store();
    let kept = store.hours(service("talous"), 9).await.unwrap();
    let said: Vec<_> = kept
        .iter()
        .map(|it| (it.version, it.at_ms - NOW_MS, it.agent.as_str()))
        .collect();
    assert_eq!(said, [(2, 1, "Jukka"), (1, 0, "Anna")]);
    assert_eq!(kept[0].plan, Some(plan("9:00-11:00")));
    assert_eq!(kept[1].plan, Some(plan("9:00-10:00")));
    assert_eq!(store.hours(service("talous"), 1).await.unwrap().len(), 1);
    assert!(
        store
            .hours(service("asuminen"), 9)
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn of_two_who_change_the_same_hours_one_is_told(subject: &mut dyn Subject) {
    let store = subject.store();
    let anna = account(&*store, "Anna", Role::Supervisor, true).await;
    // Both begun before either is done.
    let first = store.change_hours(change(anna, 0, "9:00-10:00"));
    let second = store.change_hours(change(anna, 0, "9:00-11:00"));
    first.await.unwrap();
    assert_eq!(second.await.unwrap_err().refusal(), Refusal::Stale);
    let ahead = store.change_hours(change(anna, 2, "9:00-12:00")).await;
    assert_eq!(ahead.unwrap_err().refusal(), Refusal::Stale);
    let kept = store.hours(service("talous"), 9).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].plan, Some(plan("9:00-10:00")));
}

pub(crate) async fn the_audit_log_is_read_page_by_page(subject: &mut dyn Subject) {
    let store = subject.store();
    let maria = account(&*store, "Maria", Role::Agent, true).await;
    let head = store.open(request(1, "Hei")).await.unwrap();
    for number in 0..5 {
        let viewing = Viewing {
            agent: maria,
            role: Role::Agent,
            conversation: head.id,
            why: Some(number.to_string()),
            now_ms: NOW_MS + number,
        };
        let shown = store.open_contact(viewing, Box::new(|_| Ok(())));
        shown.await.unwrap();
    }
    let why = |lines: Vec<juttu_shared::wire::v1::desk::AuditLine>| {
        let lines = lines.into_iter();
        lines.map(|it| it.why.unwrap()).collect::<String>()
    };
    let newest = store.audit_lines(None, 2).await.unwrap();
    assert_eq!(newest[0].agent, "Maria");
    assert_eq!(newest[0].role, Role::Agent);
    assert_eq!(newest[0].reference, head.reference);
    assert_eq!(newest[0].what, "contact");
    assert_eq!(newest[0].at_ms, NOW_MS + 4);
    let last = newest[1].id;
    assert_eq!(why(newest), "43");
    let older = store.audit_lines(Some(last), 9).await.unwrap();
    assert_eq!(why(older), "210");
    assert!(store.audit_lines(Some(1), 9).await.unwrap().is_empty());
    assert!(store.audit_lines(Some(0), 9).await.unwrap().is_empty());
}

pub(crate) async fn who_can_sign_in_is_known_by_name(subject: &mut dyn Subject) {
    let store = subject.store();
    account(&*store, "Tuula", Role::Administrator, true).await;
    account(&*store, "Oskari", Role::Auditor, true).await;
    account(&*store, "Anna", Role::Supervisor, true).await;
    account(&*store, "Jukka", Role::Agent, false).await;
    let staff = store.staff().await.unwrap();
    let said: Vec<_> = staff.iter().map(|it| (it.name.as_str(), it.role)).collect();
    assert_eq!(
        said,
        [
            ("Anna", Role::Supervisor),
            ("Oskari", Role::Auditor),
            ("Tuula", Role::Administrator)
        ],
        "whoever has set no password can't"
    );
    assert_eq!(staff[0].services, [service("talous")]);
}
