//! Conversations in which nothing is said.

use juttu_shared::id::ConversationId;
use juttu_shared::limits::{INACTIVITY_MS, INACTIVITY_WARNING_MS};
use juttu_shared::rules::state::State;
use juttu_shared::rules::times::LEAST_NOTICE_MS;
use juttu_shared::wire::v1::agent::{ClientMessage, ServerMessage, Transfer, TransferTo};
use juttu_shared::wire::v1::event::{Author, Kind};

use super::verbs::{MINUTE, SECOND, ending, goes, head, pass, pass_with};
use crate::harness::{
    Agent, OTHER_SERVICE, Relay, SERVICE, Visitor, bring_in, depart, new_key, soon, transfer,
};

const UNTIL_WARNING_MS: i64 = INACTIVITY_MS - INACTIVITY_WARNING_MS;

/// A conversation in which the agent has spoken last.
async fn answered(relay: &Relay) -> (Visitor, Agent, ConversationId) {
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.claim(id).await.unwrap();
    agent.post(id, "Hei, kerro lisää.").await;
    (visitor, agent, id)
}

#[tokio::test]
async fn silence_is_warned_of_put_off_warned_of_again_and_ends_it() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id) = answered(&relay).await;
    let there = |ms| (ms, relay.clock().now_ms());
    let (ms, began_ms) = there(UNTIL_WARNING_MS - SECOND);
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    pass(&relay, SECOND).await;
    let ends_ms = began_ms + INACTIVITY_MS;
    assert_eq!(ending(&mut visitor).await, Some(ends_ms));
    assert_eq!(agent.until(ending_of).await, Some(ends_ms));
    let again = relay.visitor_again(&visitor).await;
    let snapshot = again.welcome.conversation.as_ref().unwrap();
    assert_eq!(snapshot.ends_at_ms, Some(ends_ms), "a reload knows it too");
    drop(again);

    pass_with(&relay, MINUTE, &mut [&mut visitor], &mut [&mut agent]).await;
    visitor.socket.say_text("{\"stay\":{}}").await;
    assert_eq!(ending(&mut visitor).await, None);
    assert_eq!(agent.until(ending_of).await, None);

    let (ms, began_ms) = there(UNTIL_WARNING_MS - SECOND);
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None, "it begins anew");
    pass(&relay, SECOND).await;
    assert_eq!(ending(&mut visitor).await, Some(began_ms + INACTIVITY_MS));
    let ms = INACTIVITY_WARNING_MS - SECOND;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Active);
    pass(&relay, SECOND).await;
    assert_eq!(head(&relay, id).await.state, State::Closed);
    let closed = visitor.until(|kind| matches!(kind, Kind::Closed(_))).await;
    assert_eq!(closed.from, Author::Relay);
}

#[tokio::test]
async fn writing_puts_it_off_before_anything_is_sent() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id) = answered(&relay).await;
    let ms = UNTIL_WARNING_MS + MINUTE;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some());
    visitor.socket.say_text("{\"typing\":{}}").await;
    visitor.ping().await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    let ms = UNTIL_WARNING_MS - SECOND;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
}

#[tokio::test]
async fn an_answer_calls_it_off() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id) = answered(&relay).await;
    let ms = UNTIL_WARNING_MS + MINUTE;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    visitor.post("Anteeksi, täällä ollaan.").await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    assert_eq!(ending(&mut visitor).await, None);
}

#[tokio::test]
async fn one_who_waits_for_the_agent_is_never_ended_for_it() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id) = answered(&relay).await;
    visitor.post("Minulla on kysymys.").await;
    let ms = 3 * INACTIVITY_MS;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    assert_eq!(head(&relay, id).await.state, State::Active);
}

#[tokio::test]
async fn a_contact_request_has_no_end_for_silence() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor
        .leave(Some("Vastatkaa kun ehditte."))
        .await
        .conversation;
    agent.claim(id).await.unwrap();
    agent.post(id, "Hei, katson asiaa.").await;
    let ms = 3 * INACTIVITY_MS;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    assert_eq!(head(&relay, id).await.state, State::Active);
}

#[tokio::test]
async fn a_clock_that_jumps_an_hour_still_warns_before_it_ends_anything() {
    let relay = Relay::start().await;
    let (_visitor, _agent, id) = answered(&relay).await;
    pass(&relay, 60 * MINUTE).await;
    let ends_ms = relay.app.hub.ends_at_ms(id).unwrap();
    assert_eq!(ends_ms, relay.clock().now_ms() + LEAST_NOTICE_MS);
    assert_eq!(head(&relay, id).await.state, State::Active);
}

