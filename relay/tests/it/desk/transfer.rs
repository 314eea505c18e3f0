//! Handing on.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{ClientMessage, Hold, ServerMessage, Transfer, TransferTo};
use juttu_shared::wire::v1::event::{Kind, LeftCause, StaffKind};

use crate::harness::{
    EVENING_MS, OTHER_SERVICE, Relay, SERVICE, Setup, Visitor, consult, later, leave, new_key,
    transfer,
};

#[tokio::test]
async fn to_another_service_and_back_the_page_stays_its_own() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    visitor.open("Lapsi ei nuku").await;
    let first = sari.waiting().await;
    let id = first.conversation;
    sari.claim(id).await.unwrap();
    let mut another = relay.visitor(SERVICE).await;
    another.open("Odotan jo").await;
    liisa.waiting().await;

    let command = transfer(id, SERVICE, Some("Kahden lapsen äiti"));
    let transferred = sari.does(&command).await;
    let Kind::Transferred(said) = &transferred.kind else {
        panic!("{transferred:?}");
    };
    assert_eq!(said.service.as_ref().unwrap().0, SERVICE);
    assert!(said.name.contains("Perhe"), "in the resident's language");
    assert!(!said.left);
    // Given again it is the same.
    assert_eq!(sari.does(&command).await, transferred);

    let waits = liisa.waiting().await;
    assert_eq!((waits.conversation, waits.in_front), (id, true));
    assert_eq!(waits.door.as_ref().unwrap().0, OTHER_SERVICE);
    assert_eq!(waits.service.0, SERVICE);
    assert_eq!(waits.first_words, "Lapsi ei nuku");
    let again = liisa.again(&relay, Vec::new()).await;
    let order: Vec<_> = again
        .welcome
        .waiting
        .iter()
        .map(|it| it.conversation)
        .collect();
    assert_eq!(order[0], id, "before whoever waited already");

    let told = visitor
        .until(|kind| matches!(kind, Kind::Transferred(_)))
        .await;
    assert_eq!(told, transferred);
    visitor.post("Olen vielä tässä").await;
    // The page, loaded anew, is still that of the service by whose door it came.
    let reloaded = relay.visitor_again(&visitor).await;
    let snapshot = reloaded.welcome.conversation.as_ref().unwrap();
    assert_eq!((snapshot.id, snapshot.state), (id, State::Waiting));
    assert!(snapshot.queue.is_some());
    let elsewhere = Visitor::come(&relay, SERVICE, visitor.secret.clone(), 0).await;
    assert!(elsewhere.welcome.conversation.is_none(), "of no other");

    // Whoever handed it on may do nothing with it any more.
    let refused = sari.try_post(id, new_key(), "x").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);

    let mine = liisa.claim(id).await.unwrap();
    assert_eq!(mine.agents, [liisa.id()]);
    let notes = mine.staff_events.iter().map(|event| &event.kind);
    let notes: Vec<_> = notes.collect();
    assert!(
        matches!(notes[0], StaffKind::HandedOver(said) if said.text == "Kahden lapsen äiti"),
        "{notes:?}"
    );
    liisa.does(&transfer(id, OTHER_SERVICE, None)).await;
    let back = sari.waiting().await;
    assert_eq!((back.conversation, back.door), (id, None), "at home again");
    sari.claim(id).await.unwrap();
    visitor.post("Kiitos").await;
    sari.event().await;
}

