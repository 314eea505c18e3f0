//! What calls the agent: decided here, in plain values, whatever the browser then makes of it.
//!
//! [`Watch`] remembers what was known and is shown the model after each change. What is there at the
//! first look is history. What is new after a sleep or a lost connection calls, because it is
//! compared with what was known before it.

use std::collections::{BTreeMap, BTreeSet};

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::Hold;
use juttu_shared::wire::v1::event::{Author, Kind, StaffKind};

use super::{Conversation, Model, Standing};

/// Something that calls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alert {
    /// A colleague handed a conversation to the agent, or brought her in.
    Handed,
    /// A colleague asks.
    Consulted,
    /// A resident wrote in one of the agent's own conversations.
    Message,
    /// A resident answered a request to identify, one way or the other.
    Identification,
    /// A colleague wrote a note in one of them.
    Noted,
    /// Somebody new waits.
    Waiting(ServiceId),
    /// Somebody has waited longer than promised.
    Late(ServiceId),
}

impl Alert {
    /// Whether it is about a conversation of the agent's own, and not about the queue.
    pub fn is_own(&self) -> bool {
        !matches!(self, Self::Waiting(_) | Self::Late(_))
    }
}

/// What was known when it was last looked.
#[derive(Debug, Default)]
pub struct Watch {
    seen: Option<Seen>,
}

#[derive(Debug)]
struct Seen {
    agent: AgentId,
    /// Those in the queue, and whether they were late.
    waiting: BTreeMap<ConversationId, bool>,
    mine: BTreeMap<ConversationId, Told>,
}

/// How far one of the agent's own was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Told {
    resident_seq: u64,
    colleague_seq: u64,
    /// The last answer to a request to identify.
    identified_seq: u64,
    is_held: bool,
    /// Whether it is the agent's to answer, and not a colleague who asks.
    is_own: bool,
}

impl Watch {
    /// Nothing is known: what comes next is history.
    pub fn forget(&mut self) {
        self.seen = None;
    }

    /// Looks whether somebody has come to wait too long since, and nothing else: between a lost
    /// connection and the next account of the relay's, the model is not the whole of it.
    pub fn look_at_clock(&mut self, model: &Model, now_ms: i64) -> Vec<Alert> {
        let Some(seen) = &mut self.seen else {
            return Vec::new();
        };
        let mut alerts = BTreeSet::new();
        for waiting in model
            .queue()
            .filter(|waiting| model.is_late(waiting, now_ms))
        {
            if let Some(was_late @ false) = seen.waiting.get_mut(&waiting.conversation) {
                *was_late = true;
                if model.is_present(&waiting.service) {
                    alerts.insert(Alert::Late(waiting.service.clone()));
                }
            }
        }
        alerts.into_iter().collect()
    }

    /// Looks at the model as it stands, and says what calls, each thing once, own ones first.
    pub fn look(&mut self, model: &Model, now_ms: i64) -> Vec<Alert> {
        let Some(agent) = model.me.as_ref().map(|me| me.agent) else {
            self.forget();
            return Vec::new();
        };
        let waiting = (model.queue())
            .map(|waiting| (waiting.conversation, model.is_late(waiting, now_ms)))
            .collect();
        let mine = (model.mine.iter())
            .map(|conversation| (conversation.id, Told::of(conversation, agent)))
            .collect();
        let now = Seen {
            agent,
            waiting,
            mine,
        };
        let before = self.seen.replace(now);
        match (before, &self.seen) {
            (Some(before), Some(now)) if before.agent == agent => {
                calls(model, &before, now).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Told {
    fn of(conversation: &Conversation, me: AgentId) -> Self {
        let last_of_resident = (conversation.log.iter().rev())
            .find(|event| event.from == Author::Visitor && matches!(event.kind, Kind::Posted(_)));
        let last_of_colleague = (conversation.staff_log.iter().rev()).find(|event| {
            let is_text = matches!(event.kind, StaffKind::Noted(_) | StaffKind::Consulted(_));
            is_text && event.from != Author::Agent(me)
        });
        Self {
            resident_seq: last_of_resident.map_or(0, |event| event.seq),
            colleague_seq: last_of_colleague.map_or(0, |event| event.seq),
            identified_seq: conversation.answered_seq(),
            is_held: conversation.standing() == Standing::Held,
            is_own: conversation.hold == Hold::Own,
        }
    }
}

fn calls(model: &Model, before: &Seen, now: &Seen) -> BTreeSet<Alert> {
    let mut alerts = BTreeSet::new();
    for waiting in model.queue() {
        let id = waiting.conversation;
        let is_late = now.waiting.get(&id) == Some(&true);
        let was = before.waiting.get(&id);
        // What the agent herself has sent back is no news to her.
        let was_own = before.mine.get(&id).is_some_and(|told| told.is_held);
        if !model.is_present(&waiting.service) || was_own {
            continue;
        }
        if was.is_none() {
            alerts.insert(Alert::Waiting(waiting.service.clone()));
        }
        if is_late && was == Some(&false) {
            alerts.insert(Alert::Late(waiting.service.clone()));
        }
    }
    for conversation in &model.mine {
        let Some(told) = now.mine.get(&conversation.id) else {
            continue;
        };
        let is_seen = model.is_watching && model.open == Some(conversation.id);
        match before.mine.get(&conversation.id) {
            // Whoever was asked and is then brought in, or handed it, has an answer to give now.
            Some(was) if !told.is_held || was.is_held && (was.is_own || !told.is_own) => {
                let is_answered_here = told.is_held && told.is_own;
                if is_answered_here && told.resident_seq > was.resident_seq && !is_seen {
                    alerts.insert(Alert::Message);
                }
                if is_answered_here && told.identified_seq > was.identified_seq && !is_seen {
                    alerts.insert(Alert::Identification);
                }
                if told.is_held && told.colleague_seq > was.colleague_seq && !is_seen {
                    alerts.insert(Alert::Noted);
                }
            }
            _ => alerts.extend(how_it_came(conversation, now.agent)),
        }
    }
    alerts
}

/// How a conversation became the agent's own, unless by her own hand.
fn how_it_came(conversation: &Conversation, me: AgentId) -> Option<Alert> {
    if conversation.standing() != Standing::Held {
        return None;
    }
    if conversation.hold == Hold::Consulted {
        return Some(Alert::Consulted);
    }
    let last = (conversation.log.iter().rev()).find(|event| {
        matches!(event.kind, Kind::Transferred(_) | Kind::Joined(_))
            && event.from != Author::Visitor
    });
    let is_handed = match last.map(|event| &event.kind) {
        Some(Kind::Transferred(transferred)) => transferred.agent == Some(me),
        // Brought in: whoever did it takes part still.
        Some(Kind::Joined(_)) => conversation.agents.iter().any(|agent| *agent != me),
        _ => false,
    };
    is_handed.then_some(Alert::Handed)
}

#[cfg(test)]
mod tests;
