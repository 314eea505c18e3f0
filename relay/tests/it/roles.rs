//! Those who answer nobody: the auditor and the administrator.

use juttu_shared::limits::FOUND_ROWS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditPage;
use juttu_shared::wire::v1::public::DeskStart;

use crate::harness::{Answer, OTHER_SERVICE, Relay, SERVICE};

async fn ask(relay: &Relay, cookie: &str, path: &str) -> Answer {
    relay.get_desk(path).header("cookie", cookie).send().await
}

async fn signed_in(relay: &Relay, name: &str, role: Role, services: &[&str]) -> String {
    relay.add_agent(name, role, services).await;
    relay.sign_in(name).await
}

#[tokio::test]
async fn whoever_signs_in_is_told_the_role() {
    let relay = Relay::start().await;
    for role in Role::ALL {
        let cookie = signed_in(&relay, role.name(), role, &[SERVICE]).await;
        let start: DeskStart = ask(&relay, &cookie, "/desk/api/start").await.json();
        let me = start.me.unwrap();
        assert_eq!(me.role, role);
        let known = (me.services.len(), me.elsewhere.len());
        let expected = if role.answers() { (1, 1) } else { (0, 0) };
        assert_eq!(known, expected, "{}", role.name());
    }
}

#[tokio::test]
async fn the_audit_log_is_for_an_auditor_alone() {
    let relay = Relay::start().await;
    for role in Role::ALL {
        let cookie = signed_in(&relay, role.name(), role, &[SERVICE, OTHER_SERVICE]).await;
        let answer = ask(&relay, &cookie, "/desk/api/audit").await;
        if role == Role::Auditor {
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("cache-control"), "no-store");
            let page: AuditPage = answer.json();
            assert!(page.rows.is_empty() && !page.more);
        } else {
            assert_eq!(answer.status, 403, "{}", role.name());
            assert_eq!(answer.problem().code, Refusal::NotAllowed);
        }
        let replies = ask(&relay, &cookie, "/desk/api/replies").await;
        assert_eq!(replies.status == 200, role.answers(), "{}", role.name());
    }
    let nobody = relay.get_desk("/desk/api/audit").send().await;
    assert_eq!(nobody.problem().code, Refusal::SignedOut);
}

#[tokio::test]
async fn the_audit_log_says_who_saw_what_and_nothing_of_what_was_said() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    maria.claim(id).await.unwrap();
    for _ in 0..=FOUND_ROWS {
        // As slowly as one may.
        relay.clock().advance_ms(10_000);
        // There is nothing to see, and the row is written all the same.
        maria.open_contact(id).await.unwrap_err();
    }
    let oskari = signed_in(&relay, "Oskari", Role::Auditor, &[]).await;
    let answer = ask(&relay, &oskari, "/desk/api/audit").await;
    assert!(!answer.text().contains("Salaisuus"));
    let page: AuditPage = answer.json();
    assert_eq!((page.rows.len(), page.more), (FOUND_ROWS, true));
    let newest = &page.rows[0];
    assert_eq!(newest.agent, "Maria");
    assert_eq!(newest.role, Role::Agent);
    assert_eq!(newest.what, "contact");
    assert_eq!(newest.at_ms, relay.clock().now_ms());
    assert_eq!(newest.why, None);
    let last = page.rows.last().unwrap().id;
    let older = ask(&relay, &oskari, &format!("/desk/api/audit?before={last}")).await;
    let older: AuditPage = older.json();
    assert_eq!((older.rows.len(), older.more), (1, false));
    assert_eq!(older.rows[0].id, last - 1);
    let wrong = ask(&relay, &oskari, "/desk/api/audit?before=first").await;
    assert_eq!(
        (wrong.status, wrong.problem().code),
        (400, Refusal::Malformed)
    );
}
