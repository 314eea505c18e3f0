//! What is counted, for whom, and until when.

use super::*;
use crate::random::Random;

const HERE: Prefix = Prefix(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));
const THERE: Prefix = Prefix(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2)));
const CONVERSATION: ConversationId = ConversationId(7);

fn rates(clock: &Clock) -> Rates {
    let limits = Limits {
        conversations_per_address_and_minute: 3,
        contact_requests_per_address_and_hour: 2,
        wrong_codes_per_address_and_minute: 2,
        open_conversations_per_address: 2,
        messages_per_conversation_and_minute: 2,
        waiting_per_service: 1,
        connections_per_address: 2,
        sign_ins_per_address_and_minute: 4,
        failed_sign_ins_per_name_and_minute: 2,
    };
    Rates::new(limits, clock.clone(), &Random::seeded(1))
}

fn code<T>(result: Result<T, TooMuch>) -> Option<Refusal> {
    result.err().map(|too_much| too_much.code)
}

#[test]
fn an_ipv6_address_counts_by_its_64_and_a_mapped_one_as_ipv4() {
    let of = |text: &str| Prefix::of(text.parse().unwrap());
    assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
    assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    assert_eq!(of("::ffff:192.0.2.1"), HERE);
}

#[tokio::test]
async fn a_connection_gives_its_place_back() {
    let rates = rates(&Clock::standing_at(0));
    let first = rates.connection(HERE).unwrap();
    let second = rates.connection(HERE).unwrap();
    let refused = rates.connection(HERE);
    assert_eq!(code(refused), Some(Refusal::TooManyConnections));
    assert!(rates.connection(THERE).is_ok());
    drop(first);
    let third = rates.connection(HERE).unwrap();
    drop((second, third));
    rates.all_connections_gone().await;
    assert!(unpoisoned(&rates.connections.of_prefix).is_empty());
}

#[test]
fn open_conversations_are_counted_until_they_end() {
    let rates = rates(&Clock::standing_at(0));
    for id in [1, 2] {
        let place = rates.conversation(HERE).unwrap();
        rates.opened(&place, ConversationId(id));
    }
    let refused = rates.conversation(HERE);
    assert_eq!(code(refused), Some(Refusal::TooManyConversations));
    assert!(rates.conversation(THERE).is_ok());
    rates.closed(ConversationId(1));
    rates.closed(ConversationId(1));
    let place = rates.conversation(HERE).unwrap();
    rates.opened(&place, ConversationId(3));
    assert_eq!(
        code(rates.conversation(HERE)),
        Some(Refusal::TooManyConversations)
    );
}

#[test]
fn a_place_in_which_nothing_was_opened_is_given_back() {
    let rates = rates(&Clock::standing_at(0));
    let first = rates.conversation(HERE).unwrap();
    let second = rates.conversation(HERE).unwrap();
    let refused = rates.conversation(HERE);
    assert_eq!(
        code(refused),
        Some(Refusal::TooManyConversations),
        "two at once"
    );
    rates.opened(&second, ConversationId(1));
    drop((first, second));
    assert_eq!(rates.open_from(HERE), 1);
    rates.closed(ConversationId(1));
    assert_eq!(rates.open_from(HERE), 0);
}

#[test]
fn what_was_left_behind_keeps_its_place_for_an_hour() {
    let clock = Clock::standing_at(0);
    let rates = rates(&clock);
    for id in [1, 2] {
        let place = rates.conversation(HERE).unwrap();
        rates.opened(&place, ConversationId(id));
        rates.left_behind(ConversationId(id));
        clock.advance_ms(60_000);
    }
    rates.left_behind(ConversationId(3));
    rates.closed(ConversationId(2));
    assert_eq!(rates.open_from(HERE), 1);
    clock.advance_ms(3_600_000 - 120_000 - 1);
    assert_eq!(rates.open_from(HERE), 1);
    clock.advance_ms(1);
    assert_eq!(rates.open_from(HERE), 0);
    clock.advance_ms(3_600_000);
    assert_eq!(rates.open_from(HERE), 0, "nothing is given back twice");
}

fn session(number: u8) -> SecretHash {
    SecretHash([number; 32])
}

fn key(number: u32) -> ClientKey {
    ClientKey(number.to_string())
}

#[test]
fn a_message_sent_again_is_not_counted_again() {
    let clock = Clock::standing_at(0);
    let rates = rates(&clock);
    for number in [1, 1, 2, 2, 1] {
        let counted = rates.message(CONVERSATION, Side::Visitor, &key(number));
        counted.unwrap();
    }
    let third = rates.message(CONVERSATION, Side::Visitor, &key(3));
    assert_eq!(code(third), Some(Refusal::TooManyMessages));
    rates.message(CONVERSATION, Side::Visitor, &key(2)).unwrap();
}

