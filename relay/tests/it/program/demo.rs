//! `juttu-relay demo`.

use juttu_shared::refusal::CloseCode;
use juttu_shared::wire::v1::public::ServiceState;
use serde_json::json;
use tempfile::TempDir;

use crate::harness::{Agent, Doors, Program, SERVICE, run, soon};

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
    assert_eq!(
        roles,
        [
            "agent",
            "agent",
            "supervisor",
            "agent",
            "agent",
            "auditor",
            "administrator"
        ]
    );
    for login in logins {
        let name = login["name"].as_str().unwrap();
        program
            .sign_in(name, login["password"].as_str().unwrap())
            .await;
        let services = match name {
            "Maria" | "Jukka" | "Anna" => json!(["aikuissosiaalityo", "perhekeskus"]),
            "Sari" => json!(["aikuissosiaalityo"]),
            "Liisa" => json!(["perhekeskus"]),
            _ => json!([]),
        };
        assert_eq!(login["services"], services, "{name}");
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
    let said: Vec<_> = lines.map(Result::unwrap).take(12).collect();
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
    for (path, part) in [
        ("/demo/upotettu", "<juttu-chat service=\"perhekeskus\">"),
        ("/demo/lakeus", "data-theme=\"lakeus\""),
    ] {
        let page = program.get(path).send().await;
        assert!(page.text().contains(part), "{path}");
        assert_eq!(page.header("content-security-policy"), policy);
    }
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
