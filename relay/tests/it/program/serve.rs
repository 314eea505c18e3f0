//! `juttu-relay serve`, `check`, `staff`, `key` and `config`.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use juttu_relay::clock::Clock;
use juttu_relay::config::DEFAULT;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::public::DeskStart;
use serde_json::json;
use tempfile::TempDir;

use crate::harness::{Authenticator, PASSWORD, Program, SERVICE, run};

/// A configuration in a folder of its own.
struct Place {
    folder: TempDir,
    config: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let text = DEFAULT
            .replace("/var/lib/juttu/juttu.sqlite", &at("juttu.sqlite"))
            .replace("/etc/juttu/data.key", &at("data.key"))
            .replace("127.0.0.1:8080", "127.0.0.1:0")
            .replace("127.0.0.1:8081", "127.0.0.1:0");
        let config = folder.path().join("juttu.toml");
        std::fs::write(&config, text).unwrap();
        let place = Self { folder, config };
        place.write_key();
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write_key(&self) {
        let key = run(&["key"], &[]).stdout;
        let path = self.path().join("data.key");
        std::fs::write(&path, key).unwrap();
        self.allow("data.key", 0o600);
    }

    fn allow(&self, name: &str, mode: u32) {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(self.path().join(name), permissions).unwrap();
    }

    /// What `verb` says, and whether it succeeded. Paths of this machine are left out.
    fn says(&self, verb: &[&str]) -> (bool, String) {
        let config = self.config.to_str().unwrap();
        let output = run(&[verb, &["--config", config]].concat(), &[]);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        let folder = self.path().display().to_string();
        (output.status.success(), said.replace(&folder, "…"))
    }

    fn add(&self, login: &str) -> (bool, String) {
        let name = ["--login", login, "--name", "Maria"];
        self.says(&[&["staff", "add", "--service", SERVICE][..], &name].concat())
    }
}

#[test]
fn check_says_in_plain_words_what_is_wrong() {
    let place = Place::new();
    let (right, said) = place.says(&["check"]);
    assert!(right, "{said}");
    assert_eq!(
        said,
        "configuration: right; services: perhekeskus\ndata key: right\n\
         database: not there yet; the relay makes it when it first starts\n\
         mail: there is no section [mail]; no mail is sent\n\
         notices: nobody is told of anything; write a section [service.ID.notify.NAME]\n"
    );

    // With a database.
    let (added, said) = place.add("maria");
    assert!(added, "{said}");
    let (right, said) = place.says(&["check"]);
    assert!(
        right && said.contains("\ndatabase: right, and opens with this key\n"),
        "{said}"
    );

    // A key that others can read.
    place.allow("data.key", 0o640);
    let wrong = |expected: &str| {
        for verb in ["check", "serve"] {
            let (right, said) = place.says(&[verb]);
            assert!(!right && said.contains(expected), "{verb}: {said}");
        }
    };
    wrong(
        "the data key …/data.key can be read by others than its owner; run: chmod 600 …/data.key",
    );
    place.allow("data.key", 0o600);

    // Another key.
    let kept = std::fs::read(place.path().join("data.key")).unwrap();
    place.write_key();
    wrong(
        "the data key does not open the database …/juttu.sqlite; use the key file that was in place",
    );

    // No key, and something that is none.
    std::fs::write(place.path().join("data.key"), "# none\n1:hush\n").unwrap();
    wrong("…/data.key: line 2 of the data key is not a number");
    std::fs::remove_file(place.path().join("data.key")).unwrap();
    wrong("(umask 077 && juttu-relay key > …/data.key)");
    std::fs::write(place.path().join("data.key"), kept).unwrap();
    place.allow("data.key", 0o600);
    assert!(place.says(&["check"]).0);

    // A database that is none.
    for beside in ["juttu.sqlite-wal", "juttu.sqlite-shm"] {
        let _ = std::fs::remove_file(place.path().join(beside));
    }
    std::fs::write(place.path().join("juttu.sqlite"), vec![b'x'; 8_192]).unwrap();
    wrong("the database …/juttu.sqlite is not an SQLite database or is damaged");
}

