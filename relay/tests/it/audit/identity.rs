//! Who opens who a resident is, and who must say why.

use juttu_shared::id::{ConversationId, IdentityId};
use juttu_shared::limits::WHY_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{
    Act, ClientMessage, OpenIdentity, ServerMessage, Transfer, TransferTo,
};
use juttu_shared::wire::v1::event::Level;
use juttu_shared::wire::v1::visitor::Empty;

use super::actors::{CODE, NAME, Scene, aino, identify, log, opens};
use crate::harness::{Agent, OTHER_SERVICE, Relay, SERVICE, bring_in, consult, new_key, transfer};

#[tokio::test]
async fn whoever_asked_opens_it_without_a_reason_and_is_written_down() {
    let mut scene = Scene::begin().await;
    let open = scene.open(None);
    let opened = opens(&mut scene.maria, &open).await.unwrap();
    let ServerMessage::Identity(identity) = opened else {
        panic!("{opened:?}");
    };
    assert_eq!(
        (identity.conversation, identity.identity),
        (scene.id, scene.identity)
    );
    assert_eq!(
        (identity.name.as_str(), identity.level, identity.at_ms),
        (NAME, Level::Substantial, 7)
    );
    assert_eq!(identity.family_name.as_deref(), Some("Esimerkki"));
    assert_eq!(identity.given_names.as_deref(), Some("Aino"));
    assert_eq!(identity.provider, "Testipankki");
    assert!(identity.has_personal_code);
    let told = serde_json::to_string(&identity).unwrap();
    assert!(!told.contains(CODE));

    let open = scene.open_code(Some("  Hakemus "));
    let opened = opens(&mut scene.maria, &open).await.unwrap();
    let ServerMessage::PersonalCode(code) = opened else {
        panic!("{opened:?}");
    };
    assert_eq!((code.code.as_str(), code.identity), (CODE, scene.identity));
    assert_eq!(
        scene.log().await,
        [
            "Maria held",
            "Maria identity",
            "Maria personal_code (Hakemus)"
        ]
    );
    let rows = scene.rows().await;
    assert!(
        rows.iter()
            .all(|row| row.person == rows[0].person && row.person.is_some())
    );
}

#[tokio::test]
async fn a_colleague_says_why_once() {
    let mut scene = Scene::begin().await;
    let mut jukka = scene.relay.agent("Jukka").await;
    let asks = bring_in(scene.id, jukka.id());
    scene.maria.command(&asks).await.unwrap();
    jukka.mine().await;
    let too_long = "x".repeat(WHY_CHARS + 1);
    for (why, code) in [
        (None, Refusal::ReasonMissing),
        (Some(" \n"), Refusal::ReasonMissing),
        (Some(too_long.as_str()), Refusal::TextTooLong),
    ] {
        assert_eq!(opens(&mut jukka, &scene.open(why)).await.unwrap_err(), code);
        let code_too = opens(&mut jukka, &scene.open_code(why)).await;
        assert_eq!(code_too.unwrap_err(), code);
    }
    opens(&mut jukka, &scene.open(Some("Sijaistan")))
        .await
        .unwrap();
    opens(&mut jukka, &scene.open(None)).await.unwrap();
    opens(&mut jukka, &scene.open_code(None)).await.unwrap();
    let log = scene.log().await;
    assert_eq!(
        log[1..],
        [
            "Maria disclosed > Jukka",
            "Jukka conversation",
            "Jukka identity (Sijaistan)",
            "Jukka identity (Sijaistan)",
            "Jukka personal_code (Sijaistan)",
        ]
    );
}

