//! `juttu-relay audit`: what an operator and a registrar see.

mod reports;

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use juttu_relay::config::DEFAULT;
use juttu_relay::random::Random;
use juttu_relay::seal::Keyring;
use juttu_relay::store::Conversations as _;
use juttu_relay::store::audit::chain::{BEGINNING, Entry, Link, Segment};
use juttu_relay::store::identities::code_hash;
use juttu_relay::store::sqlite::{Options, Sqlite};
use juttu_relay::store::{Commit, Committed};
use rusqlite::params;
use tempfile::TempDir;

use super::actors::CODE;
use super::chain::{JANUARY_MS, MONTH_MS};
use crate::conformance::request;

/// 2010-01 and 2026-01.
const LONG_AGO_MS: i64 = 1_262_304_000_000;
const LATELY_MS: i64 = 1_767_225_600_000;

struct Nobody;

impl Committed for Nobody {
    fn committed(&self, _: Commit) {}
}

/// A configuration and a database of its own.
struct Place {
    folder: TempDir,
    keyring: Arc<Keyring>,
    end: (i64, Link),
}

impl Place {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let path = |name: &str| at(name).display().to_string();
        let text = DEFAULT
            .replace("/var/lib/juttu/juttu.sqlite", &path("juttu.sqlite"))
            .replace("/etc/juttu/data.key", &path("data.key"));
        let audit = "\n[audit]\ncontroller.fi = \"Pohjan & Rannan hyvinvointialue\"\n\
                     controller.sv = \"Välfärdsområdet\"\n";
        std::fs::write(at("juttu.toml"), text + audit).unwrap();
        let key = Keyring::generate(&Random::seeded(3));
        std::fs::write(at("data.key"), key.as_bytes()).unwrap();
        let mode = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(at("data.key"), mode).unwrap();
        let keyring = Arc::new(Keyring::parse(&key).unwrap());
        let place = Self {
            folder,
            keyring: Arc::clone(&keyring),
            end: (0, BEGINNING),
        };
        let store = Sqlite::open(
            &place.database(),
            Options::default(),
            keyring,
            Random::System,
            Arc::new(Nobody),
        );
        store.unwrap().open(request(1, "Kanaria")).await.unwrap();
        place
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("juttu.sqlite")
    }

    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.database()).unwrap()
    }

    /// By whom reports were made, whether they came to something, and about whom.
    fn reported(&self) -> Vec<(String, bool, Option<Vec<u8>>)> {
        let database = self.raw();
        let mut read = database
            .prepare(
                "select agent_name, success, person_hash from audit
                 where what = 'reported' order by audit_id",
            )
            .unwrap();
        let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// A row of its own month, as the relay would write it.
    fn row(&mut self, at_ms: i64, change: impl Fn(&mut Entry)) {
        let (last, before) = self.end;
        let mut entry = Entry {
            id: last + 1,
            segment: Segment::of(at_ms),
            number: 1,
            at_ms,
            agent: 5,
            name: "Maria".into(),
            role: "agent".into(),
            service: "perhekeskus".into(),
            conversation: 1,
            what: "conversation".into(),
            why: None,
            to: None,
            success: true,
            person: Some(code_hash(&self.keyring, CODE).0.to_vec()),
        };
        change(&mut entry);
        let link = entry.link(before);
        self.raw()
            .execute(
                "insert into audit values (?1, ?2, 1, ?3, 5, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                params![
                    entry.id,
                    entry.segment.0,
                    at_ms,
                    entry.name,
                    entry.role,
                    entry.service,
                    entry.conversation,
                    entry.what,
                    entry.why,
                    entry.to,
                    entry.success,
                    entry.person,
                    before.0,
                    link.0
                ],
            )
            .unwrap();
        self.end = (entry.id, link);
    }

    /// Three months with a row about one person each.
    fn months(&mut self) {
        self.row(JANUARY_MS, |_| {});
        self.row(JANUARY_MS + MONTH_MS, |row| {
            row.name = "Anna <b>".into();
            row.role = "supervisor".into();
            row.what = "identity".into();
            row.why = Some("Valitus".into());
        });
        self.row(JANUARY_MS + 2 * MONTH_MS, |row| {
            row.what = "disclosed".into();
            row.to = Some("Jukka".into());
        });
    }

    /// Says it, with these words on standard input. Gives whether it succeeded, and what it said.
    fn run(&self, arguments: &[&str], input: &str) -> (bool, String, String) {
        let config = self.folder.path().join("juttu.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_juttu-relay"));
        command.arg("audit").args(arguments).arg("--config");
        command.arg(config).env_remove("RUST_LOG");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.success(), text(stdout), text(stderr))
    }
}

async fn three_months() -> Place {
    let mut place = Place::new().await;
    place.months();
    place
}

