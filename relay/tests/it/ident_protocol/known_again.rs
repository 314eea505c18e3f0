//! By what a person is known again, and that nothing makes one of two.

use juttu_relay::clock::Clock;
use juttu_relay::command::Giver;
use juttu_relay::ident::provider::Providers;
use juttu_relay::ident::{Fault, Kept, Person};
use juttu_relay::random::Random;
use juttu_relay::seal::SecretHash;
use juttu_relay::store::identities::{
    Beginning, COOKIE, Done, NewTicket, Proof, Proved, RESULT, Return, ReturnTo, STATE, TICKET,
    person_hash,
};
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::rules::state::Act;
use serde_json::{Value, json};

use super::faulty::Faulty;
use super::{Bench, HETU, PLAIN, wish};
use crate::harness::{NOW_MS, Relay, SERVICE, new_key};

const CODE: &str = "urn:oid:1.2.246.21";
const LASTS: &str = "urn:oid:1.2.246.22";

/// Who the provider says that it is, with these claims laid over the usual ones.
async fn person(claims: Value) -> Person {
    let profile = format!("{PLAIN}claims.persistent_id = [{LASTS:?}, \"satu\"]\n");
    let bench = Bench::start(&profile).await;
    bench.faulty.faults().claims = claims;
    bench.identify().await.unwrap()
}

/// A session that has proved to be this person, in its conversation if it has one.
async fn proves(
    relay: &Relay,
    number: u8,
    session: SecretHash,
    conversation: Option<ConversationId>,
    person: Person,
) -> Done {
    let (store, keyring) = (&relay.app.store, &relay.app.keyring);
    let hash = |purpose| keyring.hash(purpose, &number.to_string());
    let ticket = NewTicket {
        ticket: hash(TICKET),
        session,
        service: ServiceId(SERVICE.to_owned()),
        conversation,
        request: None,
        provider: "pankki".to_owned(),
        language: "fi".to_owned(),
        return_to: ReturnTo("https://www.example.fi/".to_owned()),
        until_ms: NOW_MS + 1_000,
    };
    store.add_ticket(ticket).await.unwrap();
    let beginning = Beginning {
        ticket: hash(TICKET),
        cookie: hash(COOKIE),
        state: hash(STATE),
        kept: Kept {
            state: "tila".to_owned(),
            nonce: "kerta".to_owned(),
            verifier: None,
            redirect_uri: super::BACK.to_owned(),
            begun_at_ms: NOW_MS,
        },
        now_ms: NOW_MS,
    };
    store.begin(beginning).await.unwrap().unwrap();
    let back = store.come_back(hash(STATE), Some(hash(COOKIE)), NOW_MS);
    let Return::Here(attempt, _) = back.await.unwrap() else {
        panic!("no attempt");
    };
    let pends = store.pend(attempt.id, person, hash(RESULT), NOW_MS);
    assert!(pends.await.unwrap());
    let proof = Proof {
        result: hash(RESULT),
        session,
        service: ServiceId(SERVICE.to_owned()),
        client_key: new_key(),
        may: Box::new(|head| Giver::Visitor.may(Act::Identify, head, NOW_MS)),
        now_ms: NOW_MS,
    };
    match store.prove(proof).await.unwrap() {
        Proved::Done(done) => *done,
        other => panic!("{other:?}"),
    }
}

/// How many conversations of one person the other is offered.
async fn offered(first: Value, second: Value) -> usize {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let session = relay.app.keyring.hash("session", &visitor.secret.0);
    let done = proves(&relay, 1, session, Some(id), person(first).await).await;
    assert!(done.appended.is_some());
    let other = relay.app.keyring.hash("session", "toinen");
    let done = proves(&relay, 2, other, None, person(second).await).await;
    done.kept.len()
}

#[tokio::test]
async fn what_is_no_code_makes_nobody_known_again() {
    let two = |said: &str| {
        let one = json!({ CODE: said, "name": "Aino" });
        (one, json!({ CODE: said, "name": "Veikko" }))
    };
    let (first, second) = two(HETU);
    assert_eq!(offered(first, second).await, 1, "one who comes again");
    let (first, second) = two("-");
    assert_eq!(offered(first, second).await, 0, "two without a code");
}