#[tokio::test]
async fn who_may_not_is_refused_and_that_is_written_down() {
    let mut scene = Scene::begin().await;
    let relay = &scene.relay;
    let mut outi = relay.agent_of("Outi", &[OTHER_SERVICE]).await;
    let mut jukka = relay.agent_of("Jukka", &[SERVICE]).await;
    let mut anna = relay.staff("Anna", Role::Supervisor, &[SERVICE]).await;
    let why = Some("Uteliaisuus");
    let outsiders = opens(&mut outi, &scene.open(why)).await;
    assert_eq!(outsiders.unwrap_err(), Refusal::NoConversation);
    for message in [scene.open(why), scene.open_code(why)] {
        let colleagues = opens(&mut jukka, &message).await;
        assert_eq!(colleagues.unwrap_err(), Refusal::NotAllowed);
    }
    for (message, code) in [
        (scene.open_code(why), Refusal::NotAllowed),
        (scene.open(None), Refusal::ReasonMissing),
    ] {
        let supervisors = opens(&mut anna, &message).await;
        assert_eq!(supervisors.unwrap_err(), code);
    }
    opens(&mut anna, &scene.open(Some("Valitus")))
        .await
        .unwrap();
    // Asked in the staff log: the name with a reason, the code never.
    let asks = consult(scene.id, outi.id(), "Mitä teen?");
    scene.maria.command(&asks).await.unwrap();
    outi.mine().await;
    let refused = opens(&mut outi, &scene.open_code(why)).await;
    assert_eq!(refused.unwrap_err(), Refusal::NotAllowed);
    opens(&mut outi, &scene.open(Some("Kysyttiin")))
        .await
        .unwrap();
    assert_eq!(
        scene.log().await,
        [
            "Maria held",
            "!Outi identity (Uteliaisuus)",
            "!Jukka identity (Uteliaisuus)",
            "!Jukka personal_code (Uteliaisuus)",
            "!Anna personal_code (Uteliaisuus)",
            "Anna identity (Valitus)",
            "Maria disclosed > Outi",
            "Outi conversation",
            "!Outi personal_code (Uteliaisuus)",
            "Outi identity (Kysyttiin)",
        ]
    );
}

#[tokio::test]
async fn what_is_not_there_is_no_identity_and_leaves_no_row() {
    let mut scene = Scene::begin().await;
    let opening = |conversation, identity| {
        ClientMessage::OpenIdentity(OpenIdentity {
            conversation,
            client_key: new_key(),
            identity,
            why: Some("Hakemus".to_owned()),
        })
    };
    let ids = [IdentityId(404), IdentityId(u64::MAX)];
    for identity in ids {
        let refused = opens(&mut scene.maria, &opening(scene.id, identity)).await;
        assert_eq!(refused.unwrap_err(), Refusal::NoIdentity);
    }
    // Another conversation's.
    let mut other = scene.relay.visitor(SERVICE).await;
    other.open("Toinen").await;
    let second = scene.maria.waiting().await.conversation;
    scene.maria.claim(second).await.unwrap();
    let refused = opens(&mut scene.maria, &opening(second, scene.identity)).await;
    assert_eq!(refused.unwrap_err(), Refusal::NoIdentity);
    let nowhere = opening(ConversationId(404), scene.identity);
    let refused = opens(&mut scene.maria, &nowhere).await;
    assert_eq!(refused.unwrap_err(), Refusal::NoConversation);
    // One without a code has none to show.
    let somebody = juttu_relay::ident::Person {
        personal_code: None,
        ..aino()
    };
    let id = identify(&scene.relay.app, &mut other, second, None, somebody).await;
    let code = ClientMessage::OpenPersonalCode(OpenIdentity {
        conversation: second,
        client_key: new_key(),
        identity: id,
        why: None,
    });
    let refused = opens(&mut scene.maria, &code).await;
    assert_eq!(refused.unwrap_err(), Refusal::NoIdentity);
    // And what was forgotten is gone.
    let forget = ClientMessage::ForgetIdentity(Act {
        conversation: scene.id,
        client_key: new_key(),
    });
    scene.maria.command(&forget).await.unwrap();
    let open = scene.open(None);
    let refused = opens(&mut scene.maria, &open).await;
    assert_eq!(refused.unwrap_err(), Refusal::NoIdentity);
    assert_eq!(scene.log().await, ["Maria held", "Maria held"]);
}

