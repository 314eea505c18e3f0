//! What identifies stays shut to a password alone, whichever service it comes to.

mod told;

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{ClientMessage, Transfer, TransferTo};
use juttu_shared::wire::v1::desk::Polled;
use serde_json::json;

use super::{serving, serving_relay, with_second_factor};
use crate::audit::actors::{aino, identify};
use crate::harness::{Agent, Answer, OTHER_SERVICE, Relay, SERVICE, Setup, consult, look, new_key};

async fn poll(relay: &Relay, agent: &Agent, asked: &serde_json::Value) -> Answer {
    let ask = relay.post_desk("/desk/api/poll?lang=fi").json(asked);
    ask.header("cookie", &agent.cookie).send().await
}

/// How far one who polls has been told by now.
async fn seen(relay: &Relay, agent: &Agent) -> String {
    let answer = poll(relay, agent, &json!({ "have": [] })).await;
    let parts = answer.json::<Vec<Polled>>().into_iter();
    let mut seen = parts.filter_map(|part| match part {
        Polled::Seen { seen } => Some(seen),
        Polled::Told(_) => None,
    });
    seen.next_back().unwrap()
}

/// That an agent is shown nothing of a conversation that waits, neither by socket nor by poll, and can
/// neither take it nor read it.
async fn assert_shut(
    relay: &Relay,
    agent: &mut Agent,
    id: ConversationId,
    (service, seen): (&str, &str),
) {
    let told = format!("{:?}", agent.everything().await);
    assert!(!told.contains("Salaisuus"), "{told}");
    let again = agent.again(relay, Vec::new()).await;
    assert!(again.welcome.waiting.is_empty());
    // What is open to it is told meanwhile.
    relay.visitor(service).await.open("Hei").await;
    for asked in [json!({ "have": [] }), json!({ "have": [], "seen": seen })] {
        let answer = poll(relay, agent, &asked).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.text().contains("Salaisuus"), "{asked}");
    }
    let refused = agent.claim(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let refused = agent.command(&look(id, Some("syy"))).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
}

#[tokio::test]
async fn one_that_came_by_a_locked_door_is_locked_in_every_queue() {
    let relay = serving_relay().await;
    let mut jukka = with_second_factor(&relay, "Jukka").await;
    let mut maria = relay.agent_of("Maria", &[OTHER_SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    jukka.claim(id).await.unwrap();
    let seen = seen(&relay, &maria).await;
    let hand_on = ClientMessage::Transfer(Transfer {
        conversation: id,
        client_key: new_key(),
        to: TransferTo::Queue(ServiceId(OTHER_SERVICE.to_owned())),
        note: None,
    });
    jukka.command(&hand_on).await.unwrap();
    assert_shut(&relay, &mut maria, id, (OTHER_SERVICE, &seen)).await;
    // Whoever has a second factor is shown it, and takes it.
    assert_eq!(
        jukka.again(&relay, Vec::new()).await.welcome.waiting.len(),
        2
    );
    jukka.claim(id).await.unwrap();
    let asks = consult(id, maria.id(), "Mitä sanot?");
    let refused = jukka.command(&asks).await.unwrap_err();
    assert_eq!(refused.code, Refusal::ColleagueAway);
}

/// As when a service identified residents until the configuration was changed.
#[tokio::test]
async fn one_whose_resident_has_identified_is_locked_in_a_service_that_identifies_nobody() {
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
    let mut jukka = with_second_factor(&relay, "Jukka").await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    assert_eq!(maria.waiting().await.conversation, id);
    jukka.claim(id).await.unwrap();
    identify(&relay.app, &mut visitor, id, None, aino()).await;
    let seen = seen(&relay, &maria).await;
    let put_back = ClientMessage::Transfer(Transfer {
        conversation: id,
        client_key: new_key(),
        to: TransferTo::Queue(ServiceId(SERVICE.to_owned())),
        note: None,
    });
    let _ = maria.everything().await;
    jukka.command(&put_back).await.unwrap();
    assert_shut(&relay, &mut maria, id, (SERVICE, &seen)).await;
    assert_eq!(
        jukka.again(&relay, Vec::new()).await.welcome.waiting.len(),
        2
    );
}