#[tokio::test]
async fn to_a_colleague_who_is_there_and_those_asked_let_go() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    let mut asked = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    maria
        .does_among_staff(&consult(id, asked.id(), "Mitä sanot?"))
        .await;
    assert_eq!(asked.mine().await.hold, Hold::Consulted);
    let to = |agent| {
        ClientMessage::Transfer(Transfer {
            conversation: id,
            client_key: new_key(),
            to: TransferTo::Agent(agent),
            note: Some("Jatkatko sinä?".into()),
        })
    };
    let of_another = maria.command(&to(asked.id())).await.unwrap_err();
    assert_eq!(of_another.code, Refusal::NoColleague);
    let oneself = maria.command(&to(maria.id())).await.unwrap_err();
    assert_eq!(oneself.code, Refusal::NoColleague);

    maria.does(&to(jukka.id())).await;
    let mine = jukka.mine().await;
    assert_eq!(
        (mine.agents.as_slice(), mine.state),
        (&[jukka.id()][..], State::Active)
    );
    assert!(mine.consulted.is_empty());
    let gone = asked.until(|message| match message {
        ServerMessage::Event(event) => Some(event.kind),
        _ => None,
    });
    assert!(
        matches!(gone.await, Kind::Joined(_)),
        "what became of it is told"
    );
    jukka.post(id, "Jatketaan").await;
    let said = asked.everything().await;
    let heard = |message: &ServerMessage| matches!(message, ServerMessage::Event(it) if matches!(it.kind, Kind::Posted(_)));
    assert!(!said.iter().any(heard), "and nothing that is said after");

    let kinds: Vec<_> = {
        visitor
            .until(|kind| matches!(kind, Kind::Posted(said) if said.text == "Jatketaan"))
            .await;
        visitor
            .events
            .iter()
            .map(|event| event.kind.tag())
            .collect()
    };
    let expected = [
        "opened",
        "posted",
        "joined",
        "joined",
        "departed",
        "transferred",
        "posted",
    ];
    assert_eq!(kinds, expected);
}

#[tokio::test]
async fn nobody_is_handed_a_live_one_who_is_not_there() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let jukka = relay.agent("Jukka").await;
    let id_of_jukka = jukka.id();
    drop(jukka);
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    // Past the grace of whoever reloads a page.
    maria.ping().await;
    relay.clock().advance_ms(60_000);
    maria.ping().await;
    relay.clock().advance_ms(60_000);
    maria.ping().await;
    let to = ClientMessage::Transfer(Transfer {
        conversation: id,
        client_key: new_key(),
        to: TransferTo::Agent(id_of_jukka),
        note: None,
    });
    let refused = maria.command(&to).await.unwrap_err();
    assert_eq!(refused.code, Refusal::ColleagueAway);
}

#[tokio::test]
async fn a_contact_request_keeps_its_promise() {
    let relay = Relay::start_with(Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    })
    .await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let request = leave(Some("Vastatkaa huomenna"));
    let code = request.code.clone();
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    visitor.try_leave(request).await.unwrap();
    let waits = sari.waiting().await;
    let promised = waits.request.unwrap().answer_by_ms;
    assert!(promised.is_some());
    let id = waits.conversation;
    sari.claim(id).await.unwrap();
    relay.clock().advance_ms(1_000);
    let event = sari.does(&transfer(id, SERVICE, None)).await;
    assert!(matches!(event.kind, Kind::Transferred(it) if it.left));
    let waits = liisa.waiting().await;
    assert_eq!(waits.request.unwrap().answer_by_ms, promised);
    assert_eq!((waits.in_front, waits.since_ms), (false, EVENING_MS));
    liisa.claim(id).await.unwrap();
    liisa.post(id, "Tässä vastaus").await;
    // The code opens it by the door by which it came.
    let mut back = relay.visitor(OTHER_SERVICE).await;
    assert_eq!(back.redeem(&code).await.unwrap().id, id);
    let mut astray = relay.visitor(SERVICE).await;
    let refused = astray.redeem(&code).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongCode);
}

#[tokio::test]
async fn an_answer_is_promised_for_later_and_it_is_nobodys_own() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Pitkä asia").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    let command = later(id);
    let left = maria.does(&command).await;
    let Kind::Left(said) = &left.kind else {
        panic!("{left:?}");
    };
    assert_eq!(said.cause, LeftCause::Promised);
    assert!(said.answer_by.is_some());
    assert_eq!(
        maria.does(&command).await,
        left,
        "given again it is the same"
    );
    let told = visitor.until(|kind| matches!(kind, Kind::Left(_))).await;
    assert_eq!(told, left);
    let again = maria.again(&relay, Vec::new()).await;
    assert!(again.welcome.mine.is_empty());
    assert!(
        again.welcome.waiting[0]
            .request
            .unwrap()
            .answer_by_ms
            .is_some()
    );
}
