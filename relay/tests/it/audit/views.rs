//! What a view is, and that none is without its row.

use juttu_relay::store::audit::SAME_VIEW_MS;
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Have, ServerMessage};
use juttu_shared::wire::v1::desk::Poll;
use juttu_shared::wire::v1::visitor::{Leave, Phone};

use super::actors::{Scene, aino, identify, log, rows};
use crate::harness::{Agent, Locked, OTHER_SERVICE, Relay, SERVICE, leave, look, transfer};

async fn with_details(relay: &Relay) -> ConversationId {
    let mut visitor = relay.visitor(SERVICE).await;
    let left = visitor
        .try_leave(Leave {
            phone: Some(Phone {
                number: "040 555 1234".to_owned(),
                safe_to_call: true,
            }),
            ..leave(Some("Soittakaa"))
        })
        .await;
    left.unwrap().conversation
}

fn has(conversation: ConversationId, last_seq: u64) -> Vec<Have> {
    vec![Have {
        conversation,
        last_seq,
        last_staff_seq: 0,
    }]
}

#[tokio::test]
async fn what_tells_of_nobody_leaves_no_row() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    maria.again(&relay, Vec::new()).await;
    maria.command(&look(id, None)).await.unwrap();
    // One with a code but no details is nobody's either.
    let left = relay
        .visitor(SERVICE)
        .await
        .leave(Some("Ilman tietoja"))
        .await;
    maria.claim(left.conversation).await.unwrap();
    assert!(log(&relay).await.is_empty());
}

#[tokio::test]
async fn what_somebody_identified_wrote_stands_in_no_queue() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Asiani on salainen").await;
    let row = maria.waiting().await;
    assert_eq!(row.first_words, "Asiani on salainen");
    let id = row.conversation;
    identify(&relay.app, &mut visitor, id, None, aino()).await;
    let row = maria.waiting().await;
    assert_eq!((row.identified, row.first_words.as_str()), (true, ""));
    let jukka = relay.agent("Jukka").await;
    assert_eq!(jukka.welcome.waiting[0].first_words, "");
    // Nor as a relay finds it that starts.
    let service = |id: &str| vec![ServiceId(id.to_owned())];
    let found = relay.app.store.waiting(service(SERVICE)).await.unwrap();
    assert_eq!(
        (found[0].conversation, found[0].first_words.as_str()),
        (id, "")
    );
    assert!(log(&relay).await.is_empty(), "nobody has seen anything");
    // Whoever takes it reads it, and is written down; and it waits for others as it did.
    let mine = maria.claim(id).await.unwrap();
    let told = serde_json::to_string(&mine.events).unwrap();
    assert!(told.contains("Asiani on salainen"));
    assert_eq!(log(&relay).await, ["Maria conversation"]);
    let mut outi = relay.agent("Outi").await;
    let hands = transfer(id, OTHER_SERVICE, None);
    maria.command(&hands).await.unwrap();
    let row = outi.waiting().await;
    assert_eq!((row.conversation, row.first_words.as_str()), (id, ""));
}

#[tokio::test]
async fn one_desk_that_has_a_conversation_with_details_is_one_view() {
    let relay = Relay::start().await;
    let id = with_details(&relay).await;
    let mut maria = relay.agent("Maria").await;
    assert!(log(&relay).await.is_empty(), "the queue is no view");
    let mine = maria.claim(id).await.unwrap();
    let last_seq = mine.events.last().unwrap().seq;
    let seen = ["Maria conversation"];
    assert_eq!(log(&relay).await, seen);
    // Coming back with what is known, and another window in the same moment, are the same view.
    relay.clock().advance_ms(SAME_VIEW_MS);
    maria.again(&relay, has(id, last_seq)).await;
    assert_eq!(log(&relay).await, seen);
    // Anew from the beginning is another one.
    relay.clock().advance_ms(1);
    let again = maria.again(&relay, Vec::new()).await;
    assert_eq!(again.welcome.mine.len(), 1);
    assert_eq!(log(&relay).await, [seen[0], seen[0]]);
    maria.again(&relay, Vec::new()).await;
    assert_eq!(log(&relay).await.len(), 2, "two windows at once");
    relay.clock().advance_ms(SAME_VIEW_MS + 1);
    // And so is one of another past, which is told everything.
    let mut last = maria.again(&relay, has(id, 1_000)).await;
    assert_eq!(log(&relay).await.len(), 3);
    relay.clock().advance_ms(SAME_VIEW_MS + 1);
    last.command(&look(id, None)).await.unwrap();
    assert_eq!(log(&relay).await.len(), 4, "one's own looked up");
}