/// A conversation in the queue whose resident identified at once.
async fn waiting(relay: &Relay) -> (ConversationId, IdentityId) {
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let identity = identify(&relay.app, &mut visitor, id, None, aino()).await;
    (id, identity)
}

fn opening(conversation: ConversationId, identity: IdentityId) -> ClientMessage {
    ClientMessage::OpenIdentity(OpenIdentity {
        conversation,
        client_key: new_key(),
        identity,
        why: None,
    })
}

#[tokio::test]
async fn whoever_took_it_from_its_first_queue_owes_no_reason_and_from_another_one_does() {
    let relay = Relay::start().await;
    let (id, identity) = waiting(&relay).await;
    let mut maria = relay.agent("Maria").await;
    let mut outi = relay.agent("Outi").await;
    maria.claim(id).await.unwrap();
    opens(&mut maria, &opening(id, identity)).await.unwrap();
    let hands = transfer(id, OTHER_SERVICE, None);
    maria.command(&hands).await.unwrap();
    outi.claim(id).await.unwrap();
    let refused = opens(&mut outi, &opening(id, identity)).await;
    assert_eq!(refused.unwrap_err(), Refusal::ReasonMissing);
    assert_eq!(
        log(&relay).await,
        [
            "Maria conversation",
            "Maria identity",
            "Maria disclosed > aikuissosiaalityo",
            "Outi conversation",
        ]
    );
}

#[tokio::test]
async fn a_desk_without_a_socket_opens_it_the_same_way() {
    let scene = Scene::begin().await;
    let ask = |message: &ClientMessage| {
        let ask = scene.relay.post_desk("/desk/api/commands?lang=sv");
        ask.header("cookie", &scene.maria.cookie).json(message)
    };
    let answer = ask(&scene.open(None)).send().await;
    let told: Vec<ServerMessage> = answer.json();
    let [ServerMessage::Identity(identity)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(
        (identity.name.as_str(), identity.provider.as_str()),
        (NAME, "Testbanken")
    );
    let answer = ask(&scene.open_code(None)).send().await;
    assert!(answer.text().contains(CODE));
    assert_eq!(scene.log().await.len(), 3);
}

#[tokio::test]
async fn nobody_else_is_told_who_it_is() {
    let mut scene = Scene::begin().await;
    let mut jukka: Agent = scene.relay.agent("Jukka").await;
    let asks = bring_in(scene.id, jukka.id());
    scene.maria.command(&asks).await.unwrap();
    jukka.mine().await;
    let open = scene.open(None);
    opens(&mut scene.maria, &open).await.unwrap();
    let open = scene.open_code(None);
    opens(&mut scene.maria, &open).await.unwrap();
    let told = jukka.everything().await;
    let told = serde_json::to_string(&told).unwrap();
    assert!(
        !told.contains("Esimerkki") && !told.contains(CODE),
        "{told}"
    );
    let ping = juttu_shared::wire::v1::visitor::ClientMessage::Ping(Empty {});
    scene.visitor.socket.say(&ping).await;
    let events = serde_json::to_string(&scene.visitor.events).unwrap();
    assert!(!events.contains("Esimerkki") && !events.contains(CODE));
}

#[tokio::test]
async fn whoever_it_is_handed_to_by_a_colleague_says_why() {
    let mut scene = Scene::begin().await;
    let mut jukka = scene.relay.agent("Jukka").await;
    let hands = ClientMessage::Transfer(Transfer {
        conversation: scene.id,
        client_key: new_key(),
        to: TransferTo::Agent(jukka.id()),
        note: None,
    });
    scene.maria.command(&hands).await.unwrap();
    jukka.mine().await;
    let refused = opens(&mut jukka, &scene.open(None)).await;
    assert_eq!(refused.unwrap_err(), Refusal::ReasonMissing);
    // And whoever has let go of it opens nothing any more.
    let open = scene.open(None);
    let refused = opens(&mut scene.maria, &open).await;
    assert_eq!(refused.unwrap_err(), Refusal::NotAllowed);
}
