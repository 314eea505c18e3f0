//! The auditor's page: what stands in it, and whether the newest month holds.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditPage;

use super::actors::{CODE, NAME, Scene, opens};
use crate::harness::{Relay, SERVICE, Setup, bring_in};
use crate::sign_in::{serving, start};

async fn page(relay: &Relay, cookie: &str, query: &str) -> AuditPage {
    let path = format!("/desk/api/audit{query}");
    let answer = relay.get_desk(&path).header("cookie", cookie).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    for words in [NAME, "Esimerkki", CODE, "hash"] {
        assert!(!answer.text().contains(words), "{words}");
    }
    answer.json()
}

#[tokio::test]
async fn it_says_to_whom_of_whom_and_what_came_to_nothing() {
    let mut scene = Scene::begin().await;
    let jukka = scene.relay.agent("Jukka").await;
    let mut outi = scene.relay.agent_of("Outi", &[SERVICE]).await;
    let refused = opens(&mut outi, &scene.open(Some("Uteliaisuus"))).await;
    assert_eq!(refused.unwrap_err(), Refusal::NotAllowed);
    let asks = bring_in(scene.id, jukka.id());
    scene.maria.command(&asks).await.unwrap();
    scene.relay.add_agent("Oskari", Role::Auditor, &[]).await;
    let oskari = scene.relay.sign_in("Oskari").await;
    let rows = loop {
        // The colleague's own view follows by itself.
        let found = page(&scene.relay, &oskari, "").await;
        assert_eq!(found.holds, Some(true));
        if found.rows.len() == 4 {
            break found.rows;
        }
    };
    let said: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.agent.as_str(),
                row.what.as_str(),
                row.to.as_deref(),
                row.failed,
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Jukka", "conversation", None, false),
            ("Maria", "disclosed", Some("Jukka"), false),
            ("Outi", "identity", None, true),
            ("Maria", "held", None, false),
        ]
    );
    for row in &rows {
        assert!(row.identified);
        assert_eq!(row.service.as_ref().unwrap().0, SERVICE);
    }
    let older = page(&scene.relay, &oskari, &format!("?before={}", rows[0].id)).await;
    assert_eq!((older.rows.len(), older.holds), (3, None));
}

#[tokio::test]
async fn it_says_when_the_newest_month_was_changed() {
    let scene = Scene::begin().await;
    scene.relay.add_agent("Oskari", Role::Auditor, &[]).await;
    let oskari = scene.relay.sign_in("Oskari").await;
    assert_eq!(page(&scene.relay, &oskari, "").await.holds, Some(true));
    let raw = rusqlite::Connection::open(&scene.relay.app.config.database).unwrap();
    raw.execute_batch("drop trigger audit_is_never_changed; update audit set agent_name = 'Muu'")
        .unwrap();
    let found = page(&scene.relay, &oskari, "").await;
    assert_eq!((found.rows.len(), found.holds), (1, Some(false)));
}

/// What stands in it is of every service, and reasons are free text.
#[tokio::test]
async fn it_is_closed_to_a_password_alone_where_residents_identify() {
    let setup = Setup {
        adjust: serving,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    relay.add_agent("Oskari", Role::Auditor, &[]).await;
    let oskari = relay.sign_in("Oskari").await;
    for path in ["/desk/api/audit", "/desk/api/audit?before=7"] {
        let ask = relay.get_desk(path).header("cookie", &oskari);
        let refused = ask.send().await;
        assert_eq!(refused.problem().code, Refusal::NotAllowed, "{path}");
        assert!(!refused.text().contains("rows"));
    }
    // In the words in which an agent is told what is locked.
    let me = start(&relay, &oskari).await.me.unwrap();
    let locked: Vec<_> = me.locked.iter().map(|it| it.id.0.as_str()).collect();
    assert_eq!(locked, [SERVICE]);
    assert!(me.services.is_empty() && me.elsewhere.is_empty());
    relay.set_up_second_factor(&oskari).await;
    assert_eq!(page(&relay, &oskari, "").await.holds, Some(true));
    assert!(start(&relay, &oskari).await.me.unwrap().locked.is_empty());
}

#[tokio::test]
async fn it_is_open_to_a_password_where_nobody_identifies() {
    let setup = Setup {
        adjust: |config| {
            serving(config);
            for service in &mut config.services {
                service.identification.clear();
            }
        },
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    relay.add_agent("Oskari", Role::Auditor, &[]).await;
    let oskari = relay.sign_in("Oskari").await;
    assert_eq!(page(&relay, &oskari, "").await.holds, Some(true));
    assert!(start(&relay, &oskari).await.me.unwrap().locked.is_empty());
}
