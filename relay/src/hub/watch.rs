//! Looking at everything once a second: whose presence has lapsed, who is away, what is due.
//!
//! One pass over what is known; no conversation has a task or a timer of its own.

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::times::{Due, Spans, due, is_away};
use juttu_shared::wire::v1::event::LeftCause;

use super::Hub;
use super::conversation::Conversation;
use super::state::State;

/// How late the closing of a service may be noticed and still be taken for punctual, in
/// milliseconds. Later, after a jump of the clock, the grace begins when it is noticed.
const PUNCTUAL_MS: i64 = 2_000;

/// For how long it is known when a resident came last, in milliseconds: longer than anything is
/// tried to be told.
const CAME_KEPT_MS: i64 = 3 * 24 * 3_600_000;

/// What the hours say of a service at this moment.
#[derive(Clone, Debug)]
pub struct Hours {
    /// The service.
    pub service: ServiceId,
    /// Whether it is open.
    pub is_open: bool,
    /// When it closes, or opens next, in the service's own time.
    pub changes: Option<LocalTime>,
    /// By when an answer would be promised to what is left now, in the service's own time.
    pub answer_by: Option<LocalTime>,
    /// While it is closed, when it closed, in milliseconds since 1970 UTC.
    pub closed_at_ms: Option<i64>,
    /// What tells this opening from others: when it ends, or when the day began where it never
    /// does, in milliseconds since 1970 UTC.
    pub opening_ms: i64,
    /// When the day began, in milliseconds since 1970 UTC.
    pub day_began_ms: i64,
    /// How long things may last.
    pub spans: Spans,
    /// How long nobody may be present within the hours before staff are told, in milliseconds.
    pub nobody_ms: i64,
}

/// A time within the hours in which nobody is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Absence {
    opening_ms: i64,
    since_ms: i64,
    is_told: bool,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// A conversation is to be left for an answer later.
    Leave {
        /// Which.
        conversation: ConversationId,
        /// Its service.
        service: ServiceId,
        /// Why.
        cause: LeftCause,
    },
    /// Agents who have vanished are to be taken from a conversation, which then goes back to where
    /// it came from.
    Requeue {
        /// Which.
        conversation: ConversationId,
        /// Its service.
        service: ServiceId,
        /// Who has vanished.
        agents: Vec<AgentId>,
    },
    /// A conversation is to end, since nothing was said.
    Close {
        /// Which.
        conversation: ConversationId,
        /// The number of its last event.
        last_seq: u64,
    },
    /// Staff are to be told that nobody is present.
    Nobody {
        /// The service.
        service: ServiceId,
        /// Tells this absence from others that are not over.
        thing: String,
        /// Since when, in milliseconds since 1970 UTC.
        since_ms: i64,
    },
    /// Somebody is present again: what staff were told of is over, and the next absence is another.
    /// The store keeps it, since a relay that starts can't know who was there before.
    Somebody {
        /// The service.
        service: ServiceId,
    },
}

/// Whether what was found due is due still.
pub type StillDue = Arc<dyn Fn() -> bool + Send + Sync>;

impl Hub {
    /// Looks at everything: tells what is only told, and gives what is to be done.
    pub fn watch(&self, hours: &[Hours]) -> Vec<Task> {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        let mut tasks = Vec::new();
        for service in state.drop_gone(now_ms) {
            state.tell_presence(&service, now_ms);
        }
        for hours in hours {
            tasks.extend(state.watch_service(hours, now_ms));
            state.watch_opening(hours, now_ms);
        }
        state.watch_conversations(now_ms, &mut tasks);
        if state.is_round_due() {
            self.news.notify_one();
        }
        tasks
    }

    /// Whether a task is still to be done, asked when it is done: what was found due may have waited
    /// in the store's queue for a while, and the resident or the agent come back. To be asked inside
    /// the store's transaction; it takes the hub's lock for a moment, and calls nobody.
    pub fn still_due(self: &Arc<Self>, task: &Task) -> StillDue {
        let (hub, task) = (Arc::clone(self), task.clone());
        Arc::new(move || {
            let now_ms = hub.clock.now_ms();
            hub.state().is_due(&task, now_ms)
        })
    }

    /// Whether the resident of a conversation, in whichever state, has a connection at this moment.
    pub fn is_connected(&self, conversation: ConversationId) -> bool {
        self.state().visitors.contains_key(&conversation)
    }

    /// Whether the resident of a conversation that goes on hears what is told at this moment: has a
    /// connection, or is between two polls.
    pub fn is_here(&self, conversation: ConversationId) -> bool {
        let now_ms = self.clock.now_ms();
        let state = self.state();
        let known = state.conversations.get(&conversation);
        let polls = known.is_some_and(|it| it.polls && !is_away(it.visitor_gone_ms, now_ms));
        polls || state.visitors.contains_key(&conversation)
    }

    /// Whether the resident of a conversation has, or had, a connection that began after `at_ms`, or
    /// has an older one still: then they were told what was said by then. Forgotten after
    /// [`CAME_KEPT_MS`], and at a start of the relay.
    pub fn was_here_after(&self, conversation: ConversationId, at_ms: i64) -> bool {
        let state = self.state();
        let came_ms = state.came_ms.get(&conversation);
        state.visitors.contains_key(&conversation) || came_ms.is_some_and(|it| *it > at_ms)
    }

