//! What a password alone does not open: the services that residents identify in.

mod found;
mod handed_on;

use juttu_relay::sign_in::account;
use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{
    ClientMessage, Find, ServerMessage, Transfer, TransferTo, Welcome,
};
use juttu_shared::wire::v1::desk::Polled;
use juttu_shared::wire::v1::public::{Availability, ServiceState};
use serde_json::json;

use super::{identifying, serving, sign_in, start};
use crate::harness::{
    Agent, OTHER_SERVICE, PASSWORD, Relay, SERVICE, Setup, bring_in, consult, look, new_key,
};

const STEP_MS: i64 = 30_000;
const BOTH: [&str; 2] = [SERVICE, OTHER_SERVICE];

async fn serving_relay() -> Relay {
    let setup = Setup {
        adjust: serving,
        ..Setup::with(&[])
    };
    Relay::start_with(setup).await
}

fn ids(named: &[juttu_shared::wire::v1::agent::ServiceName]) -> Vec<&str> {
    named.iter().map(|named| named.id.0.as_str()).collect()
}

/// One who has signed in with a password and a second factor.
async fn with_second_factor(relay: &Relay, name: &str) -> Agent {
    relay.add_agent(name, Role::Agent, &BOTH).await;
    let cookie = relay.sign_in(name).await;
    relay.set_up_second_factor(&cookie).await;
    Agent::come_with(relay, name, cookie, Vec::new()).await
}

/// The conversations that a search without a wish finds.
async fn found(agent: &mut Agent) -> Vec<ConversationId> {
    let find = Find {
        client_key: new_key(),
        service: None,
        reference: None,
        before: None,
    };
    let answer = agent.command(&ClientMessage::Find(find)).await;
    let ServerMessage::Found(found) = answer.unwrap() else {
        panic!("no answer to a search");
    };
    let rows = found.rows.into_iter();
    rows.map(|row| row.conversation).collect()
}

async fn availability(relay: &Relay, service: &str) -> Availability {
    let asked = relay.get(&format!("/api/v1/services/{service}"));
    let state: ServiceState = asked.send().await.json();
    state.availability
}

#[tokio::test]
async fn a_password_alone_is_told_what_is_locked() {
    let relay = serving_relay().await;
    relay.add_agent("Maria", Role::Agent, &BOTH).await;
    let cookie = relay.sign_in("Maria").await;
    let me = start(&relay, &cookie).await.me.unwrap();
    assert_eq!(ids(&me.services), [OTHER_SERVICE]);
    assert_eq!(ids(&me.locked), [SERVICE]);
    // Somebody else's conversation can be handed to it all the same.
    assert_eq!(ids(&me.elsewhere), [SERVICE]);
    relay.set_up_second_factor(&cookie).await;
    let me = start(&relay, &cookie).await.me.unwrap();
    let mut own = ids(&me.services);
    own.sort_unstable();
    assert_eq!(own, [OTHER_SERVICE, SERVICE]);
    assert!(me.locked.is_empty() && me.elsewhere.is_empty());
    assert!(
        me.services
            .iter()
            .all(|it| it.identifies == (it.id.0 == SERVICE))
    );
}

#[tokio::test]
async fn a_service_that_identifies_nobody_is_open_to_a_password() {
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
    let maria = relay.agent("Maria").await;
    assert_eq!(maria.welcome.me.services.len(), 2);
    assert!(maria.welcome.me.locked.is_empty());
}

