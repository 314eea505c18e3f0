//! The embedded store: the whole conformance suite, and the faults that only a file has.

mod start;

use std::path::PathBuf;
use std::sync::Arc;

use juttu_relay::random::Random;
use juttu_relay::seal::Keyring;
use juttu_relay::store::accounts::NewAgent;
use juttu_relay::store::audit::Viewing;
use juttu_relay::store::hours::NewHours;
use juttu_relay::store::sqlite::{OpenError, Options, Sqlite};
use juttu_relay::store::{Store, StoreError};
use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::plan::Plan;
use juttu_shared::rules::state::Role;
use tempfile::TempDir;

use crate::conformance::answers::anybody;
use crate::conformance::{Subject, Told, conformance, leaving, opening, request, visitor_posts};

conformance!(File::new);

/// A store in a folder of its own.
struct File {
    folder: TempDir,
    open: Option<(Arc<Sqlite>, Arc<Told>)>,
}

impl File {
    fn new() -> Self {
        let mut file = Self {
            folder: tempfile::tempdir().unwrap(),
            open: None,
        };
        file.reopen();
        file
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("juttu.db")
    }

    fn open(&self, options: Options, key_seed: u64) -> Result<(Arc<Sqlite>, Arc<Told>), OpenError> {
        let told = Arc::new(Told::default());
        let keys = Keyring::parse(&Keyring::generate(&Random::seeded(key_seed))).unwrap();
        let store = Sqlite::open(
            &self.path(),
            options,
            Arc::new(keys),
            Random::System,
            Arc::clone(&told) as _,
        )?;
        Ok((Arc::new(store), told))
    }

    fn is_refused(&self, key_seed: u64) -> OpenError {
        let options = Options {
            lock_wait_ms: 10,
            ..Options::default()
        };
        self.open(options, key_seed).err().expect("must not open")
    }
}

impl Subject for File {
    fn store(&self) -> Arc<dyn Store> {
        self.open.as_ref().unwrap().0.clone()
    }

    fn told(&self) -> Arc<Told> {
        self.open.as_ref().unwrap().1.clone()
    }

    fn reopen(&mut self) {
        self.open = None;
        self.open = Some(self.open(Options::default(), 1).unwrap());
    }
}

#[tokio::test]
async fn without_the_key_the_files_tell_nobody_what_was_said() {
    let file = File::new();
    let store = file.store();
    let head = store.open(opening(1, "KANARIALINTU laulaa")).await.unwrap();
    store.open(request(2, "KANARIALINTU yöllä")).await.unwrap();
    store
        .append(visitor_posts(head.id, 5, "KANARIALINTU taas"))
        .await
        .unwrap();
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(file.folder.path()).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    assert!(holds(b"talous"), "these are the files");
    for canary in ["KANARIALINTU", "040 555 1234", "aino@esimerkki.fi"] {
        assert!(!holds(canary.as_bytes()), "{canary}");
    }
}

#[tokio::test]
async fn a_body_moved_to_another_row_does_not_open() {
    let file = File::new();
    let store = file.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    store
        .append(visitor_posts(head.id, 5, "Toinen"))
        .await
        .unwrap();
    let raw = rusqlite::Connection::open(file.path()).unwrap();
    raw.execute(
        "update event set body = (select body from event where seq = 3) where seq = 2",
        [],
    )
    .unwrap();
    let read = store.events(head.id, 0).await;
    assert!(matches!(read, Err(StoreError::Failed(reason)) if reason.contains("does not open")));
}

#[tokio::test]
async fn an_emptied_body_reads_as_redacted() {
    let file = File::new();
    let store = file.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    let raw = rusqlite::Connection::open(file.path()).unwrap();
    raw.execute(
        "update event set body = null, key_id = null where seq = 2",
        [],
    )
    .unwrap();
    let events = store.events(head.id, 0).await.unwrap();
    assert!(matches!(
        events[1].kind,
        juttu_shared::wire::v1::event::Kind::Redacted(_)
    ));
    let waiting = store.waiting(vec![head.service.clone()]).await.unwrap();
    assert_eq!(waiting[0].first_words, "");
}

#[tokio::test]
async fn a_full_disk_refuses_keeps_what_is_there_and_goes_on_when_there_is_room() {
    let mut file = File::new();
    let head = file.store().open(opening(1, "Hei")).await.unwrap();
    file.open = None;
    let options = Options {
        most_pages: Some(40),
        ..Options::default()
    };
    file.open = Some(file.open(options, 1).unwrap());
    let store = file.store();
    let long = "x".repeat(4_000);
    let mut stored = 0;
    let refused = loop {
        match store
            .append(visitor_posts(head.id, 10 + stored, &long))
            .await
        {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 1_000, "the disk must fill");
    };
    assert_eq!(refused.refusal(), Refusal::NotStored);
    let kept = store.events(head.id, 0).await.unwrap();
    assert_eq!(
        kept.len() as u64,
        2 + stored,
        "all that was acknowledged, and no more"
    );
    drop(store);
    file.reopen();
    let store = file.store();
    let again = store
        .append(visitor_posts(head.id, 10 + stored, &long))
        .await
        .unwrap();
    assert_eq!((again.repeated, again.events[0].seq), (false, 3 + stored));
}

