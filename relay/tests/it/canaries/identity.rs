//! Somebody who has left a request identifies at the demo's bank, and the professional opens who it is: everything on the way
//! that nobody but those two may know.

use juttu_shared::id::{ConversationId, ResultCode};
use juttu_shared::wire::v1::agent::{self, OpenIdentity, Post, ServerMessage};
use juttu_shared::wire::v1::event::{IdentificationCompleted, Kind};
use juttu_shared::wire::v1::visitor::{ClientMessage, Identify, Prove, ServerMessage as Told};

use super::told;
use crate::harness::{Agent, Answer, Ask, Doors, SERVICE, Visitor, new_key};
use crate::notify::office::Office;

/// What the professional wrote to the resident.
const REASON: &str = "Kanarian hakemus vaatii nimen";
/// What every token begins with: nothing that looks like one may be anywhere.
const TOKEN: &str = "eyJhbGciOi";

/// The conversation, and everything that must be found nowhere.
pub(super) async fn identifies(
    relay: &Doors,
    office: &Office,
    visitor: &mut Visitor,
    agent: &mut Agent,
    query: &str,
) -> (ConversationId, Vec<String>) {
    let sent = told::request();
    let code = sent.code.clone();
    visitor.try_leave(sent).await.unwrap();
    told::staff(office, 1).await;
    let conversation = agent.waiting().await.conversation;
    agent.claim(conversation).await.unwrap();
    let ask = agent::ClientMessage::AskIdentification(Post {
        conversation,
        client_key: new_key(),
        text: REASON.to_owned(),
    });
    let request = agent.does(&ask).await.seq;
    let url = ticket(relay, visitor, request, query).await;
    let mut secrets = vec![REASON.to_owned(), TOKEN.to_owned(), code.grouped(), code.0];
    let result = at_the_bank(relay, &url, &mut secrets).await;
    secrets.push(result.clone());
    let done = prove(visitor, &result).await;
    secrets.extend(opened(agent, conversation, &done).await);
    // Nobody's events hold any of it, but the reason and what is asked for on purpose.
    let events = serde_json::to_string(&visitor.events).unwrap();
    for secret in &secrets {
        assert!(secret == REASON || !events.contains(secret), "{secret}");
    }
    (conversation, secrets)
}

async fn ticket(relay: &Doors, visitor: &mut Visitor, request: u64, query: &str) -> String {
    let identify = Identify {
        client_key: new_key(),
        request: Some(request),
        provider: None,
        language: "fi".to_owned(),
        return_to: format!("{}/demo/{SERVICE}?{query}", relay.origin()),
    };
    visitor.socket.say(&ClientMessage::Identify(identify)).await;
    loop {
        match visitor.next().await {
            Told::Ticket(ticket) => return ticket.url,
            Told::Refused(refused) => panic!("{refused:?}"),
            _ => {}
        }
    }
}

/// The way of the browser, from the chat's link to the result that it brings back.
async fn at_the_bank(relay: &Doors, url: &str, secrets: &mut Vec<String>) -> String {
    let page = get(relay, url, "").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let start = fields(page.text());
    let values = start.iter().map(|(_, value)| value.clone());
    secrets.extend(values.filter(|value| value.len() > 40));
    let mut cookie = page.cookie();
    let away = post(relay, "/ident/start", &start, &cookie).await;
    assert_eq!(away.status, 200, "{}", away.text());
    secrets.extend(value(&cookie));
    cookie = away.cookie();
    secrets.extend(value(&cookie));
    let (_, rest) = away.text().split_once("content=\"0; url=").unwrap();
    let bank = rest.split_once('"').unwrap().0.replace("&amp;", "&");
    let page = get(relay, &bank, "").await;
    let mut choice = fields(page.text());
    choice.push(("choice".to_owned(), "0".to_owned()));
    let back = post(relay, "/demo/bank/authorize", &choice, "").await;
    let callback = back.header("location").to_owned();
    let (_, pairs) = callback.split_once('?').unwrap();
    for pair in pairs.split('&') {
        match pair.split_once('=').unwrap() {
            ("iss", _) => {}
            (_, said) => secrets.push(said.to_owned()),
        }
    }
    let back = get(relay, &callback, &cookie).await;
    assert_eq!(back.status, 200, "{}", back.text());
    let (_, rest) = back.text().split_once("#juttu-result=").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

async fn prove(visitor: &mut Visitor, result: &str) -> IdentificationCompleted {
    let client_key = new_key();
    let prove = Prove {
        client_key: client_key.clone(),
        result: ResultCode(result.to_owned()),
    };
    visitor.socket.say(&ClientMessage::Prove(prove)).await;
    let event = visitor.acknowledged(&client_key).await.unwrap();
    match event.kind {
        Kind::IdentificationCompleted(done) => done,
        other => panic!("{other:?}"),
    }
}

/// The professional opens it. Gives the names and the code.
async fn opened(
    agent: &mut Agent,
    conversation: ConversationId,
    done: &IdentificationCompleted,
) -> Vec<String> {
    let opening = || OpenIdentity {
        conversation,
        client_key: new_key(),
        identity: done.identity,
        why: None,
    };
    let open = agent::ClientMessage::OpenIdentity(opening());
    let ServerMessage::Identity(identity) = agent.command(&open).await.unwrap() else {
        panic!("no identity");
    };
    let open = agent::ClientMessage::OpenPersonalCode(opening());
    let ServerMessage::PersonalCode(code) = agent.command(&open).await.unwrap() else {
        panic!("no code");
    };
    assert_eq!(code.code.len(), 11);
    let names = [identity.family_name, identity.given_names];
    let mut secrets = vec![identity.name, code.code];
    secrets.extend(names.into_iter().flatten());
    assert!(secrets.iter().all(|secret| secret.len() > 3), "{secrets:?}");
    secrets
}

async fn get(relay: &Doors, url: &str, cookie: &str) -> Answer {
    let path = url.strip_prefix(relay.origin()).unwrap_or(url);
    let referer = format!("{}/", relay.origin());
    let ask = Ask::new(relay.public, "GET", path).header("referer", &referer);
    match cookie {
        "" => ask.send().await,
        cookie => ask.header("cookie", cookie).send().await,
    }
}

async fn post(relay: &Doors, path: &str, fields: &[(String, String)], cookie: &str) -> Answer {
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, it)| format!("{name}={it}"))
        .collect();
    let ask = Ask::new(relay.public, "POST", path)
        .header("origin", relay.origin())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie);
    ask.bytes(pairs.join("&")).send().await
}

/// What stands in the hidden fields of a page.
fn fields(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs = inputs.map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"").unwrap();
        let (value, _) = rest.split_once('"').unwrap();
        (name.to_owned(), value.to_owned())
    });
    pairs.collect()
}

fn value(cookie: &str) -> Option<String> {
    let (_, value) = cookie.split_once('=')?;
    Some(value.to_owned()).filter(|value| !value.is_empty())
}