/// What is equal as far as a name may be long.
#[tokio::test]
async fn identifiers_that_begin_alike_are_two() {
    let one = |end: &str| json!({ CODE: null, LASTS: format!("{}{end}", "a".repeat(200)) });
    assert_eq!(offered(one("1"), one("2")).await, 0);
    assert_eq!(offered(one("1"), one("1")).await, 1, "one who comes again");
}

#[tokio::test]
async fn what_is_no_code_is_left_out() {
    let relay = Relay::start().await;
    for none in [
        "-",
        "0",
        "N/A",
        "FI/FI/123456",
        "210281-99889",
        "210281-998",
    ] {
        let nobody = person(json!({ CODE: none })).await;
        assert_eq!(nobody.personal_code, None, "{none}");
        let hash = person_hash(&relay.app.keyring, "pankki", &nobody);
        assert!(hash.is_none(), "{none}");
    }
    // Something that lasts counts all the same.
    let known = person(json!({ CODE: "-", LASTS: "10000001N" })).await;
    assert_eq!(known.persistent_id.as_deref(), Some("10000001N"));
}

/// To the letter, or not at all.
#[tokio::test]
async fn an_identifier_is_whole_or_left_out() {
    let lasting = async |said: Value| person(json!({ LASTS: said })).await.persistent_id;
    for whole in ["10000001N", " 1000 001", &"ä".repeat(1_000)] {
        assert_eq!(lasting(json!(whole)).await.as_deref(), Some(whole));
    }
    for none in ["", "          ", "-", "N/A", "unknown", "10000001\u{7}N"] {
        assert_eq!(lasting(json!(none)).await, None, "{none:?}");
    }
    assert_eq!(lasting(json!("a".repeat(1_001))).await, None);
    assert_eq!(lasting(json!(10_000_001)).await, None);
    let second = person(json!({ LASTS: "-", "satu": "10000001N" })).await;
    assert_eq!(second.persistent_id.as_deref(), Some("10000001N"));
}

/// Somebody of the staff.
async fn staff(claims: Value) -> Result<Person, Fault> {
    let faulty = Faulty::start().await;
    let issuer = faulty.issuer();
    let written = format!(
        "client_secret = \"salainen\"\n[sign_in.provider.entra]\nissuer = {issuer:?}\n\
         client_id = \"juttu\"\nname.fi = \"Organisaatio\"\nclient_secret = \"salainen\"\n\
         [sign_in.provider.entra.groups]\n\
         perhe = {{ role = \"agent\", services = [\"perhekeskus\"] }}\n"
    );
    let config = super::config(&issuer, &written);
    let clock = Clock::standing_at(NOW_MS);
    let providers = Providers::new(&config, &clock, &Random::System).unwrap();
    faulty.faults().claims = claims;
    let provider = providers.staff("entra").unwrap();
    let begun = provider.begin(&wish()).await.unwrap();
    let came_back = faulty.authorize(&begun.url);
    provider.finish(&begun.kept, &came_back).await
}

#[tokio::test]
async fn who_is_of_the_staff_is_known_to_the_letter() {
    let long = "s".repeat(255);
    for whole in [long.as_str(), " alussa", "lopussa "] {
        let person = staff(json!({ "sub": whole })).await.unwrap();
        assert_eq!(person.subject, whole);
    }
    let too_long = "s".repeat(1_001);
    for none in ["", "  ", "a\u{7}b", &too_long] {
        let refused = staff(json!({ "sub": none })).await;
        assert_eq!(refused.unwrap_err(), Fault::Rejected("sub"), "{none:?}");
    }
}

#[tokio::test]
async fn a_group_is_whole_or_left_out() {
    let long = "r".repeat(201);
    let said = json!([
        long,
        "r".repeat(1_001),
        "per\u{7}he",
        " perhe",
        "perhe",
        "",
        1
    ]);
    let person = staff(json!({ "groups": said })).await.unwrap();
    assert_eq!(person.groups, [long.as_str(), " perhe", "perhe"]);
    let person = staff(json!({ "groups": "per\u{7}he" })).await.unwrap();
    assert!(person.groups.is_empty());
}

/// An organisation's sign-in may be days old where nothing else is asked for.
#[tokio::test]
async fn staff_may_have_signed_in_long_before() {
    let old = json!({ "auth_time": NOW_MS / 1_000 - 10 * 24 * 3_600 });
    assert!(staff(old).await.is_ok());
}
