//! What happens to one conversation at the same moment: whichever comes first, nothing is half done.

use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{
    Act, ClientMessage as Says, OpenIdentity, ServerMessage as Told,
};
use juttu_shared::wire::v1::event::{Event, FailureCause, Kind};

use super::actors::{AINO, VEIKKO, asked, asks, fails, identify, prove, through};
use crate::harness::{OTHER_SERVICE, Relay, SERVICE, leave, new_key, transfer};

/// How often each is tried: either side comes first now and then.
const TIMES: usize = 12;

async fn events(relay: &Relay, id: juttu_shared::id::ConversationId) -> Vec<Event> {
    relay.app.store.events(id, 0).await.unwrap()
}

fn count(events: &[Event], tag: &str) -> usize {
    events.iter().filter(|it| it.kind.tag() == tag).count()
}

fn kept(relay: &Relay) -> u32 {
    let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let of = "select count(*) from identity where body is not null";
    database.query_row(of, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn of_two_sessions_that_prove_at_once_one_is_named_and_the_other_is_out() {
    for _ in 0..TIMES {
        let relay = Relay::start().await;
        let mut agent = relay.agent("Maria").await;
        let mut one = relay.visitor(SERVICE).await;
        let sent = leave(Some("Hei"));
        let id = one.try_leave(sent.clone()).await.unwrap().conversation;
        agent.claim(id).await.unwrap();
        let mut two = relay.visitor(SERVICE).await;
        two.redeem(&sent.code).await.unwrap();
        let request = Some(agent.does(&asks(id, "Katson asiaasi")).await.seq);
        let first = one.ticket(identify(&relay, request)).await.unwrap();
        let second = two.ticket(identify(&relay, request)).await.unwrap();
        let first = prove(&through(&relay, &first, AINO).await);
        let second = prove(&through(&relay, &second, VEIKKO).await);
        let (first, second) = tokio::join!(
            try_prove(&relay, &one, first),
            try_prove(&relay, &two, second)
        );
        let outcomes = [first, second];
        let named = outcomes.iter().filter(|it| it.is_ok()).count();
        assert_eq!(named, 1, "{outcomes:?}");
        let refused = outcomes.iter().find_map(|it| it.as_ref().err());
        assert_eq!(refused, Some(&Refusal::WrongResult));
        let events = events(&relay, id).await;
        assert_eq!(count(&events, "identification_completed"), 1);
        // Who the other was, is nowhere.
        assert_eq!(kept(&relay), 1);
        let (mut one, mut two) = (
            relay.visitor_again(&one).await,
            relay.visitor_again(&two).await,
        );
        let holds = [&mut one, &mut two].map(|it| it.welcome.conversation.is_some());
        assert_eq!(holds, [outcomes[0].is_ok(), outcomes[1].is_ok()]);
    }
}

/// Over HTTP, where two of one resident's requests are really on their way at once.
async fn try_prove(
    relay: &Relay,
    visitor: &crate::harness::Visitor,
    prove: juttu_shared::wire::v1::visitor::Prove,
) -> Result<(), Refusal> {
    use juttu_shared::wire::v1::visitor::{ClientMessage, ServerMessage};
    let path = format!("/api/v1/commands?service={SERVICE}");
    let bearer = format!("Bearer {}", visitor.secret.0);
    let ask = relay.post(&path).header("authorization", &bearer);
    let told: Vec<ServerMessage> = ask.json(&ClientMessage::Prove(prove)).send().await.json();
    match told.last() {
        Some(ServerMessage::Proved(_)) => Ok(()),
        Some(ServerMessage::Refused(refused)) => Err(refused.code),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_session_that_proves_two_results_at_once_keeps_both_people_apart() {
    for _ in 0..TIMES {
        let relay = Relay::start().await;
        let (mut visitor, _agent, id, request) = asked(&relay).await;
        let mut results = Vec::new();
        for code in [AINO, VEIKKO] {
            let ticket = visitor.ticket(identify(&relay, Some(request))).await;
            results.push(prove(&through(&relay, &ticket.unwrap(), code).await));
        }
        let second = results.pop().unwrap();
        let first = results.pop().unwrap();
        let (first, second) = tokio::join!(
            try_prove(&relay, &visitor, first),
            try_prove(&relay, &visitor, second)
        );
        assert_eq!((first, second), (Ok(()), Ok(())));
        let events = events(&relay, id).await;
        assert_eq!(count(&events, "identification_completed"), 2);
        let head = relay.app.store.head(id).await.unwrap().unwrap();
        let first = events.iter().find_map(|event| match &event.kind {
            Kind::IdentificationCompleted(done) => Some(done.identity),
            _ => None,
        });
        assert_eq!(head.identity, first, "whoever came first");
        let staff = relay.app.store.staff_events(id, 0).await.unwrap();
        let differs = staff
            .iter()
            .filter(|it| it.kind.tag() == "identity_differs");
        assert_eq!(differs.count(), 1);
    }
}

#[tokio::test]
async fn a_result_is_proved_once_whoever_asks_at_once() {
    for _ in 0..TIMES {
        let relay = Relay::start().await;
        let (mut visitor, _agent, id, request) = asked(&relay).await;
        let ticket = visitor.ticket(identify(&relay, Some(request))).await;
        let result = through(&relay, &ticket.unwrap(), AINO).await;
        let (one, two) = tokio::join!(
            try_prove(&relay, &visitor, prove(&result)),
            try_prove(&relay, &visitor, prove(&result))
        );
        let outcomes = [one, two];
        assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1);
        let refused = outcomes.iter().find_map(|it| it.as_ref().err());
        assert_eq!(refused, Some(&Refusal::WrongResult));
        let events = events(&relay, id).await;
        assert_eq!(count(&events, "identification_completed"), 1);
        assert_eq!(count(&events, "identification_failed"), 0);
    }
}

#[tokio::test]
async fn handed_to_another_service_at_that_moment_it_is_identified_there() {
    for _ in 0..TIMES {
        let relay = Relay::start().await;
        let (mut visitor, mut agent, id, request) = asked(&relay).await;
        let mut jukka = relay.agent_of("Jukka", &[OTHER_SERVICE]).await;
        let ticket = visitor.ticket(identify(&relay, Some(request))).await;
        let proof = prove(&through(&relay, &ticket.unwrap(), AINO).await);
        let hands = transfer(id, OTHER_SERVICE, None);
        let (proved, handed) =
            tokio::join!(try_prove(&relay, &visitor, proof), agent.command(&hands));
        assert_eq!(proved, Ok(()));
        handed.unwrap();
        let head = relay.app.store.head(id).await.unwrap().unwrap();
        assert_eq!(head.service, ServiceId(OTHER_SERVICE.to_owned()));
        let identity = head.identity.unwrap();
        assert_eq!(head.request, None);
        // Whoever takes it there opens who it is, with a reason.
        jukka.claim(id).await.unwrap();
        let open = |why: Option<&str>| {
            Says::OpenIdentity(OpenIdentity {
                conversation: id,
                client_key: new_key(),
                identity,
                why: why.map(ToOwned::to_owned),
            })
        };
        let refused = jukka.command(&open(None)).await.unwrap_err();
        assert_eq!(refused.code, Refusal::ReasonMissing);
        let opened = jukka.command(&open(Some("Jatkan tästä"))).await.unwrap();
        assert!(matches!(opened, Told::Identity(_)));
    }
}

#[tokio::test]
async fn forgotten_at_that_moment_either_nobody_is_named_or_whoever_came_after() {
    for number in 0..TIMES {
        let relay = Relay::start().await;
        let (mut visitor, mut agent, id, request) = asked(&relay).await;
        let mut results = Vec::new();
        for code in [AINO, VEIKKO] {
            let ticket = visitor.ticket(identify(&relay, Some(request))).await;
            results.push(prove(&through(&relay, &ticket.unwrap(), code).await));
        }
        let second = results.pop().unwrap();
        try_prove(&relay, &visitor, results.pop().unwrap())
            .await
            .unwrap();
        let forget = Says::ForgetIdentity(Act {
            conversation: id,
            client_key: new_key(),
        });
        let proving = try_prove(&relay, &visitor, second);
        let forgetting = agent.command(&forget);
        // At once, and in either order, so that none of them is a matter of luck.
        let (proved, forgotten) = match number % 3 {
            0 => tokio::join!(proving, forgetting),
            1 => (proving.await, forgetting.await),
            _ => {
                let forgotten = forgetting.await;
                (proving.await, forgotten)
            }
        };
        assert_eq!(proved, Ok(()));
        forgotten.unwrap();
        let events = events(&relay, id).await;
        let last = events.iter().rev().find(|event| {
            let tag = event.kind.tag();
            tag == "identification_completed" || tag == "identity_forgotten"
        });
        let head = relay.app.store.head(id).await.unwrap().unwrap();
        match &last.unwrap().kind {
            // Both people, the first and the other, are gone.
            Kind::IdentityForgotten(_) => {
                assert_eq!((head.identity, kept(&relay)), (None, 0));
            }
            Kind::IdentificationCompleted(done) => {
                assert_eq!((head.identity, kept(&relay)), (Some(done.identity), 1));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(head.reach.identification, head.identity.is_some());
        // The session that asked goes on in either case.
        let again = relay.visitor_again(&visitor).await;
        assert_eq!(again.welcome.conversation.map(|it| it.id), Some(id));
    }
}

#[tokio::test]
async fn a_newer_request_takes_nothing_from_whoever_is_at_their_bank() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let ticket = visitor.ticket(identify(&relay, Some(request))).await;
    let newer = agent.does(&asks(id, "Kysyn uudelleen")).await.seq;
    let result = through(&relay, &ticket.unwrap(), AINO).await;
    visitor.prove(prove(&result)).await.unwrap();
    let events = events(&relay, id).await;
    let done = events.iter().find_map(|event| match &event.kind {
        Kind::IdentificationCompleted(done) => Some(done.clone()),
        _ => None,
    });
    assert_eq!(done.unwrap().request, Some(request));
    // And nothing is asked any more.
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!((head.request, head.identity.is_some()), (None, true));
    let refused = visitor.ticket(identify(&relay, Some(newer))).await;
    assert_eq!(refused.unwrap_err().code, Refusal::WrongState);
    let asked = agent.command(&asks(id, "Vielä kerran")).await;
    assert_eq!(asked.unwrap_err().code, Refusal::AlreadyIdentified);
}

#[tokio::test]
async fn what_comes_to_nothing_leaves_the_newer_request_open() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let ticket = visitor.ticket(identify(&relay, Some(request))).await;
    let newer = agent.does(&asks(id, "Kysyn uudelleen")).await.seq;
    fails(&relay, &ticket.unwrap(), FailureCause::Cancelled).await;
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!(head.request, Some(newer));
    visitor.identifies(&relay, Some(newer), AINO).await;
}