#[tokio::test]
async fn a_phone_that_wakes_a_moment_before_the_end_has_its_minute() {
    let relay = Relay::start().await;
    let (visitor, mut agent, id) = answered(&relay).await;
    let phone = goes(&relay, visitor).await;
    let ms = INACTIVITY_MS - SECOND;
    pass_with(&relay, ms, &mut [], &mut [&mut agent]).await;
    let phone = phone.comes_back(&relay).await;
    let ends_ms = phone.welcome.conversation.as_ref().unwrap().ends_at_ms;
    assert_eq!(ends_ms, Some(relay.clock().now_ms() + LEAST_NOTICE_MS));
    pass_with(&relay, MINUTE - SECOND, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Active);
    pass_with(&relay, SECOND, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Closed);
}

#[tokio::test]
async fn a_phone_that_slept_through_the_warning_has_its_minute() {
    // It wakes before the relay has missed it, and after.
    for (slept_ms, is_missed) in [(65 * SECOND, false), (108 * SECOND, true)] {
        let relay = Relay::start().await;
        let (mut phone, mut agent, id) = answered(&relay).await;
        let ms = UNTIL_WARNING_MS - SECOND;
        pass_with(&relay, ms, &mut [&mut phone], &mut [&mut agent]).await;
        // From here on its socket is open, and silent.
        pass(&relay, SECOND).await;
        assert!(relay.app.hub.ends_at_ms(id).is_some());
        pass_with(&relay, slept_ms, &mut [], &mut [&mut agent]).await;
        soon("the relay to miss it, or not", async {
            while relay.app.hub.is_connected(id) == is_missed {
                tokio::task::yield_now().await;
            }
        })
        .await;
        let awake = relay.visitor_again(&phone).await;
        let ends_ms = awake.welcome.conversation.as_ref().unwrap().ends_at_ms;
        let least_ms = relay.clock().now_ms() + LEAST_NOTICE_MS;
        assert_eq!(ends_ms, Some(least_ms), "after {slept_ms} ms");
        pass_with(&relay, MINUTE - SECOND, &mut [], &mut [&mut agent]).await;
        assert_eq!(head(&relay, id).await.state, State::Active);
    }
}

fn ending_of(message: ServerMessage) -> Option<Option<i64>> {
    match message {
        ServerMessage::Ending(ending) => Some(ending.ends_at_ms),
        _ => None,
    }
}

#[tokio::test]
async fn whoever_takes_it_over_has_the_whole_time_and_speaks_first() {
    let relay = Relay::start().await;
    let (mut visitor, mut maria, id) = answered(&relay).await;
    let mut jukka = relay.agent("Jukka").await;
    let all = UNTIL_WARNING_MS + SECOND;
    let agents = &mut [&mut maria, &mut jukka];
    pass_with(&relay, all, &mut [&mut visitor], agents).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some(), "the end is near");
    let brought = bring_in(id, jukka.id());
    maria.does(&brought).await;
    assert_eq!(jukka.mine().await.ends_at_ms, None, "and called off");
    assert_eq!(ending(&mut visitor).await, None);
    assert_eq!(maria.until(ending_of).await, None);
    let agents = &mut [&mut maria, &mut jukka];
    pass_with(&relay, all - 2 * SECOND, &mut [&mut visitor], agents).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None, "it begins anew");
    let agents = &mut [&mut maria, &mut jukka];
    pass_with(&relay, 2 * SECOND, &mut [&mut visitor], agents).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some());

    jukka.does(&depart(id)).await;
    let handed = ClientMessage::Transfer(Transfer {
        conversation: id,
        client_key: new_key(),
        to: TransferTo::Agent(jukka.id()),
        note: Some("Jatka".into()),
    });
    maria.does(&handed).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None, "called off again");
    // The resident waits for the first word of the new one, for however long.
    pass_with(
        &relay,
        2 * INACTIVITY_MS,
        &mut [&mut visitor],
        &mut [&mut jukka],
    )
    .await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    assert_eq!(head(&relay, id).await.state, State::Active);
    jukka.post(id, "Minä jatkan tästä.").await;
    pass_with(&relay, all, &mut [&mut visitor], &mut [&mut jukka]).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some());
}

#[tokio::test]
async fn whoever_was_handed_to_another_queue_is_not_ended_before_the_first_word_there() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    sari.claim(id).await.unwrap();
    sari.post(id, "Siirrän sinut perhekeskukseen.").await;
    sari.does(&transfer(id, SERVICE, None)).await;
    liisa.claim(id).await.unwrap();
    let long_ms = 2 * INACTIVITY_MS;
    pass_with(&relay, long_ms, &mut [&mut visitor], &mut [&mut liisa]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);

    let relay = relay.restart().await;
    let mut visitor = relay.visitor_again(&visitor).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    pass_with(&relay, long_ms, &mut [&mut visitor], &mut [&mut liisa]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None, "nor after a restart");
    assert_eq!(head(&relay, id).await.state, State::Active);
    liisa.post(id, "Hei, olen Liisa.").await;
    let near = &mut [&mut visitor];
    pass_with(&relay, UNTIL_WARNING_MS, near, &mut [&mut liisa]).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some());
}