#[tokio::test]
async fn the_demos_accounts_are_let_in_everywhere() {
    let setup = Setup {
        adjust: identifying,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    let maria = relay.agent("Maria").await;
    assert_eq!(maria.welcome.me.services.len(), 2);
    assert!(maria.welcome.me.locked.is_empty());
}

#[tokio::test]
async fn the_socket_shows_and_takes_nothing_of_a_locked_service() {
    let relay = serving_relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    let mut maria = relay.agent("Maria").await;
    let welcome = &maria.welcome;
    assert!(welcome.waiting.is_empty() && welcome.mine.is_empty());
    let present: Vec<_> = welcome
        .presence
        .iter()
        .map(|it| it.service.0.as_str())
        .collect();
    assert_eq!(present, [OTHER_SERVICE]);
    let refused = maria.claim(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let refused = maria.command(&look(id, Some("syy"))).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    maria.present(SERVICE, true).await;
    maria.ping().await;
    assert_eq!(availability(&relay, SERVICE).await, Availability::Nobody);
    maria.present(OTHER_SERVICE, true).await;
    maria.ping().await;
    assert_eq!(
        availability(&relay, OTHER_SERVICE).await,
        Availability::Open
    );
    // Nothing comes of those who come later, while the other service's do.
    let mut second = relay.visitor(SERVICE).await;
    second.open("Toinen salaisuus").await;
    let mut other = relay.visitor(OTHER_SERVICE).await;
    other.open("Hei").await;
    assert_eq!(maria.waiting().await.service.0, OTHER_SERVICE);
}

#[tokio::test]
async fn a_supervisor_finds_nothing_of_a_locked_service() {
    let relay = serving_relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    let mut anna = relay.staff("Anna", Role::Supervisor, &BOTH).await;
    assert_eq!(found(&mut anna).await, []);
    let refused = anna.command(&look(id, Some("syy"))).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let hours = format!("/desk/api/hours?service={SERVICE}");
    let hours = relay
        .get_desk(&hours)
        .header("cookie", &anna.cookie)
        .send()
        .await;
    assert_eq!(hours.problem().code, Refusal::NoService);
}

#[tokio::test]
async fn the_poll_shows_and_takes_nothing_either() {
    let relay = serving_relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    relay.add_agent("Maria", Role::Agent, &BOTH).await;
    let cookie = relay.sign_in("Maria").await;
    let poll = relay
        .post_desk("/desk/api/poll?lang=fi")
        .header("cookie", &cookie);
    let answer = poll.json(&json!({ "have": [] })).send().await;
    assert!(!answer.text().contains("Salaisuus"));
    let welcome: Vec<Polled> = answer.json();
    let welcome = welcome.into_iter().find_map(|part| match part {
        Polled::Told(told) => match *told {
            ServerMessage::Welcome(welcome) => Some(welcome),
            _ => None,
        },
        Polled::Seen { .. } => None,
    });
    let Welcome { waiting, me, .. } = welcome.unwrap();
    assert!(waiting.is_empty());
    assert_eq!(ids(&me.locked), [SERVICE]);
    let claim = json!({ "claim": { "conversation": id, "client_key": new_key() } });
    let ask = relay.post_desk("/desk/api/commands?lang=fi").json(&claim);
    let answer = ask.header("cookie", &cookie).send().await;
    assert!(
        answer.text().contains("\"no_conversation\""),
        "{}",
        answer.text()
    );
}

/// Somebody took a conversation, lost the telephone, and comes back with the password alone.
#[tokio::test]
async fn whoever_takes_part_reads_nothing_by_a_password_alone() {
    let relay = serving_relay().await;
    let mut maria = with_second_factor(&relay, "Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    maria.claim(id).await.unwrap();
    assert_eq!(found(&mut maria).await, [id]);
    let (store, now_ms) = (relay.app.store.as_ref(), relay.clock().now_ms());
    let reset = account::reset_second_factor(store, "Maria", now_ms).await;
    reset.unwrap();

    let mut again = Agent::come(&relay, "Maria", PASSWORD).await;
    assert!(again.welcome.mine.is_empty());
    assert_eq!(found(&mut again).await, []);
    let refused = again.try_post(id, new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let refused = again.open_contact(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let have = json!([{ "conversation": id, "last_seq": 0, "last_staff_seq": 0 }]);
    let poll = relay
        .post_desk("/desk/api/poll?lang=fi")
        .header("cookie", &again.cookie);
    let answer = poll.json(&json!({ "have": have })).send().await;
    assert!(!answer.text().contains("Salaisuus"), "{}", answer.text());
    // What is written now comes to nobody by it.
    visitor.post("Toinen salaisuus").await;
    let told = format!("{:?}", again.everything().await);
    assert!(!told.contains("Toinen salaisuus"), "{told}");
}

#[tokio::test]
async fn nothing_is_handed_to_one_who_would_not_see_it() {
    let relay = serving_relay().await;
    let mut jukka = with_second_factor(&relay, "Jukka").await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    jukka.claim(id).await.unwrap();
    let hand_to_maria = |maria: &Agent| {
        ClientMessage::Transfer(Transfer {
            conversation: id,
            client_key: new_key(),
            to: TransferTo::Agent(maria.id()),
            note: None,
        })
    };
    for asked in [
        hand_to_maria(&maria),
        bring_in(id, maria.id()),
        consult(id, maria.id(), "Mitä sanot?"),
    ] {
        let refused = jukka.command(&asked).await.unwrap_err();
        assert_eq!(refused.code, Refusal::ColleagueAway);
    }
    let told = format!("{:?}", maria.everything().await);
    assert!(!told.contains("Salaisuus") && !told.contains("Mitä sanot"));
    // Once she has a second factor, and her desk has connected again, she may be handed it.
    relay.set_up_second_factor(&maria.cookie).await;
    let mut maria = maria.again(&relay, Vec::new()).await;
    jukka.command(&hand_to_maria(&maria)).await.unwrap();
    assert_eq!(maria.mine().await.id, id);
}

#[tokio::test]
async fn signing_in_with_a_code_opens_everything() {
    let relay = serving_relay().await;
    relay.add_agent("Maria", Role::Agent, &BOTH).await;
    let cookie = relay.sign_in("Maria").await;
    let authenticator = relay.set_up_second_factor(&cookie).await;
    relay.clock().advance_ms(STEP_MS);
    let code = authenticator.code(relay.clock());
    let answer = sign_in(&relay, "Maria", Some(&code)).await;
    let relay = relay.restart().await;
    let me = start(&relay, &answer.cookie()).await.me.unwrap();
    assert_eq!(me.services.len(), 2);
}
