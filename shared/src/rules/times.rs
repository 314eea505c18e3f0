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
    /// Since when it stands there; while it goes on, since an agent joined it last.
    pub since_ms: i64,
    /// Since when the visitor has no connection; none while there is one.
    pub visitor_gone_ms: Option<i64>,
    /// Since when none of its agents has a connection; none while one has.
    pub agents_gone_ms: Option<i64>,
    /// Whether all of them have signed out, which nobody does by losing a connection.
    pub agents_signed_out: bool,
    /// When an agent said the last message; none when the resident did, or when it was handed on or
    /// sent back to the queue since, so that the resident waits for another agent's first word.
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
/// end: it is laid back among the requests. Who loses a connection may come back for a while; who
/// signs out has gone home, and the resident is not left with nobody meanwhile. Vanishing comes before silence, since a silence with
/// nobody to answer is not the resident's.
fn due_while_active(known: &Known, spans: &Spans, now_ms: i64) -> Due {
    let abandoned = known.agents_gone_ms.is_some_and(|gone_ms| {
        known.agents_signed_out || now_ms - gone_ms.max(known.since_ms) >= spans.agent_gone_ms
    });
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
mod tests;
