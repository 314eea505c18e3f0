//! What events do to a conversation, and how one begins.

use juttu_shared::id::ClientKey;
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{
    Author, Envelope, IdentificationCompleted, Kind, Left, LeftCause, Level, Opened, Posted,
};

use crate::store::change::Identified;
use crate::store::{Change, Head, New, Opening};

/// What an event does to the conversation.
pub(super) fn fold(head: &mut Head, new: &New<Kind>, answer_by_ms: Option<i64>) {
    match new.from {
        Author::Agent(_) => {
            head.agent_seq = head.last_seq;
            if matches!(new.kind, Kind::Posted(_)) {
                head.answer_seq = head.last_seq;
                // What was promised is done.
                head.answer_by_ms = None;
            }
        }
        Author::Visitor if matches!(new.kind, Kind::Posted(_)) => head.visitor_seq = head.last_seq,
        Author::Visitor | Author::Relay => {}
    }
    match &new.kind {
        Kind::Joined(_) => head.in_front = false,
        Kind::IdentificationRequested(_) => head.request = Some(head.last_seq),
        Kind::IdentificationCompleted(_)
        | Kind::IdentificationDeclined(_)
        | Kind::Closed(_)
        | Kind::Exited(_) => head.request = None,
        Kind::Requeued(_) => {
            head.in_front = true;
            head.waiting_since_ms = head.last_at_ms;
        }
        Kind::Transferred(transferred) => {
            if let Some(service) = &transferred.service {
                head.service = service.clone();
                head.in_front = !transferred.left;
                // A contact request waits since it was left, wherever it is handed.
                if head.is_live || !transferred.left {
                    head.waiting_since_ms = head.last_at_ms;
                }
                if transferred.left {
                    head.is_live = false;
                    head.answer_by_ms = answer_by_ms;
                }
            }
        }
        Kind::Left(left) => {
            let waits_still = match left.cause {
                LeftCause::WroteAgain => false,
                LeftCause::AgentGone | LeftCause::Promised => !head.is_live,
                _ => head.state == State::Left,
            };
            if !waits_still {
                head.waiting_since_ms = head.last_at_ms;
            }
            head.is_live = false;
            head.in_front = false;
            head.answer_by_ms = answer_by_ms;
        }
        _ => {}
    }
    head.state = state_after(head.state, &new.kind);
}

/// How a conversation begins, with who it is when the session has identified before.
pub(super) fn opened(opening: &Opening, brought: Option<(Identified, Level)>) -> Change {
    let key = Some(&opening.client_key);
    let posted_key = key.filter(|_| opening.leaving.is_none());
    let opened = Kind::Opened(Opened {
        language: opening.language.clone(),
        topic: opening.about.topic.clone(),
        concerns: opening.about.concerns,
        area: opening.about.area,
    });
    let posted = Kind::Posted(Posted {
        text: opening.text.clone(),
    });
    let left = opening.leaving.as_ref().map(|_| {
        let left = Left {
            cause: LeftCause::Chosen,
            answer_by: opening.answer_by.map(|(local, _)| local),
        };
        from_visitor(key, Kind::Left(left))
    });
    let completed = brought.map(|(identified, level)| {
        let completed = IdentificationCompleted {
            identity: identified.identity,
            level,
            request: None,
        };
        from_visitor(None, Kind::IdentificationCompleted(completed))
    });
    let mut events = vec![from_visitor(None, opened)];
    events.extend(completed);
    events.push(from_visitor(posted_key, posted));
    events.extend(left);
    Change {
        events,
        leaving: opening.leaving.clone(),
        identified: brought.map(|(identified, _)| identified),
        answer_by_ms: opening.answer_by.map(|(_, at_ms)| at_ms),
        notices: opening.notices.clone(),
        ..Change::default()
    }
}

fn from_visitor(client_key: Option<&ClientKey>, kind: Kind) -> New<Kind> {
    New {
        from: Author::Visitor,
        client_key: client_key.cloned(),
        kind,
    }
}

pub(super) fn numbered<K>(head: &Head, seq: u64, new: New<K>) -> Envelope<K> {
    Envelope {
        conversation: head.id,
        seq,
        at_ms: head.last_at_ms,
        from: new.from,
        client_key: new.client_key,
        kind: new.kind,
    }
}