#[tokio::test]
async fn what_a_desk_says_that_it_has_is_not_believed_without_a_view_of_this_sign_in() {
    let relay = Relay::start().await;
    let id = with_details(&relay).await;
    let mut maria = relay.agent("Maria").await;
    maria.claim(id).await.unwrap();
    relay.clock().advance_ms(SAME_VIEW_MS + 1);
    let cookie = relay.sign_in("Maria").await;
    maria.cookie = cookie;
    let again = maria.again(&relay, has(id, 1)).await;
    assert!(!again.welcome.mine[0].events.is_empty());
    assert_eq!(log(&relay).await.len(), 2);
    maria.again(&relay, has(id, 1)).await;
    assert_eq!(log(&relay).await.len(), 2, "now there is one");
}

#[tokio::test]
async fn whoever_has_it_when_the_resident_identifies_is_written_down_with_whom() {
    let scene = Scene::begin().await;
    assert_eq!(scene.log().await, ["Maria held"]);
    let rows = scene.rows().await;
    let person = rows[0].person.unwrap();
    let expected =
        juttu_relay::store::identities::code_hash(&scene.relay.app.keyring, super::actors::CODE);
    assert_eq!(person, expected);
    assert_eq!(rows[0].role, juttu_shared::rules::state::Role::Agent);
    assert_eq!(rows[0].service.0, SERVICE);
    // It is the same view from then on, in this sign-in.
    scene.maria.again(&scene.relay, has(scene.id, 3)).await;
    assert_eq!(scene.log().await, ["Maria held"]);
    scene.relay.clock().advance_ms(SAME_VIEW_MS + 1);
    scene.maria.again(&scene.relay, Vec::new()).await;
    let rows = self::rows(&scene.relay).await;
    assert_eq!(
        (rows.len(), rows[1].what.as_str(), rows[1].person),
        (2, "conversation", Some(person))
    );
}

#[tokio::test]
async fn nothing_is_shown_while_its_row_cant_be_written_and_all_of_it_after() {
    let mut scene = Scene::begin().await;
    scene.relay.clock().advance_ms(SAME_VIEW_MS + 1);
    let relay = &scene.relay;
    let locked = Locked::database_of(relay);
    // One that comes back goes on: it was seen already.
    let resumed = scene.maria.again(relay, has(scene.id, 1)).await;
    assert_eq!(resumed.welcome.mine.len(), 1);
    let mut anew: Agent = scene.maria.again(relay, Vec::new()).await;
    assert!(anew.welcome.mine.is_empty());
    assert_eq!(anew.refused().await.code, Refusal::NotStored);
    let refused = scene.maria.command(&look(scene.id, None)).await;
    assert_eq!(refused.unwrap_err().code, Refusal::NotStored);
    let refused = scene.maria.command(&scene.open(None)).await;
    assert_eq!(refused.unwrap_err().code, Refusal::NotStored);
    drop(locked);
    assert_eq!(scene.log().await, ["Maria held"]);
    // Once the relay hears of this desk again.
    anew.everything().await;
    let mine = anew.mine().await;
    assert!(mine.events.len() > 3);
    assert_eq!(scene.log().await, ["Maria held", "Maria conversation"]);
    let opened = scene.maria.command(&scene.open(None)).await.unwrap();
    assert!(matches!(opened, ServerMessage::Identity(_)));
}

#[tokio::test]
async fn a_desk_that_polls_is_a_view_too_and_is_shown_nothing_without_its_row() {
    let scene = Scene::begin().await;
    let relay = &scene.relay;
    let poll = |have: Vec<Have>| {
        let poll = Poll { have, seen: None };
        let ask = relay.post_desk("/desk/api/poll?lang=fi");
        ask.header("cookie", &scene.maria.cookie).json(&poll).send()
    };
    relay.clock().advance_ms(SAME_VIEW_MS + 1);
    let locked = Locked::database_of(relay);
    let refused = poll(Vec::new()).await;
    assert_eq!(refused.problem().code, Refusal::NotStored);
    assert!(!refused.text().contains("asiani on kesken"));
    // One that goes on has had its view.
    let goes_on = poll(has(scene.id, 1)).await;
    assert_eq!(goes_on.status, 200, "{}", goes_on.text());
    drop(locked);
    assert_eq!(scene.log().await, ["Maria held"]);
    let told = poll(Vec::new()).await;
    assert!(told.text().contains("asiani on kesken"), "{}", told.text());
    assert_eq!(scene.log().await, ["Maria held", "Maria conversation"]);
}