    /// A task has been done, as far as the hub does not hear of it as a commit.
    pub fn done(&self, task: &Task) {
        let mut state = self.state();
        match task {
            Task::Nobody {
                service, since_ms, ..
            } => {
                let Some(service) = state.services.get_mut(service) else {
                    return;
                };
                service.presence_noted = false;
                let absence = service.absence.as_mut();
                if let Some(absence) = absence.filter(|it| it.since_ms == *since_ms) {
                    absence.is_told = true;
                }
            }
            Task::Somebody { service } => {
                if let Some(service) = state.services.get_mut(service) {
                    service.presence_noted = true;
                }
            }
            Task::Leave { .. } | Task::Requeue { .. } | Task::Close { .. } => {}
        }
    }
}

impl State {
    fn watch_service(&mut self, hours: &Hours, now_ms: i64) -> Option<Task> {
        let is_staffed = self.presence.is_staffed(&hours.service, now_ms);
        let service = self.services.entry(hours.service.clone()).or_default();
        service.spans = hours.spans;
        service.moved |= service.waits.today(hours.day_began_ms);
        service.moved |= std::mem::replace(&mut service.is_staffed, is_staffed) != is_staffed;
        let closed_ms = (!hours.is_open).then(|| {
            let noticed_ms = service.closed_ms.unwrap_or_else(|| {
                let punctual = hours
                    .closed_at_ms
                    .filter(|at_ms| now_ms - at_ms <= PUNCTUAL_MS);
                punctual.unwrap_or(now_ms)
            });
            noticed_ms.min(now_ms)
        });
        service.moved |= std::mem::replace(&mut service.closed_ms, closed_ms) != closed_ms;
        if is_staffed {
            service.absence = None;
            return (!service.presence_noted).then(|| Task::Somebody {
                service: hours.service.clone(),
            });
        }
        service.absence = hours
            .is_open
            .then(|| absence(service.absence, hours, now_ms));
        let absence = service.absence?;
        if absence.is_told || now_ms - absence.since_ms < hours.nobody_ms {
            return None;
        }
        Some(Task::Nobody {
            service: hours.service.clone(),
            thing: absence.opening_ms.to_string(),
            since_ms: absence.since_ms,
        })
    }

    fn watch_conversations(&mut self, now_ms: i64, tasks: &mut Vec<Task>) {
        let (mut away, mut endings) = (Vec::new(), Vec::new());
        self.came_ms
            .retain(|_, came_ms| now_ms - *came_ms < CAME_KEPT_MS);
        for conversation in self.conversations.values_mut() {
            conversation.not_after(now_ms);
        }
        for (id, conversation) in &self.conversations {
            let is_away =
                conversation.can_be_away() && is_away(conversation.visitor_gone_ms, now_ms);
            if is_away != conversation.row.away {
                away.push((*id, is_away));
            }
            match self.due(conversation, now_ms) {
                Due::Warn { ends_at_ms } => endings.push((*id, Some(ends_at_ms))),
                Due::CallOff => endings.push((*id, None)),
                due => tasks.extend(task(due, conversation)),
            }
        }
        for (id, is_away) in away {
            self.tell_away(id, is_away);
        }
        for (id, ends_at_ms) in endings {
            self.tell_ending(id, ends_at_ms);
        }
    }

    /// What is due in a conversation at this moment.
    fn due(&self, conversation: &Conversation, now_ms: i64) -> Due {
        let Some(service) = self.services.get(&conversation.row.service) else {
            return Due::Nothing;
        };
        let is_gone = |agent: &AgentId| !self.agents.contains_key(agent);
        let agents_gone_ms = conversation.agents.iter().all(is_gone).then(|| {
            let gone = conversation.agents.iter();
            let gone_ms = gone.filter_map(|agent| self.agents_gone_ms.get(agent));
            // Who has not been seen since the start was there until then.
            gone_ms.max().copied().unwrap_or(i64::MIN).min(now_ms)
        });
        let mut agents = conversation.agents.iter();
        let agents_signed_out = agents.all(|agent| self.agents_signed_out.contains(agent));
        let known =
            conversation.known(agents_gone_ms, agents_signed_out, service.closed_ms, now_ms);
        due(&known, &service.spans, now_ms)
    }

    /// Whether a task is as it was found.
    fn is_due(&self, wanted: &Task, now_ms: i64) -> bool {
        let id = match wanted {
            Task::Leave { conversation, .. }
            | Task::Requeue { conversation, .. }
            | Task::Close { conversation, .. } => conversation,
            Task::Nobody { service, .. } => return !self.presence.is_staffed(service, now_ms),
            Task::Somebody { service } => return self.presence.is_staffed(service, now_ms),
        };
        let conversation = self.conversations.get(id);
        conversation
            .and_then(|conversation| task(self.due(conversation, now_ms), conversation))
            .is_some_and(|task| task == *wanted)
    }
}

/// What is to be done for what is due in a conversation.
fn task(due: Due, of: &Conversation) -> Option<Task> {
    let conversation = of.row.conversation;
    let service = || of.row.service.clone();
    match due {
        Due::Nothing | Due::Warn { .. } | Due::CallOff => None,
        Due::Leave(LeftCause::AgentGone) | Due::Requeue => Some(Task::Requeue {
            conversation,
            service: service(),
            agents: of.agents.clone(),
        }),
        Due::Leave(cause) => Some(Task::Leave {
            conversation,
            service: service(),
            cause,
        }),
        Due::Close => Some(Task::Close {
            conversation,
            last_seq: of.last_seq,
        }),
    }
}

/// The absence that goes on, or one that begins.
fn absence(before: Option<Absence>, hours: &Hours, now_ms: i64) -> Absence {
    let same = before.filter(|before| before.opening_ms == hours.opening_ms);
    let mut absence = same.unwrap_or(Absence {
        opening_ms: hours.opening_ms,
        since_ms: now_ms,
        is_told: false,
    });
    absence.since_ms = absence.since_ms.min(now_ms);
    absence
}
