//! Words planted in a whole conversation are found nowhere but with those they were meant for.

mod identity;
mod told;

use std::path::Path;

use juttu_shared::id::{ClientKey, ConversationId, PickUpCode};
use juttu_shared::wire::v1::agent::ServerMessage;
use juttu_shared::wire::v1::event::{Outcome, StaffEvent};
use juttu_shared::wire::v1::visitor::{Leave, Phone};
use tempfile::TempDir;

use crate::harness::{
    Agent, Doors, Program, SERVICE, Socket, Visitor, leave, new_code, new_key, new_secret,
};
use crate::notify::office::Office;

const FIRST_WORDS: &str = "Kanarialintu laulaa jonossa";
const RESIDENTS_NAME: &str = "Aino Kanariankuja";
const RESIDENTS_WORDS: &str = "Olen Aino Kanariankuja, 040 555 1234";
const AGENTS_WORDS: &str = "Kanarian vastaus: soita huomenna";
const NOTE: &str = "Kanarian muistiinpano henkilöstölle";
const OVER_HTTP: &str = "Kanarialintu ilman pistoketta";
const REFUSED_WORDS: &str = "Kanarialintu jota kukaan ei ottanut";
const LEFT_WORDS: &str = "Kanarialintu jättää viestin";
const PHONE: &str = "040 987 6543";
const EMAIL: &str = "kanaria@lintu.example";
const REFUSED_EMAIL: &str = "kanaria ilman miukumaukua";
const WRONG_PASSWORD: &str = "kanarian väärä salasana";
const ADDRESS: &str = "203.0.113.77";
const EXIT_KEY: &str = "kanaria-poistui-sivult";
const RATE_KEY: &str = "kanaria-sai-apua-ositt";
const QUERY: &str = "kanariakysely";

#[tokio::test]
async fn nothing_of_a_conversation_is_in_logs_figures_or_plain_on_the_disk() {
    let folder = TempDir::new().unwrap();
    let environment = [
        (
            "RUST_LOG",
            "trace,tungstenite::protocol=trace,tungstenite::protocol::frame=trace,hyper::proto=trace",
        ),
        ("JUTTU__RELAY__TRUSTED_PROXIES", "127.0.0.1"),
    ];
    let office = told::office().await;
    let told = office.environment().iter();
    let told = told.map(|(name, value)| (*name, value.as_str()));
    let environment: Vec<_> = environment.into_iter().chain(told).collect();
    let mut program = Program::demo(folder.path(), &[], &environment).await;

    let mut visitor = come_from_afar(&program).await;
    visitor.open(FIRST_WORDS).await;
    let password = program.password("Maria");
    let mut agent = Agent::come(&program, "Maria", &password).await;
    let conversation = agent.welcome.waiting[0].conversation;
    assert_eq!(agent.welcome.waiting[0].first_words, FIRST_WORDS);
    agent.claim(conversation).await.unwrap();
    visitor.post(RESIDENTS_WORDS).await;
    agent.post(conversation, AGENTS_WORDS).await;
    agent.note(conversation, NOTE).await.unwrap();
    let over_http = over_http(&program, &visitor).await;
    refusals(&program, &mut visitor, &mut agent).await;
    let mut somebody = come_from_afar(&program).await;
    let (known, identified) =
        identity::identifies(&program, &office, &mut somebody, &mut agent, QUERY).await;
    told::waits_for_an_answer(&office, &mut agent, somebody, known).await;
    let (code, guess) = leaves_a_message(&program, &office, &mut agent).await;
    keeps_out(&program, &mut agent, conversation).await;
    agent.close(conversation, Outcome::Solved).await.unwrap();
    exits_and_rates(&program).await;
    visitor
        .socket
        .say_text(&format!("{{\"{REFUSED_WORDS}\""))
        .await;

    let (_, cookie) = agent.cookie.split_once('=').unwrap();
    let canaries = [
        FIRST_WORDS,
        RESIDENTS_NAME,
        RESIDENTS_WORDS,
        AGENTS_WORDS,
        NOTE,
        OVER_HTTP,
        REFUSED_WORDS,
        LEFT_WORDS,
        PHONE,
        EMAIL,
        REFUSED_EMAIL,
        &code.0,
        &code.grouped(),
        &guess.0,
        WRONG_PASSWORD,
        ADDRESS,
        QUERY,
        &visitor.secret.0,
        &over_http.0,
        &password,
        cookie,
    ];
    let identified: Vec<_> = identified.iter().map(String::as_str).collect();
    let canaries = [canaries.as_slice(), &identified].concat();
    program.tell("advance 150s");
    told::search_all(&office, &canaries).await;
    let metrics = program.get("/metrics").send().await.text().to_owned();
    search(
        "the figures",
        metrics.as_bytes(),
        &canaries,
        "juttu_stored_events_total",
    );
    search("the log", program.log().as_bytes(), &canaries, "request");
    let told = [EXIT_KEY, RATE_KEY, "\"exited\"", "\"rated\"", "\"partly\""];
    search("the log", program.log().as_bytes(), &told, "request");
    // While it runs: the newest words are in the write-ahead log alone.
    search_files(folder.path(), &canaries);

    let log = folder.path().join("log");
    program.terminate();
    let (status, rest) = program.ended().await;
    assert!(status.success() && rest.is_empty());
    search(
        "the log",
        &std::fs::read(log).unwrap(),
        &canaries,
        "stopped",
    );
    search_files(folder.path(), &canaries);
}

