//! The binary as an operator meets it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use juttu_relay::config::DEFAULT;
use juttu_shared::refusal::CloseCode;
use juttu_shared::wire::v1::public::{DeskStart, ServiceState};
use serde_json::json;
use tempfile::TempDir;

use crate::harness::{Agent, Doors, PASSWORD, Program, SERVICE, run, soon};

async fn now_ms(relay: &Doors) -> i64 {
    let path = format!("/api/v1/services/{SERVICE}");
    let state: ServiceState = relay.get(&path).send().await.json();
    state.now_ms
}

#[tokio::test]
async fn the_demos_first_line_says_everything_and_it_says_nothing_else() {
    let folder = TempDir::new().unwrap();
    let program = Program::demo(folder.path(), &[], &[]).await;
    let greeting = &program.greeting;
    let keys: Vec<_> = greeting.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["base", "listen", "logins", "services"]);
    let base = greeting["base"].as_str().unwrap();
    assert_eq!(base, format!("http://{}", program.public));
    let services = greeting["services"].as_array().unwrap();
    let ids: Vec<_> = services
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["aikuissosiaalityo", "perhekeskus"]);
    for service in services {
        let page = service["page"]
            .as_str()
            .unwrap()
            .strip_prefix(base)
            .unwrap();
        assert_eq!(program.get(page).send().await.status, 200, "{page}");
        assert!(!service["name"].as_str().unwrap().is_empty());
    }
    let logins = greeting["logins"].as_array().unwrap();
    let roles: Vec<_> = logins
        .iter()
        .map(|it| it["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["agent", "agent", "supervisor"]);
    for login in logins {
        let name = login["name"].as_str().unwrap();
        program
            .sign_in(name, login["password"].as_str().unwrap())
            .await;
        assert_eq!(
            login["services"],
            json!(["aikuissosiaalityo", "perhekeskus"])
        );
    }
    program.terminate();
    let (status, rest) = program.ended().await;
    assert!(status.success(), "{status}");
    assert_eq!(rest, "");
}

#[tokio::test]
async fn without_json_the_demo_speaks_to_people() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_juttu-relay"))
        .args(["demo", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said: Vec<_> = lines.map(Result::unwrap).take(10).collect();
    let said = said.join("\n");
    child.kill().unwrap();
    child.wait().unwrap();
    for words in [
        "/demo/",
        "/desk/",
        "Maria",
        "demo-salasana-maria",
        "supervisor",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
}

#[tokio::test]
async fn the_demos_clock_starts_where_it_is_told_and_is_moved_by_lines() {
    let folder = TempDir::new().unwrap();
    let now = ["--now", "2027-01-07T12:30+02:00"];
    let mut program = Program::demo(folder.path(), &now, &[]).await;
    let started_ms = 1_799_317_800_000;
    let before_ms = now_ms(&program).await;
    assert!(
        (started_ms..started_ms + 20_000).contains(&before_ms),
        "{before_ms}"
    );
    program.tell("advance 2h");
    soon("the clock to be moved", async {
        while now_ms(&program).await < before_ms + 7_200_000 {}
    })
    .await;
    program.tell("what is this");
    program.tell("advance 90s");
    soon("the clock to be moved again", async {
        while now_ms(&program).await < before_ms + 7_290_000 {}
    })
    .await;
}

#[tokio::test]
async fn a_killed_demo_goes_on_where_it_was() {
    let folder = TempDir::new().unwrap();
    let late = ["--now", "2027-01-07T12:30+02:00"];
    let program = Program::demo(folder.path(), &late, &[]).await;
    let mut visitor = program.visitor(SERVICE).await;
    let posted = visitor.open("Hei").await;
    let last = visitor.post("Onko siellä ketään?").await;
    program.kill_9().await;

    // An earlier clock than the words that are kept.
    let early = ["--now", "2027-01-01T12:30+02:00"];
    let program = Program::demo(folder.path(), &early, &[]).await;
    assert!(now_ms(&program).await >= last.at_ms);
    let mut again = program.visitor_again(&visitor).await;
    let snapshot = again.welcome.conversation.as_ref().unwrap();
    assert_eq!(snapshot.id, posted.conversation);
    assert!(snapshot.events.is_empty());
    let next = again.post("Täällä taas.").await;
    assert_eq!(next.seq, last.seq + 1);
    assert!(next.at_ms >= last.at_ms);
    let password = program.password("Maria");
    let agent = Agent::come(&program, "Maria", &password).await;
    assert_eq!(agent.welcome.waiting[0].conversation, posted.conversation);
}

#[tokio::test]
async fn a_relay_that_is_told_to_stop_tells_its_readers() {
    let folder = TempDir::new().unwrap();
    let program = Program::demo(folder.path(), &[], &[]).await;
    let mut visitor = program.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let password = program.password("Jukka");
    let mut agent = Agent::come(&program, "Jukka", &password).await;
    program.terminate();
    let restarting = Some(CloseCode::Restarting as u16);
    assert_eq!(visitor.socket.end().await, restarting);
    assert_eq!(agent.socket.end().await, restarting);
    let log = folder.path().join("log");
    let (status, _) = program.ended().await;
    assert!(status.success(), "{status}");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(
        log.contains("stopped") && !log.contains("did not end"),
        "{log}"
    );
}

#[tokio::test]
async fn behind_tls_the_demo_takes_its_address_and_its_cookies_from_base() {
    let folder = TempDir::new().unwrap();
    let base = ["--base", "https://localhost:8443/"];
    let program = Program::demo(folder.path(), &base, &[]).await;
    assert_eq!(program.origin, "https://localhost:8443");
    let password = program.password("Maria");
    let cookie = program.sign_in("Maria", &password).await;
    assert!(cookie.starts_with("__Host-juttu-sign-in="), "{cookie}");
    let page = program.get("/demo/perhekeskus").send().await;
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("connect-src 'self' wss://localhost:8443;"),
        "{policy}"
    );
}

#[tokio::test]
async fn a_second_relay_on_the_same_data_is_refused() {
    let folder = TempDir::new().unwrap();
    let _first = Program::demo(folder.path(), &[], &[]).await;
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let second = run(&["demo", "--listen", "127.0.0.1:0", "--data", data], &[]);
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(
        said.starts_with("another relay runs on the database "),
        "{said}"
    );
}

#[test]
fn a_wrong_variable_stops_the_demo() {
    let refused = run(&["demo"], &[("JUTTU__LIMITS__WAITING", "0")]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    let expected = "environment variable JUTTU__LIMITS__WAITING: there is no key limits.waiting";
    assert!(said.starts_with(expected), "{said}");
}

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
         database: not there yet; the relay makes it when it first starts\n"
    );

    // With a database.
    let (added, said) = place.add("maria");
    assert!(added, "{said}");
    let (right, said) = place.says(&["check"]);
    assert!(
        right && said.ends_with("database: right, and opens with this key\n"),
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