#[test]
fn hours_kept_at_the_desk_are_told_and_a_gap_in_them_is_wrong() {
    let place = Place::new();
    assert!(place.add("anna").0);
    let words = r#"{"fi": "Koulutus", "sv": "Utbildning", "en": "Training"}"#;
    let plan = |hours: &str, reason: &str| {
        format!(
            r#"{{"week": [[], [], [], [], [], [], []], "closed_holidays": [], "announcements": [],
            "exceptions": [{{"from": "2027-01-11", "until": "2027-01-11", "hours": [{hours}],
            "reason": {reason}}}]}}"#
        )
    };
    let mut version = 0;
    let mut keep = |plan: &str| {
        version += 1;
        let database = rusqlite::Connection::open(place.path().join("juttu.sqlite")).unwrap();
        let kept = database.execute(
            "insert into hours (service_id, version, at_ms, agent_id, plan)
             values ('perhekeskus', ?1, 0, 1, ?2)",
            rusqlite::params![version, plan],
        );
        assert_eq!(kept.unwrap(), 1);
        place.says(&["check"])
    };
    let (right, said) = keep(&plan("", words));
    assert!(
        right && said.contains("\nservice perhekeskus: the hours kept at the desk hold"),
        "{said}"
    );
    let (right, said) = keep(&plan("", r#"{"fi": "Koulutus", "en": "Training"}"#));
    assert!(
        !right && said.contains("have no words in a language"),
        "{said}"
    );
    for unreadable in [plan("\"nine\"", words), "{\"seasons\": []}".to_owned()] {
        let (right, said) = keep(&unreadable);
        assert!(
            !right && said.contains("can't be read by this relay"),
            "{said}"
        );
    }
}

#[test]
fn a_key_handed_over_by_systemd_may_show_its_access_list() {
    let place = Place::new();
    let config = place.config.to_str().unwrap();
    let folder = place.path().to_str().unwrap();
    let check = |folder: &str| {
        let handed_over = [("CREDENTIALS_DIRECTORY", folder)];
        run(&["check", "--config", config], &handed_over)
            .status
            .success()
    };
    place.allow("data.key", 0o440);
    assert!(check(folder));
    assert!(!check("/run/credentials/another.service"));
    place.allow("data.key", 0o444);
    assert!(!check(folder));
}

#[test]
fn a_locked_database_is_told_from_a_damaged_one() {
    let place = Place::new();
    assert!(place.add("maria").0);
    let held = rusqlite::Connection::open(place.path().join("juttu.sqlite")).unwrap();
    held.pragma_update(None, "locking_mode", "exclusive")
        .unwrap();
    held.execute_batch("begin exclusive; delete from outbox; commit")
        .unwrap();
    let (right, said) = place.says(&["check"]);
    assert!(!right, "{said}");
    assert!(
        said.contains("…/juttu.sqlite is locked by another process"),
        "{said}"
    );
    drop(held);
    assert!(place.says(&["check"]).0);
}

#[test]
fn a_configuration_that_is_not_there_is_said_so() {
    let output = run(&["serve", "--config", "nowhere.toml"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("the configuration nowhere.toml can't be read"),
        "{said}"
    );
}

#[test]
fn the_reference_is_printed() {
    assert_eq!(run(&["config"], &[]).stdout, DEFAULT.as_bytes());
}

#[tokio::test]
async fn an_operator_removes_a_second_factor_beside_a_running_relay() {
    let place = Place::new();
    let program = Program::serve(place.path(), &place.config, "https://desk.example.fi").await;
    let (_, said) = place.add("Maria");
    let (_, token) = said.lines().next().unwrap().split_once('=').unwrap();
    let post = async |path: &str, cookie: &str, body: serde_json::Value| {
        let ask = program.post_desk(path).json(&body);
        ask.header("cookie", cookie).send().await
    };
    let set = json!({ "token": token, "password": PASSWORD });
    let answer = post("/desk/api/set-password", "", set).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let cookie = program.sign_in("maria", PASSWORD).await;
    let offer = post("/desk/api/second-factor", &cookie, json!({})).await;
    let code = Authenticator::of(&offer.json()).code(&Clock::system());
    let confirm = json!({ "code": code });
    let answer = post("/desk/api/second-factor/confirm", &cookie, confirm).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let with_password = json!({ "name": "maria", "password": PASSWORD });
    let answer = post("/desk/api/sign-in", "", with_password.clone()).await;
    assert_eq!(answer.problem().code, Refusal::SecondFactorMissing);

    let reset = ["staff", "reset-second-factor", "--login", "maria"];
    let (is_reset, said) = place.says(&reset);
    let says_so =
        said.contains("The account has no second factor, and may set one up for 24 hours");
    assert!(is_reset && says_so, "{said}");
    let answer = post("/desk/api/sign-in", "", with_password).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let (is_reset, said) = place.says(&["staff", "reset-second-factor", "--login", "nobody"]);
    assert!(
        !is_reset && said.contains("no account of that name"),
        "{said}"
    );
}

#[tokio::test]
async fn staff_is_added_beside_a_running_relay_and_sets_a_password_by_the_link() {
    let place = Place::new();
    let program = Program::serve(place.path(), &place.config, "https://desk.example.fi").await;
    assert_ne!(program.public, program.internal);
    let (added, said) = place.add("Maria");
    assert!(added, "{said}");
    let link = said.lines().next().unwrap();
    let token = link.strip_prefix("https://desk.example.fi/desk/#set-password=");
    let token = token.unwrap_or_else(|| panic!("{said}"));

    let set = json!({ "token": token, "password": PASSWORD });
    let answer = program
        .post_desk("/desk/api/set-password")
        .json(&set)
        .send()
        .await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    let cookie = program.sign_in("maria", PASSWORD).await;
    let ask = program
        .get_desk("/desk/api/start")
        .header("cookie", &cookie);
    let start: DeskStart = ask.send().await.json();
    assert_eq!(start.me.unwrap().name, "Maria");

    let (added, said) = place.add("MARIA");
    assert!(
        !added && said.starts_with("there is an account of that name already"),
        "{said}"
    );
    let (reset, said) = place.says(&["staff", "reset", "--login", "maria"]);
    assert!(reset && said.contains("/desk/#set-password="), "{said}");
    let (reset, said) = place.says(&["staff", "reset", "--login", "jukka"]);
    assert!(
        !reset && said.starts_with("there is no account of that name"),
        "{said}"
    );
    let add_as = |login: &str, role: &str, service: &[&str]| {
        let verb = [
            "staff", "add", "--name", "A", "--login", login, "--role", role,
        ];
        place.says(&[&verb, service].concat())
    };
    for role in ["auditor", "administrator"] {
        let (added, said) = add_as(role, role, &[]);
        assert!(added && said.contains("/desk/#set-password="), "{said}");
        let (added, said) = add_as("b", role, &["--service", SERVICE]);
        assert!(
            !added && said.contains("answers for no service; leave --service out"),
            "{said}"
        );
    }
    for role in ["agent", "supervisor"] {
        let (added, said) = add_as("b", role, &[]);
        assert!(
            !added && said.contains("answers for a service; write --service ID"),
            "{said}"
        );
    }
    let (added, said) = add_as("b", "boss", &["--service", SERVICE]);
    assert!(
        !added && said.contains("write one of agent, supervisor, auditor, administrator"),
        "{said}"
    );
    let unknown = [
        "staff",
        "add",
        "--login",
        "a",
        "--name",
        "A",
        "--service",
        "b",
    ];
    let (added, said) = place.says(&unknown);
    assert!(
        !added && said.contains("there is no service \"b\"; there are: perhekeskus"),
        "{said}"
    );

    // Neither of them is anywhere but with its owner.
    let mut kept = vec![program.log()];
    for name in ["juttu.sqlite", "juttu.sqlite-wal"] {
        let bytes = std::fs::read(place.path().join(name)).unwrap();
        kept.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    let (_, cookie) = cookie.split_once('=').unwrap();
    for secret in [token, PASSWORD, cookie] {
        assert!(kept.iter().all(|kept| !kept.contains(secret)));
    }
    assert!(kept.iter().any(|kept| kept.contains("$argon2id$")));
}