/// A visitor behind the proxy.
async fn come_from_afar(relay: &Doors) -> Visitor {
    let path = format!("/api/v1/socket?service={SERVICE}");
    let headers = [("origin", relay.origin()), ("x-forwarded-for", ADDRESS)];
    let socket = Socket::open(relay.public, &path, &headers).await.unwrap();
    Visitor::greet(socket, SERVICE, new_secret(), 0).await
}

/// The same session without a socket, and another one of its own.
async fn over_http(relay: &Doors, visitor: &Visitor) -> juttu_shared::id::Secret {
    let post = serde_json::json!({
        "post": { "client_key": new_key(), "text": OVER_HTTP }
    });
    let other = new_secret();
    for (secret, status) in [(&visitor.secret, 200), (&other, 200)] {
        let path = format!("/api/v1/commands?service={SERVICE}");
        let ask = relay
            .post(&path)
            .header("x-forwarded-for", ADDRESS)
            .json(&post);
        let bearer = format!("Bearer {}", secret.0);
        let answer = ask.header("authorization", &bearer).send().await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.text().contains(OVER_HTTP), *secret == visitor.secret);
    }
    other
}

/// A message with contact details, which the agent opens, and its code, used elsewhere; and a code
/// that opens nothing.
async fn leaves_a_message(
    relay: &Doors,
    office: &Office,
    agent: &mut Agent,
) -> (PickUpCode, PickUpCode) {
    let mut visitor = come_from_afar(relay).await;
    let refused = Leave {
        email: Some(REFUSED_EMAIL.to_owned()),
        ..leave(Some(LEFT_WORDS))
    };
    visitor.try_leave(refused).await.unwrap_err();
    let sent = Leave {
        phone: Some(Phone {
            number: PHONE.to_owned(),
            safe_to_call: true,
        }),
        email: Some(EMAIL.to_owned()),
        ..leave(Some(LEFT_WORDS))
    };
    let left = visitor.try_leave(sent.clone()).await.unwrap();
    told::staff(office, 4).await;
    agent.claim(left.conversation).await.unwrap();
    let contact = agent.open_contact(left.conversation).await.unwrap();
    assert_eq!(contact.email.as_deref(), Some(EMAIL));
    agent.post(left.conversation, AGENTS_WORDS).await;
    let mut elsewhere = come_from_afar(relay).await;
    let guess = new_code();
    elsewhere.redeem(&guess).await.unwrap_err();
    elsewhere.redeem(&sent.code).await.unwrap();
    (sent.code, guess)
}

