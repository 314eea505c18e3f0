//! What is due when, by example and by properties.

use super::*;
use proptest::prelude::*;

const MINUTE: i64 = 60_000;

const WAITING: Known = Known {
    state: State::Waiting,
    is_live: true,
    since_ms: 0,
    visitor_gone_ms: None,
    agents_gone_ms: None,
    agents_signed_out: false,
    agent_spoke_ms: None,
    stayed_ms: None,
    ends_at_ms: None,
    closed_ms: None,
};
const ACTIVE: Known = Known {
    state: State::Active,
    ..WAITING
};

fn at(known: Known, now_ms: i64) -> Due {
    due(&known, &Spans::default(), now_ms)
}

#[test]
fn one_who_waits_with_a_connection_waits_for_ever() {
    assert_eq!(at(WAITING, 1_000 * MINUTE), Due::Nothing);
}

#[test]
fn one_who_is_away_for_ten_minutes_is_left_for_later() {
    let away = Known {
        visitor_gone_ms: Some(MINUTE),
        ..WAITING
    };
    assert_eq!(at(away, 11 * MINUTE - 1), Due::Nothing);
    assert_eq!(at(away, 11 * MINUTE), Due::Leave(LeftCause::Away));
    let requeued = Known {
        since_ms: 5 * MINUTE,
        ..away
    };
    assert_eq!(at(requeued, 15 * MINUTE - 1), Due::Nothing);
    assert_eq!(at(requeued, 15 * MINUTE), Due::Leave(LeftCause::Away));
}

#[test]
fn away_is_shown_after_thirty_seconds() {
    assert!(!is_away(None, 90_000));
    assert!(!is_away(Some(0), 29_999));
    assert!(is_away(Some(0), 30_000));
}

#[test]
fn whoever_waits_at_closing_time_has_a_grace() {
    let closed = Known {
        closed_ms: Some(10 * MINUTE),
        ..WAITING
    };
    assert_eq!(at(closed, 25 * MINUTE - 1), Due::Nothing);
    assert_eq!(at(closed, 25 * MINUTE), Due::Leave(LeftCause::ClosingTime));
    let requeued = Known {
        since_ms: 40 * MINUTE,
        ..closed
    };
    assert_eq!(at(requeued, 55 * MINUTE - 1), Due::Nothing);
    let none = Spans {
        closing_grace_ms: 0,
        ..Spans::default()
    };
    assert_eq!(due(&closed, &none, 11 * MINUTE - 1), Due::Nothing);
    assert_eq!(
        due(&closed, &none, 11 * MINUTE),
        Due::Leave(LeftCause::ClosingTime)
    );
}

#[test]
fn a_conversation_without_its_agents_goes_back_to_the_front() {
    let gone = Known {
        agents_gone_ms: Some(MINUTE),
        ..ACTIVE
    };
    assert_eq!(at(gone, 6 * MINUTE - 1), Due::Nothing);
    assert_eq!(at(gone, 6 * MINUTE), Due::Requeue);
    let request = Known {
        is_live: false,
        ..gone
    };
    assert_eq!(at(request, 6 * MINUTE), Due::Leave(LeftCause::AgentGone));
    let just_claimed = Known {
        since_ms: 4 * MINUTE,
        ..gone
    };
    assert_eq!(at(just_claimed, 9 * MINUTE - 1), Due::Nothing);
}

#[test]
fn a_conversation_whose_agents_have_signed_out_does_not_wait_for_them() {
    let gone = Known {
        agents_gone_ms: Some(MINUTE),
        agents_signed_out: true,
        ..ACTIVE
    };
    assert_eq!(at(gone, MINUTE), Due::Requeue);
    let request = Known {
        is_live: false,
        ..gone
    };
    assert_eq!(at(request, MINUTE), Due::Leave(LeftCause::AgentGone));
    let here = Known {
        agents_gone_ms: None,
        ..gone
    };
    assert_eq!(at(here, MINUTE), Due::Nothing, "connected again");
}

#[test]
fn silence_after_an_agents_words_is_warned_of_and_ends() {
    let silent = Known {
        agent_spoke_ms: Some(MINUTE),
        ..ACTIVE
    };
    assert_eq!(at(silent, 19 * MINUTE - 1), Due::Nothing);
    let ends_at_ms = 21 * MINUTE;
    assert_eq!(at(silent, 19 * MINUTE), Due::Warn { ends_at_ms });
    let warned = Known {
        ends_at_ms: Some(ends_at_ms),
        ..silent
    };
    assert_eq!(at(warned, 21 * MINUTE - 1), Due::Nothing);
    assert_eq!(at(warned, 21 * MINUTE), Due::Close);
    let stayed = Known {
        stayed_ms: Some(20 * MINUTE),
        ..warned
    };
    assert_eq!(at(stayed, 20 * MINUTE), Due::CallOff);
    let called_off = Known {
        ends_at_ms: None,
        ..stayed
    };
    assert_eq!(at(called_off, 38 * MINUTE - 1), Due::Nothing);
    let ends_at_ms = 40 * MINUTE;
    assert_eq!(at(called_off, 38 * MINUTE), Due::Warn { ends_at_ms });
}