#[tokio::test]
async fn a_log_that_holds_is_said_to_and_its_heads_can_be_kept() {
    let place = three_months().await;
    let (holds, said, _) = place.run(&["verify"], "");
    assert!(holds, "{said}");
    assert!(said.contains("the audit log holds; rows: 3"), "{said}");
    assert!(said.contains("months: 2027-01 to 2027-03"), "{said}");
    assert!(said.contains("no heads were given"), "{said}");
    let (printed, heads, _) = place.run(&["heads"], "");
    assert!(printed);
    assert_eq!(heads.lines().count(), 3);
    assert!(heads.starts_with("2027-01 1 "), "{heads}");
    let kept = place.folder.path().join("heads");
    let kept = kept.to_str().unwrap();
    std::fs::write(kept, format!("# kept on 1.4.\n\n{heads}")).unwrap();
    let (holds, said, _) = place.run(&["verify", "--heads", kept], "");
    assert!(
        holds && said.contains("heads that were kept: 3, all of them there"),
        "{said}"
    );
    place
        .raw()
        .execute_batch("drop trigger audit_is_never_emptied; delete from audit where audit_id = 3")
        .unwrap();
    let (holds, said, _) = place.run(&["verify"], "");
    assert!(holds, "{said}");
    let (holds, said, _) = place.run(&["verify", "--heads", kept], "");
    assert!(!holds, "{said}");
    assert!(
        said.contains("row 1 of 2027-03 was there when the heads were kept"),
        "{said}"
    );
    for (wrong, words) in [("", "there is no head"), ("x\n2027-01", "line 1 of")] {
        std::fs::write(kept, wrong).unwrap();
        let (holds, _, said) = place.run(&["verify", "--heads", kept], "");
        assert!(!holds && said.contains(words), "{said}");
    }
}

#[tokio::test]
async fn the_first_row_that_was_changed_is_named_and_nothing_is_removed_then() {
    let place = three_months().await;
    place
        .raw()
        .execute_batch(
            "drop trigger audit_is_never_changed; update audit set why = 'x' where audit_id = 2",
        )
        .unwrap();
    let (holds, said, _) = place.run(&["verify"], "");
    assert!(!holds);
    let words = "the audit log does not hold: row 1 of 2027-02 is not as it was written";
    assert!(said.starts_with(words), "{said}");
    let (removed, said, _) = place.run(&["purge"], "");
    assert!(
        !removed && said.contains("nothing is removed from it"),
        "{said}"
    );
}

#[tokio::test]
async fn months_go_by_the_configured_years() {
    let mut place = Place::new().await;
    // By the clock of whoever runs this, the first is over and the second is not.
    place.row(LONG_AGO_MS, |_| {});
    place.row(LATELY_MS, |_| {});
    let (_, heads, _) = place.run(&["heads"], "");
    let kept = place.folder.path().join("heads");
    let kept = kept.to_str().unwrap();
    // As one has it who adds them to the same file each day.
    std::fs::write(kept, format!("{heads}{heads}")).unwrap();
    let (done, said, _) = place.run(&["purge"], "");
    assert!(done && said.starts_with("removed: 2010-01 1 "), "{said}");
    assert!(
        said.ends_with("months removed: 1; kept: 12 years\n"),
        "{said}"
    );
    let (holds, said, _) = place.run(&["verify"], "");
    assert!(
        holds && said.contains("removed by their time: up to 2010-01"),
        "{said}"
    );
    let (holds, said, _) = place.run(&["verify", "--heads", kept], "");
    assert!(holds, "{said}");
    let words = "heads that were kept: 2; there: 1; of months that were removed by their time, and as \
                 what is left of those: 1\n";
    assert!(said.contains(words), "{said}");
    let (_, again, _) = place.run(&["heads"], "");
    assert!(again.starts_with(&heads), "{again}");
    let (done, said, _) = place.run(&["purge"], "");
    assert!(done && said.starts_with("months removed: 0"), "{said}");
}

/// Who keeps months longer from now on is told of those that went before, and how to see the rest; and
/// the others go on being removed.
#[tokio::test]
async fn a_month_that_went_before_its_time_is_said_in_words() {
    let mut place = Place::new().await;
    place.row(LONG_AGO_MS, |_| {});
    place.row(LATELY_MS, |_| {});
    assert!(place.run(&["purge"], "").0);
    assert!(place.run(&["verify"], "").0);
    let path = place.folder.path().join("juttu.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}keep_years = 50\n")).unwrap();
    let (holds, said, _) = place.run(&["verify"], "");
    let words = "the audit log does not hold: the month 2010-01 was removed before its time: it is to \
                 be kept for 50 years";
    assert!(!holds && said.starts_with(words), "{said}");
    assert!(place.run(&["purge"], "").0, "it goes on");
}

#[tokio::test]
async fn heads_that_say_two_things_of_one_month_are_no_agreement() {
    let place = three_months().await;
    let (_, heads, _) = place.run(&["heads"], "");
    let kept = place.folder.path().join("heads");
    let kept = kept.to_str().unwrap();
    let (month, link) = heads.lines().next().unwrap().rsplit_once(' ').unwrap();
    let other = format!("{month} {}", link.chars().rev().collect::<String>());
    for lines in [format!("{other}\n{heads}"), format!("{heads}{other}\n")] {
        std::fs::write(kept, lines).unwrap();
        let (holds, said, _) = place.run(&["verify", "--heads", kept], "");
        let words = "row 1 of 2027-01 is another one than was there when the heads were kept, or two \
                     different ones are among them";
        assert!(!holds && said.contains(words), "{said}");
    }
}

#[tokio::test]
async fn what_is_missing_is_said_in_words() {
    let place = three_months().await;
    let config = place.folder.path().join("juttu.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text.replace("controller.", "# controller.")).unwrap();
    let (made, _, said) = place.run(&["report"], CODE);
    assert!(!made && said.contains("[audit] controller.fi"), "{said}");
    std::fs::remove_file(place.database()).unwrap();
    let (holds, _, said) = place.run(&["verify"], "");
    assert!(!holds && said.contains("there is no database"), "{said}");
    assert!(!place.database().exists());
}
