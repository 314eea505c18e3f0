//! Which notices a conversation brings as it begins to wait, live or as a contact request: the one
//! place that says so, for residents' commands and for what the relay does itself.
//!
//! All of them stand in the outbox from the beginning, each due when it would be true. What is no
//! longer true by then has been withdrawn: the store does so whenever the state changes.

use juttu_shared::rules::date::LocalTime;

use crate::config::Service;
use crate::store::Head;
use crate::store::outbox::{NewNotice, NoticeKind};

/// How long an answer may stand before a resident who is not there is told that it waits, in
/// milliseconds: long enough to write a second line, or to see the resident come back.
pub const ANSWER_WAITS_AFTER_MS: i64 = 2 * 60_000;

/// By when an answer is promised, in the service's own time and as milliseconds since 1970 UTC, and
/// what staff should hear of it.
pub type Promised = (Option<(LocalTime, i64)>, Vec<NewNotice>);

/// For one who waits in the queue from now on: staff hear of it when nobody takes it for longer
/// than the service wants.
pub fn for_waiting(service: &Service, now_ms: i64) -> Vec<NewNotice> {
    vec![NewNotice {
        kind: NoticeKind::WaitingLong,
        thing: now_ms.to_string(),
        at_ms: now_ms,
        due_at_ms: now_ms + service.times.waiting_long_ms,
    }]
}

/// For one that is left for an answer later from now on: staff hear of it at once, and again when
/// the promise has passed.
pub fn for_left(service: &Service, now_ms: i64) -> Promised {
    promised(service, service.answer_by(now_ms), now_ms)
}

/// For a contact request that is left again because its agent vanished: what was promised stands,
/// and staff hear that it waits for somebody else. When the resident has asked again since an answer,
/// another one is promised; when the answer was the last word, nothing is owed to anybody.
pub fn for_left_again(service: &Service, head: &Head, now_ms: i64) -> Promised {
    if head.is_answered() {
        return Promised::default();
    }
    match standing_promise(service, head) {
        None => for_left(service, now_ms),
        standing => promised(service, standing, now_ms),
    }
}

/// By when an answer was promised already.
pub fn standing_promise(service: &Service, head: &Head) -> Option<(LocalTime, i64)> {
    let by_ms = head.answer_by_ms?;
    Some((service.promise_at(by_ms), by_ms))
}

/// What staff hear when the resident writes in a contact request: once, until an agent has done
/// something about it.
pub(super) fn resident_wrote(head: &Head, now_ms: i64) -> NewNotice {
    NewNotice {
        kind: NoticeKind::ResidentWrote,
        thing: head.agent_seq.to_string(),
        at_ms: now_ms,
        due_at_ms: now_ms,
    }
}

/// What a resident who left an e-mail address hears when an agent has answered and nobody was there
/// to read it: once for each time that the resident had the last word.
pub(super) fn for_answer(head: &Head, is_away: bool, now_ms: i64) -> Vec<NewNotice> {
    let is_told = head.reach.email && (!head.is_live || is_away);
    let answer_waits = || NewNotice {
        kind: NoticeKind::AnswerWaits,
        thing: head.visitor_seq.to_string(),
        at_ms: now_ms,
        due_at_ms: now_ms + ANSWER_WAITS_AFTER_MS,
    };
    is_told.then(answer_waits).into_iter().collect()
}

/// For what is handed to a service as a contact request: its staff hear of it at once. A promise that
/// stands is kept; when the resident has had the last word since an answer, or waited live until now,
/// the service gives one; when the answer was the last word, nothing is owed.
pub(super) fn for_handed_over(service: &Service, head: &Head, now_ms: i64) -> Promised {
    match standing_promise(service, head) {
        None if !head.is_live && head.is_answered() => promised(service, None, now_ms),
        None => for_left(service, now_ms),
        standing => promised(service, standing, now_ms),
    }
}

/// For one that is left since an agent promises an answer later: a promise that stands is kept, or
/// else the service gives one.
pub(super) fn for_promised(service: &Service, head: &Head, now_ms: i64) -> Promised {
    match standing_promise(service, head) {
        None => for_left(service, now_ms),
        standing => promised(service, standing, now_ms),
    }
}

/// What staff of a service hear is a thing of that service: what another one was told before it was
/// handed on is another.
fn promised(service: &Service, answer_by: Option<(LocalTime, i64)>, now_ms: i64) -> Promised {
    let thing = |at_ms: i64| format!("{at_ms}:{}", service.id.0);
    let mut notices = vec![NewNotice {
        kind: NoticeKind::RequestLeft,
        thing: thing(now_ms),
        at_ms: now_ms,
        due_at_ms: now_ms,
    }];
    notices.extend(answer_by.map(|(_, by_ms)| NewNotice {
        kind: NoticeKind::Overdue,
        thing: thing(by_ms),
        at_ms: by_ms,
        due_at_ms: by_ms,
    }));
    (answer_by, notices)
}