#[tokio::test]
async fn a_full_disk_shows_no_contact_details_that_no_row_tells_of() {
    let mut file = File::new();
    let head = file.store().open(request(1, "Hei")).await.unwrap();
    file.open = None;
    let options = Options {
        most_pages: Some(60),
        ..Options::default()
    };
    file.open = Some(file.open(options, 1).unwrap());
    let store = file.store();
    let viewing = || Viewing {
        agent: juttu_shared::id::AgentId(5),
        role: Role::Supervisor,
        conversation: head.id,
        why: Some("x".repeat(4_000)),
        now_ms: 0,
    };
    let mut shown = 0;
    let refused = loop {
        match store.open_contact(viewing(), anybody()).await {
            Ok(details) => {
                assert_eq!(details, Some(leaving(1).contact));
                shown += 1;
            }
            Err(error) => break error,
        }
        assert!(shown < 1_000, "the disk must fill");
    };
    assert_eq!(refused.refusal(), Refusal::NotStored);
    assert!(shown > 0);
    for _ in 0..3 {
        assert!(store.open_contact(viewing(), anybody()).await.is_err());
    }
    assert_eq!(store.audit_rows(1_000).await.unwrap().len(), shown);
    drop(store);
    file.reopen();
    let store = file.store();
    assert_eq!(store.audit_rows(1_000).await.unwrap().len(), shown);
    assert!(
        store
            .open_contact(viewing(), anybody())
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(store.audit_rows(1_000).await.unwrap().len(), shown + 1);
}

#[tokio::test]
async fn hours_that_were_kept_are_only_added_to() {
    let file = File::new();
    let store = file.store();
    let account = NewAgent {
        login: "anna".to_owned(),
        name: "Anna".to_owned(),
        role: Role::Supervisor,
        services: Vec::new(),
        now_ms: 0,
    };
    let change = NewHours {
        service: ServiceId("talous".to_owned()),
        version: 0,
        agent: store.add_agent(account).await.unwrap().unwrap(),
        plan: Plan::default(),
        now_ms: 7,
    };
    store.change_hours(change).await.unwrap();
    let raw = rusqlite::Connection::open(file.path()).unwrap();
    for sql in [
        "update hours set plan = '{}'",
        "delete from hours",
        "insert or replace into hours (service_id, version, at_ms, agent_id, plan)
         values ('talous', 1, 8, 1, '{}')",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
    // One that this relay can't read is known to be there.
    raw.execute(
        "insert into hours (service_id, version, at_ms, agent_id, plan)
         values ('talous', 2, 8, 1, '{\"seasons\": []}')",
        [],
    )
    .unwrap();
    let kept = store
        .hours(ServiceId("talous".to_owned()), 9)
        .await
        .unwrap();
    assert_eq!((kept[0].version, kept[0].plan.is_none()), (2, true));
    assert_eq!((kept[1].version, kept[1].at_ms), (1, 7));
}

#[tokio::test]
async fn contact_details_moved_to_another_conversation_do_not_open() {
    let file = File::new();
    let store = file.store();
    store.open(request(1, "Hei")).await.unwrap();
    let other = store.open(request(2, "Hei")).await.unwrap();
    let raw = rusqlite::Connection::open(file.path()).unwrap();
    raw.execute(
        "update contact set body = (select body from contact where conversation_id = 1)
         where conversation_id = 2",
        [],
    )
    .unwrap();
    let viewing = Viewing {
        agent: juttu_shared::id::AgentId(5),
        role: Role::Agent,
        conversation: other.id,
        why: None,
        now_ms: 0,
    };
    let read = store.open_contact(viewing, anybody()).await;
    assert!(matches!(read, Err(StoreError::Failed(reason)) if reason.contains("does not open")));
    assert!(store.audit_rows(10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_locked_database_refuses_and_recovers() {
    let mut file = File::new();
    file.open = None;
    let options = Options {
        lock_wait_ms: 10,
        ..Options::default()
    };
    file.open = Some(file.open(options, 1).unwrap());
    let store = file.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    let other = rusqlite::Connection::open(file.path()).unwrap();
    other.execute_batch("begin immediate").unwrap();
    let refused = store
        .append(visitor_posts(head.id, 5, "Toinen"))
        .await
        .unwrap_err();
    assert_eq!(refused.refusal(), Refusal::NotStored);
    assert!(store.ready().await.is_err(), "not ready while it is locked");
    other.execute_batch("rollback").unwrap();
    let stored = store
        .append(visitor_posts(head.id, 5, "Toinen"))
        .await
        .unwrap();
    assert_eq!((stored.repeated, stored.events[0].seq), (false, 3));
    store.ready().await.unwrap();
}

#[tokio::test]
async fn a_locked_database_keeps_nobody_waiting_for_the_others() {
    let mut file = File::new();
    file.open = None;
    let options = Options {
        lock_wait_ms: 500,
        ..Options::default()
    };
    file.open = Some(file.open(options, 1).unwrap());
    let store = file.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    let other = rusqlite::Connection::open(file.path()).unwrap();
    other.execute_batch("begin immediate").unwrap();
    let answers: Vec<_> = (0..40)
        .map(|number| store.append(visitor_posts(head.id, 10 + number, "x")))
        .collect();
    let all = async {
        for answer in answers {
            assert_eq!(answer.await.unwrap_err().refusal(), Refusal::NotStored);
        }
    };
    // One after the other they would wait 20 s.
    let in_time = tokio::time::timeout(std::time::Duration::from_secs(10), all).await;
    in_time.expect("all are told at once");
    other.execute_batch("rollback").unwrap();
    store.ready().await.unwrap();
}

#[tokio::test]
async fn a_number_that_no_conversation_has_is_no_fault_of_the_file() {
    let file = File::new();
    let store = file.store();
    for id in [404, u64::MAX, i64::MAX as u64 + 1] {
        let id = juttu_shared::id::ConversationId(id);
        let refused = store.append(visitor_posts(id, 5, "x")).await.unwrap_err();
        assert_eq!(refused.refusal(), Refusal::NoConversation);
        assert_eq!(store.head(id).await.unwrap(), None);
    }
}