#[test]
fn silence_while_the_resident_waits_for_an_answer_does_not_end_it() {
    assert_eq!(at(ACTIVE, 1_000 * MINUTE), Due::Nothing);
    let answered = Known {
        ends_at_ms: Some(21 * MINUTE),
        ..ACTIVE
    };
    assert_eq!(at(answered, 20 * MINUTE), Due::CallOff);
}

#[test]
fn silence_in_a_contact_request_does_not_end_it() {
    let request = Known {
        is_live: false,
        agent_spoke_ms: Some(0),
        ..ACTIVE
    };
    assert_eq!(at(request, 1_000 * MINUTE), Due::Nothing);
}

#[test]
fn nothing_is_due_in_what_is_left_or_closed() {
    for state in [State::Left, State::Closed] {
        let known = Known {
            state,
            visitor_gone_ms: Some(0),
            agents_gone_ms: Some(0),
            agent_spoke_ms: Some(0),
            closed_ms: Some(0),
            ..WAITING
        };
        assert_eq!(at(known, i64::from(u32::MAX)), Due::Nothing);
    }
}

/// What happens in a conversation that goes on, and how much later.
#[derive(Clone, Copy, Debug)]
enum Step {
    AgentSpeaks,
    ResidentSpeaks,
    Stays,
    Nothing,
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64)>> {
    let step = prop_oneof![
        1 => Just(Step::AgentSpeaks),
        1 => Just(Step::ResidentSpeaks),
        1 => Just(Step::Stays),
        8 => Just(Step::Nothing),
    ];
    // Mostly the usual second, at times a jump of hours.
    let later_ms = prop_oneof![4 => 0..5_000i64, 4 => 0..300_000i64, 1 => 0..9_000_000i64];
    prop::collection::vec((step, later_ms), 1..120)
}

proptest! {
    #[test]
    fn no_end_comes_without_a_minutes_warning(
        steps in steps(),
        inactivity_ms in 0..3_600_000i64,
        inactivity_warning_ms in 0..3_600_000i64,
    ) {
        let spans = Spans { inactivity_ms, inactivity_warning_ms, ..Spans::default() };
        let (mut known, mut now_ms) = (ACTIVE, 0);
        let mut warned_at_ms = None;
        for (step, later_ms) in steps {
            now_ms += later_ms;
            match step {
                Step::AgentSpeaks => known.agent_spoke_ms = Some(now_ms),
                Step::ResidentSpeaks => known.agent_spoke_ms = None,
                Step::Stays => known.stayed_ms = Some(now_ms),
                Step::Nothing => {}
            }
            let due = due(&known, &spans, now_ms);
            if !matches!(step, Step::Nothing) {
                // Whoever has just spoken is neither warned nor ended.
                prop_assert!(matches!(due, Due::Nothing | Due::CallOff));
            }
            match due {
                Due::Warn { ends_at_ms } => {
                    prop_assert!(ends_at_ms >= now_ms + LEAST_NOTICE_MS);
                    prop_assert!(known.agent_spoke_ms.is_some());
                    warned_at_ms = Some(now_ms);
                    known.ends_at_ms = Some(ends_at_ms);
                }
                Due::CallOff => {
                    prop_assert!(known.ends_at_ms.is_some());
                    warned_at_ms = None;
                    known.ends_at_ms = None;
                }
                Due::Close => {
                    let warned_at_ms = warned_at_ms.expect("warned");
                    prop_assert!(now_ms >= warned_at_ms + LEAST_NOTICE_MS);
                    prop_assert!(known.agent_spoke_ms.is_some());
                    break;
                }
                Due::Nothing => {}
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    #[test]
    fn what_is_due_stays_due_until_it_is_done(
        is_live: bool,
        waits: bool,
        since_ms in 0..600_000i64,
        visitor_gone_ms in prop::option::of(0..600_000i64),
        agents_gone_ms in prop::option::of(0..600_000i64),
        agents_signed_out in any::<bool>(),
        closed_ms in prop::option::of(0..600_000i64),
        now_ms in 0..3_600_000i64,
        later_ms in 0..3_600_000i64,
    ) {
        let state = if waits { State::Waiting } else { State::Active };
        let known = Known {
            state, is_live, since_ms, visitor_gone_ms, agents_gone_ms, agents_signed_out, closed_ms, ..WAITING
        };
        let first = at(known, now_ms);
        let then = at(known, now_ms + later_ms);
        match first {
            Due::Nothing => {}
            // Away may come on top of closing time.
            Due::Leave(LeftCause::ClosingTime) => {
                prop_assert!(matches!(then, Due::Leave(_)), "{:?}", then);
            }
            first => prop_assert_eq!(then, first),
        }
    }
}
