//! What happens when a time has run out: who is left for later, who goes back to the queue, when a
//! conversation ends because nothing is said.
//!
//! The relay asks once a second, of every conversation that waits or goes on. Nothing here
//! remembers anything: what was found due and not done is found due again.

use super::state::State;
use crate::limits;
use crate::wire::v1::event::LeftCause;

/// The least that a resident is told before the time for something runs out, in milliseconds, even
/// when a clock has jumped past it or a service gives no more. WCAG 2.2, 2.2.1 asks for 20 s.
pub const LEAST_NOTICE_MS: i64 = 60_000;

/// How long things may last, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// How long a visitor may be away from the queue.
    pub visitor_away_ms: i64,
    /// How long the last agent of a conversation may be gone.
    pub agent_gone_ms: i64,
    /// How long nothing may be said in a live conversation, the agent having spoken last.
    pub inactivity_ms: i64,
    /// How long before that the resident is warned.
    pub inactivity_warning_ms: i64,
    /// How long those who wait at closing time may still be claimed.
    pub closing_grace_ms: i64,
}

impl Default for Spans {
    fn default() -> Self {
        Self {
            visitor_away_ms: limits::VISITOR_AWAY_MS,
            agent_gone_ms: limits::AGENT_GONE_MS,
            inactivity_ms: limits::INACTIVITY_MS,
            inactivity_warning_ms: limits::INACTIVITY_WARNING_MS,
            closing_grace_ms: limits::CLOSING_GRACE_MS,
        }
    }
}

/// What is known of a conversation. Instants are in milliseconds since 1970 UTC; those that nobody
/// can know after a start of the relay begin at the start, so that a restart takes no time from
/// anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where it stands.
    pub state: State,
    /// Whether it is live; a contact request is not.
    pub is_live: bool,
    /// Since when it stands there.
    pub since_ms: i64,
    /// Since when the visitor has no connection; none while there is one.
    pub visitor_gone_ms: Option<i64>,
    /// Since when none of its agents has a connection; none while one has.
    pub agents_gone_ms: Option<i64>,
    /// When an agent said the last message; none when the resident did.
    pub agent_spoke_ms: Option<i64>,
    /// When the resident last said, by writing or by a press, that they are still there.
    pub stayed_ms: Option<i64>,
    /// When it ends unless something is said, as the resident was told; none while no end is near.
    pub ends_at_ms: Option<i64>,
    /// Since when its service is closed; none while it is open.
    pub closed_ms: Option<i64>,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// It is left for an answer later.
    Leave(LeftCause),
    /// It goes back to the front of its queue.
    Requeue,
    /// The resident is warned that it ends at this instant unless something is said.
    Warn {
        /// The instant, in milliseconds since 1970 UTC.
        ends_at_ms: i64,
    },
    /// The end that was near is called off.
    CallOff,
    /// It ends, since nothing was said.
    Close,
}

/// Whether a visitor who has been without a connection since then is shown as away. Not at once: a
/// reload, a page's change, a phone between two networks is nobody's going away, and a visitor who
/// polls has no connection between two polls.
pub fn is_away(gone_ms: Option<i64>, now_ms: i64) -> bool {
    gone_ms.is_some_and(|gone_ms| now_ms - gone_ms >= limits::AWAY_SHOWN_MS)
}

/// Until when one who came to the queue at `since_ms` may still be claimed, in a service that is
/// closed since `closed_ms`. Whoever is sent back to the queue after closing time, by an agent who
/// vanished, has the whole grace from then on: they could not have come sooner.
pub fn claimable_until_ms(since_ms: i64, closed_ms: i64, spans: &Spans) -> i64 {
    since_ms.max(closed_ms) + spans.closing_grace_ms.max(LEAST_NOTICE_MS)
}

/// What is due in a conversation.
pub fn due(known: &Known, spans: &Spans, now_ms: i64) -> Due {
    match known.state {
        State::Waiting => due_in_queue(known, spans, now_ms),
        State::Active => due_while_active(known, spans, now_ms),
        State::Left | State::Closed => Due::Nothing,
    }
}

