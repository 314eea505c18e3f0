//! Every way that an identification can go, and what it leaves: nothing in the log, the figures or the
//! files of those who walked it, nor anything of them with whoever did not open it.

use std::path::Path;

use juttu_shared::id::{ConversationId, IdentityId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{self, Act, OpenIdentity};
use juttu_shared::wire::v1::event::{FailureCause, Kind, StaffKind};
use juttu_shared::wire::v1::visitor::{ClientMessage, Reopen, ServerMessage};
use tempfile::TempDir;

use super::actors::{
    Browser, ask, brought_back, completed, fields, is_refused, onward, prove, query, stray,
    ticket_in, with_query,
};
use crate::harness::{Agent, OTHER_SERVICE, Program, SERVICE, Visitor, leave, new_key};

/// How the log is told to say everything.
const EVERYTHING: &str = "trace,tungstenite::protocol=trace,hyper::proto=trace";
/// What every token begins with.
const TOKEN: &str = "eyJhbGciOi";
/// What the address of the page says of what somebody looks for.
const PAGE: &str = "sivu=kanarianlintu";

/// One walk after the other, and what must stand nowhere.
struct Walks {
    relay: Program,
    agent: Agent,
    secrets: Vec<String>,
}

impl Walks {
    /// From the chat's link to the callback's address. Gives that, and the browser.
    async fn until_callback(
        &mut self,
        visitor: &mut Visitor,
        request: Option<u64>,
        choice: &str,
    ) -> (Browser, String) {
        let page = format!("{}/demo/{}?{PAGE}", self.relay.origin(), visitor.service);
        let url = ticket_in(visitor, request, "fi", &page).await.unwrap();
        let mut browser = Browser::new(&self.relay);
        let referer = format!("{}/", self.relay.origin());
        let start = browser.get(&url, &[("referer", &referer)]).await;
        assert_eq!(start.status, 200, "{}", start.text());
        let values = fields(start.text()).into_iter();
        let single = values.filter(|(name, _)| name == "ticket" || name == "token");
        self.secrets.extend(single.map(|(_, value)| value));
        self.keep_cookie(&browser);
        let away = onward(&browser.go_on(&start).await);
        self.keep_cookie(&browser);
        self.secrets.extend(query(&away, "request"));
        let callback = browser.choose(&away, choice).await;
        for name in ["code", "state"] {
            self.secrets.extend(query(&callback, name));
        }
        (browser, callback)
    }

    /// The whole walk. Gives the result.
    async fn walk(&mut self, visitor: &mut Visitor, request: Option<u64>, choice: &str) -> String {
        let (mut browser, callback) = self.until_callback(visitor, request, choice).await;
        let (_, result) = brought_back(&browser.follow(&callback).await);
        self.secrets.push(result.clone());
        result
    }

    fn keep_cookie(&mut self, browser: &Browser) {
        let cookie = browser.cookie();
        let value = cookie.split_once('=').map(|(_, value)| value.to_owned());
        self.secrets.extend(value);
    }

    async fn hears_failed(&mut self) -> FailureCause {
        let told = self.agent.until(|told| match told {
            agent::ServerMessage::Event(event) => match event.kind {
                Kind::IdentificationFailed(failed) => Some(failed.cause),
                Kind::IdentificationCompleted(_) => panic!("identified"),
                _ => None,
            },
            _ => None,
        });
        told.await
    }

    /// The professional opens who it is. What that is must stand nowhere else.
    async fn opens(&mut self, conversation: ConversationId, identity: IdentityId, code: &str) {
        let opening = || OpenIdentity {
            conversation,
            client_key: new_key(),
            identity,
            why: Some("Sijaistan".to_owned()),
        };
        let open = agent::ClientMessage::OpenIdentity(opening());
        let opened = self.agent.command(&open).await.unwrap();
        let agent::ServerMessage::Identity(person) = opened else {
            panic!("{opened:?}");
        };
        let open = agent::ClientMessage::OpenPersonalCode(opening());
        let opened = self.agent.command(&open).await.unwrap();
        let agent::ServerMessage::PersonalCode(opened) = opened else {
            panic!("{opened:?}");
        };
        assert_eq!(opened.code, code);
        let names = [Some(person.name), person.family_name, person.given_names];
        self.secrets.extend(names.into_iter().flatten());
        self.secrets.push(opened.code);
    }

    /// Whoever has no socket hears the same, and no name either.
    async fn poll(&self, visitor: &Visitor, conversation: ConversationId) {
        let path = format!("/api/v1/poll?service={}&after=0", visitor.service);
        let bearer = format!("Bearer {}", visitor.secret.0);
        let ask = self.relay.get(&path).header("authorization", &bearer);
        let resident = ask.send().await.text().to_owned();
        let have = serde_json::json!({ "have": [] });
        let ask = self.relay.post_desk("/desk/api/poll").json(&have);
        let desk = ask.header("cookie", &self.agent.cookie).send().await;
        assert_eq!(desk.status, 200, "{}", desk.text());
        let number = conversation.0.to_string();
        for (told, control) in [
            (resident.as_str(), "identification_completed"),
            (desk.text(), number.as_str()),
        ] {
            search("what is polled", told.as_bytes(), &self.secrets, control);
        }
    }

    /// Nothing is in what the relay keeps and tells.
    async fn search(&self, folder: &Path) {
        let figures = self.relay.get("/metrics").send().await;
        let control = "juttu_stored_events_total";
        let figures = figures.text().as_bytes();
        search("the figures", figures, &self.secrets, control);
        let log = self.relay.log();
        search("the log", log.as_bytes(), &self.secrets, "/ident/callback");
        let mut all = Vec::new();
        for entry in std::fs::read_dir(folder.join("data")).unwrap() {
            all.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        search("the files", &all, &self.secrets, SERVICE);
    }
}

/// Fails when one of the secrets is there, or when `control`, which must be, is not.
fn search(place: &str, bytes: &[u8], secrets: &[String], control: &str) {
    let holds = |words: &str| {
        let words = words.as_bytes();
        bytes.windows(words.len()).any(|window| window == words)
    };
    assert!(holds(control), "{control:?} is not in {place}");
    for secret in secrets {
        assert!(secret.len() > 3, "{secret:?} is in everything");
        let escaped = secret.escape_default().to_string();
        let is_in = holds(secret) || holds(&escaped);
        assert!(!is_in, "{secret:?} is in {place}");
    }
}

#[tokio::test]
async fn whichever_way_it_goes_nothing_of_it_is_told() {
    let folder = TempDir::new().unwrap();
    let relay = Program::demo(folder.path(), &[], &[("RUST_LOG", EVERYTHING)]).await;
    let password = relay.password("Maria");
    let agent = Agent::come(&relay, "Maria", &password).await;
    let secrets = vec![TOKEN.to_owned(), "kanarianlintu".to_owned()];
    let mut walks = Walks {
        relay,
        agent,
        secrets,
    };
    let mut visitor = walks.relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let conversation = walks.agent.waiting().await.conversation;
    walks.agent.claim(conversation).await.unwrap();
    let asked = Some(ask(&mut walks.agent, conversation).await.seq);

    comes_to_nothing(&mut walks, &mut visitor, asked).await;
    two_people(&mut walks, &mut visitor, asked, conversation).await;
    comes_back(&mut walks).await;
    assert!(walks.secrets.len() > 60, "{}", walks.secrets.len());
    walks.search(folder.path()).await;

    // What has run out, and what was forgotten.
    let forget = agent::ClientMessage::ForgetIdentity(Act {
        conversation,
        client_key: new_key(),
    });
    walks.agent.command(&forget).await.unwrap();
    let asked = Some(ask(&mut walks.agent, conversation).await.seq);
    walks.walk(&mut visitor, asked, "1").await;
    walks.until_callback(&mut visitor, asked, "0").await;
    walks.relay.tell("advance 1300s");
    let mut agent = walks.agent.again(&walks.relay, Vec::new()).await;
    std::mem::swap(&mut walks.agent, &mut agent);
    let failed = |visitor: &Visitor| {
        let kinds = visitor.events.iter().map(|event| &event.kind);
        let failed = kinds.filter(|kind| matches!(kind, Kind::IdentificationFailed(_)));
        failed.count()
    };
    let before = failed(&visitor);
    let mut visitor = walks.relay.visitor_again(&visitor).await;
    while failed(&visitor) <= before {
        visitor = walks.relay.visitor_again(&visitor).await;
        tokio::task::yield_now().await;
    }
    walks.search(folder.path()).await;
}

/// Broken off, refused, brought back by others.
async fn comes_to_nothing(walks: &mut Walks, visitor: &mut Visitor, asked: Option<u64>) {
    for (choice, cause, refusal) in [
        (
            "cancel",
            FailureCause::Cancelled,
            Refusal::IdentificationCancelled,
        ),
        (
            "down",
            FailureCause::Unavailable,
            Refusal::IdentificationFailed,
        ),
    ] {
        let result = walks.walk(visitor, asked, choice).await;
        assert_eq!(walks.hears_failed().await, cause);
        let refused = prove(visitor, &result).await.unwrap_err();
        assert_eq!(refused.code, refusal);
    }
    // A code that the bank does not know.
    let (mut browser, callback) = walks.until_callback(visitor, asked, "0").await;
    let changed = with_query(&callback, "code", "kanarianmuna");
    walks.secrets.push("kanarianmuna".to_owned());
    let (_, result) = brought_back(&browser.follow(&changed).await);
    walks.secrets.push(result);
    assert_eq!(walks.hears_failed().await, FailureCause::Rejected);
    // Another browser, another session, and a page with none.
    let (_, callback) = walks.until_callback(visitor, asked, "0").await;
    let page = Browser::new(&walks.relay).follow(&callback).await;
    assert_eq!(page.status, 403);
    assert_eq!(walks.hears_failed().await, FailureCause::Elsewhere);
    let result = walks.walk(visitor, asked, "0").await;
    let mut stranger = walks.relay.visitor(SERVICE).await;
    is_refused(&mut stranger, &result).await;
    assert_eq!(walks.hears_failed().await, FailureCause::Elsewhere);
    let result = walks.walk(visitor, asked, "0").await;
    let origin = walks.relay.origin().to_owned();
    assert_eq!(stray(&walks.relay, &origin, &result).await.status, 204);
    assert_eq!(walks.hears_failed().await, FailureCause::Elsewhere);
}

/// Somebody identifies, and then another person in the same conversation.
async fn two_people(
    walks: &mut Walks,
    visitor: &mut Visitor,
    asked: Option<u64>,
    conversation: ConversationId,
) {
    // Begun both, before there is anybody.
    let first = walks.walk(visitor, asked, "0").await;
    let second = walks.walk(visitor, asked, "1").await;
    prove(visitor, &first).await.unwrap();
    let done = completed(&visitor.events).unwrap();
    prove(visitor, &second).await.unwrap();
    let other = walks.agent.until(|told| match told {
        agent::ServerMessage::StaffEvent(event) => match event.kind {
            StaffKind::IdentityDiffers(differs) => Some(differs.identity),
            _ => None,
        },
        _ => None,
    });
    let other = other.await;
    walks
        .opens(conversation, done.identity, "210281-9988")
        .await;
    walks.opens(conversation, other, "010170-999R").await;
    let heard = serde_json::to_string(&visitor.events).unwrap();
    let control = "identification_completed";
    search(
        "what the resident heard",
        heard.as_bytes(),
        &walks.secrets,
        control,
    );
    walks.poll(visitor, conversation).await;
}

/// One who left a request after identifying, and reads it again as the same person.
async fn comes_back(walks: &mut Walks) {
    let mut visitor = walks.relay.visitor(OTHER_SERVICE).await;
    let result = walks.walk(&mut visitor, None, "0").await;
    prove(&mut visitor, &result).await.unwrap();
    let left = visitor.try_leave(leave(Some("Hei"))).await.unwrap();
    let mut later = walks.relay.visitor(OTHER_SERVICE).await;
    let result = walks.walk(&mut later, None, "0").await;
    let proved = prove(&mut later, &result).await.unwrap();
    assert_eq!(proved.conversations[0].conversation, left.conversation);
    let reopen = ClientMessage::Reopen(Reopen {
        client_key: new_key(),
        conversation: left.conversation,
    });
    later.socket.say(&reopen).await;
    loop {
        match later.next().await {
            ServerMessage::Welcome(welcome) => {
                let told = serde_json::to_string(&welcome).unwrap();
                let control = "identification_completed";
                search("the welcome", told.as_bytes(), &walks.secrets, control);
                break;
            }
            ServerMessage::Refused(refused) => panic!("{refused:?}"),
            _ => {}
        }
    }
}