#[test]
fn one_key_of_many_sessions_is_many_contact_requests() {
    let rates = rates(&Clock::standing_at(0));
    for number in [1, 2, 1, 2] {
        rates
            .contact_request(HERE, session(number), &key(1))
            .unwrap();
    }
    let refused = rates.contact_request(HERE, session(3), &key(1));
    assert_eq!(code(refused), Some(Refusal::TooManyConversations));
}

#[test]
fn contact_requests_are_counted_for_an_hour_and_an_address() {
    let clock = Clock::standing_at(0);
    let rates = rates(&clock);
    for number in [1, 2, 1, 2] {
        rates
            .contact_request(HERE, session(1), &key(number))
            .unwrap();
    }
    clock.advance_ms(600_000);
    let refused = rates.contact_request(HERE, session(1), &key(3));
    assert_eq!(
        refused,
        Err(TooMuch {
            code: Refusal::TooManyConversations,
            retry_after_ms: 3_000_000
        })
    );
    assert!(rates.contact_request(THERE, session(1), &key(3)).is_ok());
    clock.advance_ms(3_000_000);
    assert!(rates.contact_request(HERE, session(1), &key(3)).is_ok());
}

#[test]
fn guesses_are_held_back_for_a_minute_and_elsewhere_not_at_all() {
    let clock = Clock::standing_at(0);
    let rates = rates(&clock);
    for _ in 0..2 {
        assert_eq!(rates.before_code_ms(HERE), 0);
        rates.wrong_code(HERE).unwrap();
    }
    assert_eq!(rates.before_code_ms(HERE), 1_000);
    let refused = rates.wrong_code(HERE);
    assert_eq!(code(refused), Some(Refusal::TooManyAttempts));
    assert_eq!(rates.before_code_ms(THERE), 0);
    clock.advance_ms(60_000);
    assert_eq!(rates.before_code_ms(HERE), 0);
    assert!(rates.wrong_code(HERE).is_ok());
}

#[test]
fn a_right_code_is_counted_for_its_conversation_and_address() {
    let clock = Clock::standing_at(0);
    let rates = rates(&clock);
    for _ in 0..REDEEMS_PER_MINUTE {
        rates.redeem(HERE, CONVERSATION).unwrap();
    }
    let refused = rates.redeem(HERE, CONVERSATION);
    assert_eq!(code(refused), Some(Refusal::TooManyAttempts));
    assert!(rates.redeem(THERE, CONVERSATION).is_ok());
    assert!(rates.redeem(HERE, ConversationId(8)).is_ok());
    clock.advance_ms(60_000);
    assert!(rates.redeem(HERE, CONVERSATION).is_ok());
}

#[test]
fn each_side_of_a_conversation_has_its_own_minute() {
    let clock = Clock::standing_at(0);
    let rates = rates(&clock);
    for number in 0..2 {
        rates
            .message(CONVERSATION, Side::Visitor, &key(number))
            .unwrap();
    }
    clock.advance_ms(20_000);
    let refused = rates.message(CONVERSATION, Side::Visitor, &key(9));
    assert_eq!(
        refused,
        Err(TooMuch {
            code: Refusal::TooManyMessages,
            retry_after_ms: 40_000
        })
    );
    assert!(
        rates
            .message(CONVERSATION, Side::Agent(AgentId(1)), &key(0))
            .is_ok()
    );
    clock.advance_ms(40_000);
    assert!(rates.message(CONVERSATION, Side::Visitor, &key(9)).is_ok());
}

#[test]
fn a_failed_sign_in_counts_for_its_name_and_address_alone() {
    let rates = rates(&Clock::standing_at(0));
    rates.sign_in(HERE, "maria").unwrap();
    rates.sign_in(HERE, "maria").unwrap();
    let refused = rates.sign_in(HERE, "maria");
    assert_eq!(code(refused), Some(Refusal::TooManyAttempts));
    assert!(rates.sign_in(THERE, "maria").is_ok());
    assert!(rates.sign_in(HERE, "jaana").is_ok());
    let refused = rates.sign_in(HERE, "jaana");
    assert_eq!(code(refused), Some(Refusal::TooManyAttempts));
}

#[test]
fn a_success_forgets_the_failures() {
    let rates = rates(&Clock::standing_at(0));
    rates.sign_in(HERE, "maria").unwrap();
    rates.sign_in(HERE, "maria").unwrap();
    rates.signed_in(HERE, "maria");
    assert!(rates.sign_in(HERE, "maria").is_ok());
}