/// In the queue: a visitor who has been away for long is spared being claimed without being there,
/// and keeps what they wrote; and nobody waits past the grace for a service that has gone home.
/// Away comes first, since nobody was there to be told of the closing.
fn due_in_queue(known: &Known, spans: &Spans, now_ms: i64) -> Due {
    // One who was gone already when they came back to the queue is waited for anew.
    let away = known
        .visitor_gone_ms
        .is_some_and(|gone_ms| now_ms - gone_ms.max(known.since_ms) >= spans.visitor_away_ms);
    if away {
        return Due::Leave(LeftCause::Away);
    }
    let too_late = known
        .closed_ms
        .is_some_and(|closed_ms| now_ms >= claimable_until_ms(known.since_ms, closed_ms, spans));
    if too_late {
        return Due::Leave(LeftCause::ClosingTime);
    }
    Due::Nothing
}

/// While it goes on: a resident whose last agent has vanished is brought to another one, before
/// all others, since they have waited already. A contact request has nobody waiting at the other
/// end: it is laid back among the requests. Vanishing comes before silence, since a silence with
/// nobody to answer is not the resident's.
fn due_while_active(known: &Known, spans: &Spans, now_ms: i64) -> Due {
    let abandoned = known
        .agents_gone_ms
        .is_some_and(|gone_ms| now_ms - gone_ms.max(known.since_ms) >= spans.agent_gone_ms);
    match (abandoned, known.is_live) {
        (true, true) => Due::Requeue,
        (true, false) => Due::Leave(LeftCause::AgentGone),
        (false, _) => due_in_silence(known, spans, now_ms),
    }
}

/// The clock of inactivity runs only in a live conversation in which an agent spoke last: whoever
/// waits for an answer is never ended for waiting, and a contact request has no hurry. Writing, a
/// press and a new agent start it anew, as often as wanted. The warning always comes at least
/// [`LEAST_NOTICE_MS`] before the end, also when a clock has jumped past both.
fn due_in_silence(known: &Known, spans: &Spans, now_ms: i64) -> Due {
    let warn_at_ms = known
        .agent_spoke_ms
        .filter(|_| known.is_live)
        .map(|spoke_ms| {
            let heard_ms = spoke_ms.max(known.since_ms);
            let heard_ms = known.stayed_ms.map_or(heard_ms, |at| at.max(heard_ms));
            let quiet_ms = (spans.inactivity_ms - warning_ms(spans)).max(LEAST_NOTICE_MS);
            heard_ms + quiet_ms
        });
    match (warn_at_ms, known.ends_at_ms) {
        (Some(warn_at_ms), None) if warn_at_ms <= now_ms => Due::Warn {
            ends_at_ms: (warn_at_ms + warning_ms(spans)).max(now_ms + LEAST_NOTICE_MS),
        },
        (Some(warn_at_ms), Some(ends_at_ms)) if warn_at_ms <= now_ms => {
            if ends_at_ms <= now_ms {
                Due::Close
            } else {
                Due::Nothing
            }
        }
        (_, Some(_)) => Due::CallOff,
        (_, None) => Due::Nothing,
    }
}

fn warning_ms(spans: &Spans) -> i64 {
    spans.inactivity_warning_ms.max(LEAST_NOTICE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: i64 = 60_000;

    const WAITING: Known = Known {
        state: State::Waiting,
        is_live: true,
        since_ms: 0,
        visitor_gone_ms: None,
        agents_gone_ms: None,
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
            closed_ms in prop::option::of(0..600_000i64),
            now_ms in 0..3_600_000i64,
            later_ms in 0..3_600_000i64,
        ) {
            let state = if waits { State::Waiting } else { State::Active };
            let known = Known {
                state, is_live, since_ms, visitor_gone_ms, agents_gone_ms, closed_ms, ..WAITING
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
}