/// The resident's network is kept out for a while.
async fn keeps_out(relay: &Doors, agent: &mut Agent, conversation: ConversationId) {
    for (minutes, is_blocked) in [(15, true), (0, false)] {
        let client_key = new_key();
        let block = serde_json::json!({ "block": {
            "conversation": conversation, "client_key": client_key, "minutes": minutes
        } });
        agent.socket.say(&block).await;
        let is_it = |event: &StaffEvent| event.client_key.as_ref() == Some(&client_key);
        agent
            .until(|message| match message {
                ServerMessage::StaffEvent(event) => is_it(&event).then_some(()),
                ServerMessage::Refused(refused) => panic!("{refused:?}"),
                _ => None,
            })
            .await;
        let mut visitor = come_from_afar(relay).await;
        let opened = visitor.try_open(new_key(), FIRST_WORDS);
        assert_eq!(opened.await.is_err(), is_blocked);
    }
}

/// One who leaves in a hurry, and one who says whether it helped. That they did is in no line of the
/// log: nobody who reads it may learn who had to flee.
async fn exits_and_rates(relay: &Doors) {
    let mut visitor = come_from_afar(relay).await;
    visitor.open(FIRST_WORDS).await;
    let path = format!("/api/v1/commands?service={SERVICE}");
    let bearer = format!("Bearer {}", visitor.secret.0);
    let exit = serde_json::json!({ "exit": { "client_key": EXIT_KEY } });
    let ask = relay
        .post(&path)
        .header("x-forwarded-for", ADDRESS)
        .json(&exit);
    let answer = ask.header("authorization", &bearer).send().await;
    assert!(answer.text().contains("exited"), "{}", answer.text());
    let mut visitor = come_from_afar(relay).await;
    visitor.open(FIRST_WORDS).await;
    visitor.close().await;
    let rate = serde_json::json!({ "rate": { "client_key": RATE_KEY, "helped": "partly" } });
    visitor.socket.say(&rate).await;
    visitor
        .acknowledged(&ClientKey(RATE_KEY.into()))
        .await
        .unwrap();
}

/// What is refused must not be told on either.
async fn refusals(relay: &Doors, visitor: &mut Visitor, agent: &mut Agent) {
    let wrong = serde_json::json!({ "name": RESIDENTS_NAME, "password": WRONG_PASSWORD });
    let ask = relay.post_desk("/desk/api/sign-in").json(&wrong);
    assert_eq!(
        ask.header("x-forwarded-for", ADDRESS).send().await.status,
        401
    );
    let token = serde_json::json!({ "token": QUERY, "password": WRONG_PASSWORD });
    let ask = relay.post_desk("/desk/api/set-password").json(&token);
    assert_eq!(ask.send().await.status, 409);
    for path in [
        format!("/api/v1/services/{SERVICE}?lang=fi&{QUERY}={QUERY}"),
        format!("/api/v1/poll?service={QUERY}&after=1"),
        format!("/{QUERY}/{QUERY}?{QUERY}"),
    ] {
        relay
            .get(&path)
            .header("x-forwarded-for", ADDRESS)
            .send()
            .await;
    }
    let broken = format!("{{\"post\":{{\"text\":\"{REFUSED_WORDS}\"}}}}");
    visitor.socket.say_text(&broken).await;
    visitor.refused().await;
    agent.socket.say_text(&broken).await;
    agent.refused().await;
}

fn search_files(folder: &Path, canaries: &[&str]) {
    let data = folder.join("data");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.display().to_string();
        search(&name, &bytes, canaries, "");
        all.extend(bytes);
    }
    // The search finds what is there: the agent's own name is no secret of a resident's.
    search("the database", &all, canaries, "Maria");
    search("the database", &all, canaries, SERVICE);
}

/// Fails when one of the canaries is there, or when `control`, which must be, is not.
fn search(place: &str, bytes: &[u8], canaries: &[&str], control: &str) {
    let is_in = |words: &str| {
        let words = words.as_bytes();
        words.is_empty() || bytes.windows(words.len()).any(|window| window == words)
    };
    assert!(
        is_in(control),
        "{control:?} is not in {place}: the search is blind"
    );
    for canary in canaries {
        let escaped = canary.escape_default().to_string();
        assert!(
            !is_in(canary) && !is_in(&escaped),
            "{canary:?} is in {place}"
        );
    }
}
