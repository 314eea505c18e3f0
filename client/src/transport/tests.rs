//! The machine, played through by hand.

use super::*;

const CHANCE: f64 = 0.5;
const POLLED: Input = Input::Polled { has_welcome: false };

/// A machine and what it did at the last step.
struct Played {
    transport: Transport,
    did: Vec<Effect>,
}

impl Played {
    fn new(has_fallback: bool) -> Self {
        let mut played = Self {
            transport: Transport::new(has_fallback),
            did: Vec::new(),
        };
        played.then(Input::Start);
        played
    }

    fn then(&mut self, input: Input) -> &mut Self {
        self.did = self.transport.step(input, CHANCE);
        self
    }

    fn connected(has_fallback: bool) -> Self {
        let mut played = Self::new(has_fallback);
        played.then(Input::Opened).then(Input::Heard);
        assert!(played.transport.is_on_socket());
        played
    }

    fn polling() -> Self {
        let mut played = Self::new(true);
        played
            .then(Input::Closed(1006))
            .then(Input::Timer(Timer::Retry))
            .then(Input::Closed(1006));
        assert!(played.did(Effect::PollFresh));
        played
    }

    fn did(&self, effect: Effect) -> bool {
        self.did.contains(&effect)
    }

    /// The wait that a timer was last set to.
    fn set_ms(&self, timer: Timer) -> Option<u32> {
        self.did.iter().rev().find_map(|effect| match effect {
            Effect::Set(set, wait_ms) if *set == timer => Some(*wait_ms),
            _ => None,
        })
    }
}

#[test]
fn hello_is_the_first_frame_and_the_answer_means_connected() {
    let mut played = Played::new(true);
    assert!(played.did(Effect::Open));
    played.then(Input::Opened);
    assert!(played.did(Effect::Hello));
    assert!(!played.transport.is_on_socket());
    played.then(Input::Heard);
    assert!(played.did(Effect::Tell(Status::Connected)));
    assert!(played.transport.is_on_socket());
}

#[test]
fn pings_go_on_whatever_is_heard_and_silence_after_one_is_death() {
    let mut played = Played::connected(true);
    played.then(Input::Heard);
    assert_eq!(played.set_ms(Timer::Ping), None, "hearing puts no ping off");
    played.then(Input::Timer(Timer::Ping));
    assert!(played.did(Effect::Ping));
    assert_eq!(played.set_ms(Timer::Silence), Some(ANSWER_MS));
    assert!(played.set_ms(Timer::Ping).is_some());
    played.then(Input::Timer(Timer::Silence));
    assert!(played.did(Effect::Drop));
    assert!(played.set_ms(Timer::Retry).is_some());
}

#[test]
fn a_short_loss_is_not_called_lost() {
    let mut played = Played::connected(true);
    played.then(Input::Closed(1006));
    assert!(!played.did(Effect::Tell(Status::Lost)));
    played
        .then(Input::Timer(Timer::Retry))
        .then(Input::Opened)
        .then(Input::Heard);
    assert!(played.did(Effect::Cancel(Timer::Grace)));
    assert!(!played.did(Effect::Tell(Status::Connected)));
}

#[test]
fn a_longer_loss_is_called_lost_and_found() {
    let mut played = Played::connected(true);
    played
        .then(Input::Closed(1006))
        .then(Input::Timer(Timer::Grace));
    assert!(played.did(Effect::Tell(Status::Lost)));
    played
        .then(Input::Timer(Timer::Retry))
        .then(Input::Opened)
        .then(Input::Heard);
    assert!(played.did(Effect::Tell(Status::Connected)));
}

#[test]
fn a_socket_that_was_open_is_opened_again_before_any_fallback() {
    let mut played = Played::connected(true);
    played.then(Input::Closed(1006));
    assert!(!played.did(Effect::PollFresh));
    played
        .then(Input::Timer(Timer::Retry))
        .then(Input::Closed(1006));
    assert!(!played.did(Effect::PollFresh));
}

#[test]
fn tries_are_ever_further_apart_where_there_is_no_fallback() {
    let mut played = Played::new(false);
    let mut waits = Vec::new();
    for _ in 0..8 {
        played.then(Input::Closed(1006));
        assert!(!played.did(Effect::PollFresh));
        waits.push(played.set_ms(Timer::Retry).unwrap());
        played.then(Input::Timer(Timer::Retry));
        assert!(played.did(Effect::Open));
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    assert!(waits[7] > waits[0]);
}

#[test]
fn a_stopping_relay_is_given_a_random_moment() {
    let mut played = Played::connected(true);
    played.then(Input::Closed(CloseCode::Restarting as u16));
    assert!(played.set_ms(Timer::Retry).unwrap() >= 750);
}

#[test]
fn some_codes_mean_do_not_come_back() {
    for (code, refusal) in [
        (CloseCode::Malformed, Refusal::Malformed),
        (CloseCode::SignedOut, Refusal::SignedOut),
        (CloseCode::TooLarge, Refusal::TooLarge),
    ] {
        let mut played = Played::connected(true);
        played.then(Input::Closed(code as u16));
        assert!(played.did(Effect::CancelAll));
        assert!(played.did(Effect::Tell(Status::Barred(refusal))));
        played.then(Input::Wake);
        assert_eq!(played.did, []);
    }
}

#[test]
fn two_sockets_that_do_not_open_lead_to_polling() {
    let mut played = Played::polling();
    assert!(!played.transport.is_on_socket());
    played.then(POLLED);
    assert!(played.did(Effect::Tell(Status::Connected)));
    played.then(Input::PassedOn { has_events: true });
    assert!(played.did(Effect::PollNext));
    assert!(played.transport.is_on_http());
}

#[test]
fn a_socket_that_hangs_leads_to_polling_at_once() {
    let mut played = Played::new(true);
    played.then(Input::Timer(Timer::Open));
    assert!(played.did(Effect::Drop));
    assert!(played.did(Effect::PollFresh));
}

#[test]
fn a_socket_that_opens_and_says_nothing_counts_as_not_opened() {
    let mut played = Played::new(true);
    played
        .then(Input::Opened)
        .then(Input::Timer(Timer::Silence));
    assert!(played.set_ms(Timer::Retry).is_some());
    played
        .then(Input::Timer(Timer::Retry))
        .then(Input::Opened)
        .then(Input::Timer(Timer::Silence));
    assert!(played.did(Effect::PollFresh));
}

#[test]
fn polling_tries_the_socket_now_and_then_and_goes_back_when_it_works() {
    let mut played = Played::polling();
    assert_eq!(played.set_ms(Timer::Probe), Some(PROBE_MS));
    played.then(POLLED);
    played.then(Input::Timer(Timer::Probe));
    assert!(played.did(Effect::Open));
    played.then(Input::Closed(1006));
    assert_eq!(played.set_ms(Timer::Probe), Some(PROBE_MS));
    assert!(played.transport.is_on_http());
    played.then(Input::Wake).then(Input::Opened);
    assert!(played.transport.is_on_http(), "not before it is heard from");
    played.then(Input::Heard);
    assert!(played.did(Effect::StopHttp));
    assert!(played.transport.is_on_socket());
    assert!(!played.transport.is_on_http());
    played.then(POLLED);
    assert_eq!(played.did, [], "a late answer starts nothing");
}

#[test]
fn without_an_event_there_is_no_next_poll_until_a_command_made_one() {
    let mut played = Played::polling();
    played
        .then(POLLED)
        .then(Input::PassedOn { has_events: false });
    assert!(!played.did(Effect::PollNext));
    played.then(Input::PassedOn { has_events: true });
    assert!(played.did(Effect::PollNext));
    played.then(Input::PassedOn { has_events: true });
    assert!(!played.did(Effect::PollNext), "one poll at a time");
}

#[test]
fn a_welcome_that_is_wanted_comes_with_the_next_poll_and_once() {
    let passed_on = Input::PassedOn { has_events: true };
    let mut played = Played::polling();
    played
        .then(Input::Polled { has_welcome: true })
        .then(Input::PassedOn { has_events: false });
    played.then(Input::Resume).then(passed_on);
    assert!(played.did(Effect::PollFresh));
    played
        .then(Input::Polled { has_welcome: true })
        .then(passed_on);
    assert!(played.did(Effect::Set(Timer::Poll, PAUSE_MS)));
    played.then(Input::Timer(Timer::Poll));
    assert!(played.did(Effect::PollNext));
    played.then(POLLED).then(passed_on);
    assert!(played.did(Effect::PollNext));
}

#[test]
fn a_failed_poll_is_made_again_from_the_beginning() {
    let mut played = Played::polling();
    played.then(Input::HttpFailed { retry_after_ms: 0 });
    assert!(played.did(Effect::StopHttp));
    assert!(played.did(Effect::Tell(Status::Lost)));
    assert!(!played.transport.is_on_http());
    played.then(Input::Timer(Timer::Poll));
    assert!(played.did(Effect::PollFresh));
    played.then(POLLED);
    assert!(played.did(Effect::Tell(Status::Connected)));
    assert!(
        played.did(Effect::Open),
        "the network was at fault: try the socket"
    );
}

#[test]
fn the_relay_may_ask_for_a_longer_wait() {
    let mut played = Played::polling();
    played.then(Input::HttpFailed {
        retry_after_ms: 9_000,
    });
    assert_eq!(played.set_ms(Timer::Poll), Some(9_000));
}

#[test]
fn waking_opens_at_once_and_asks_a_socket_whether_it_lives() {
    let mut played = Played::connected(true);
    played.then(Input::Wake);
    assert!(played.did(Effect::Ping));
    assert_eq!(played.set_ms(Timer::Silence), Some(WAKE_ANSWER_MS));
    played.then(Input::Closed(1006)).then(Input::Wake);
    assert!(played.did(Effect::Open));
    played.then(Input::Timer(Timer::Retry));
    assert_eq!(played.did, [], "it is being opened already");
}

#[test]
fn waking_polls_at_once_after_a_failure() {
    let mut played = Played::polling();
    played
        .then(Input::HttpFailed { retry_after_ms: 0 })
        .then(Input::Wake);
    assert!(played.did(Effect::PollFresh));
    assert!(played.did(Effect::Open));
}

#[test]
fn a_network_that_goes_is_told_at_once_and_tried_when_it_is_back() {
    let mut played = Played::connected(true);
    played.then(Input::Offline);
    assert!(played.did(Effect::Drop));
    assert!(played.did(Effect::Tell(Status::Lost)));
    assert!(!played.transport.is_on_socket());
    played.then(Input::Wake);
    assert!(played.did(Effect::Open));
    played.then(Input::Opened).then(Input::Heard);
    assert!(played.did(Effect::Tell(Status::Connected)));
}

#[test]
fn a_gap_leads_to_a_new_welcome() {
    let mut played = Played::connected(true);
    played.then(Input::Resume);
    assert!(played.did(Effect::Drop));
    assert!(played.did(Effect::Open));
    assert!(!played.did(Effect::Tell(Status::Lost)));
}

#[test]
fn welcomes_without_end_are_not_asked_for_without_a_pause() {
    let welcomed = Input::Polled { has_welcome: true };
    let passed_on = Input::PassedOn { has_events: true };
    let mut played = Played::polling();
    played.then(welcomed).then(passed_on);
    assert!(
        played.did(Effect::PollNext),
        "the first is followed at once"
    );
    for _ in 0..3 {
        played.then(welcomed).then(passed_on);
        assert!(!played.did(Effect::PollNext));
        assert_eq!(played.set_ms(Timer::Poll), Some(PAUSE_MS));
        played.then(passed_on);
        assert_eq!(played.did, [], "a command's answer cuts no pause short");
        assert!(played.transport.is_on_http());
        played.then(Input::Timer(Timer::Poll));
        assert_eq!(played.did, [Effect::PollNext]);
    }
    played.then(POLLED).then(passed_on);
    assert!(played.did(Effect::PollNext));
}
