//! What agents were told last, so that one who polls is told all of it and nothing twice.
//!
//! A socket's mailbox lasts as long as the socket; a poll's only as long as the poll. Between two polls
//! this is what remembers. It holds what was told of, and not what was said: whoever asks is told
//! how things stand by then, so nothing that has been emptied meanwhile is ever sent.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{NotWaiting, ServerMessage, Waiting};

use super::frame::{Frame, Numbered, signal};
use super::state::State;
use super::{Hub, Push};
use crate::store::accounts::{Agent, Such};

/// How much is remembered. Whoever has been away for longer is told everything.
const MOST: usize = 8_192;

/// To whom it was told.
pub(super) enum To {
    Agent(AgentId),
    Service(ServiceId),
    All,
}

/// What was told.
pub(super) enum Trace {
    /// An event, which is read from the store.
    Event(Numbered),
    /// A conversation has become the agent's own.
    Mine(ConversationId),
    /// What is shown of a conversation that waits, or that it no longer does; and how it stood while
    /// it was shown before.
    Row(ConversationId, Option<Such>),
    /// How a conversation stood otherwise.
    Of(Such, Arc<Frame>),
    /// The presence of a service.
    Presence(ServiceId),
    /// Anything else. It holds nothing that anybody wrote.
    Signal(Arc<Frame>),
}

impl Trace {
    /// What a push to agents tells; none for the end of a connection.
    pub(super) fn of(push: &Push) -> Option<Self> {
        match push {
            Push::Frame(frame) => Some(match frame.event {
                Some(event) => Self::Event(event),
                None => Self::Signal(Arc::clone(frame)),
            }),
            Push::Mine(conversation) => Some(Self::Mine(*conversation)),
            Push::End(_) => None,
        }
    }
}

/// What agents were told last.
pub(super) struct Trail {
    /// Tells this process from others.
    process: u64,
    /// The number of the oldest that is remembered.
    first: u64,
    told: VecDeque<(To, Trace)>,
}

impl Default for Trail {
    fn default() -> Self {
        Self {
            process: RandomState::new().hash_one(0),
            first: 0,
            told: VecDeque::new(),
        }
    }
}

impl Trail {
    pub(super) fn keep(&mut self, to: To, trace: Option<Trace>) {
        let Some(trace) = trace else { return };
        self.told.push_back((to, trace));
        if self.told.len() > MOST {
            self.told.pop_front();
            self.first += 1;
        }
    }

    /// Where it ends now.
    fn end(&self) -> Seen {
        Seen {
            process: self.process,
            next: self.first + self.told.len() as u64,
        }
    }

    /// What was told after that; none when it is not known any more.
    fn since(&self, seen: Seen) -> Option<impl Iterator<Item = &(To, Trace)>> {
        let from = seen.next.checked_sub(self.first)?;
        let from = usize::try_from(from).ok()?;
        let is_known = seen.process == self.process && from <= self.told.len();
        is_known.then(|| self.told.iter().skip(from))
    }
}

/// What one who polls is told.
#[derive(Clone, Debug)]
pub enum Told {
    /// What stands at this number: read and tell it.
    Event(Numbered),
    /// A conversation has become the agent's own: tell it whole.
    Mine(ConversationId),
    /// Something to tell as it is.
    Signal(Arc<Frame>),
}

/// How far one who polls has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    process: u64,
    next: u64,
}

impl Seen {
    /// As the client is told it.
    pub fn to_text(self) -> String {
        format!("{:x}.{:x}", self.process, self.next)
    }

    /// As the client says it again.
    pub fn from_text(text: &str) -> Option<Self> {
        let (process, next) = text.split_once('.')?;
        let number = |text| u64::from_str_radix(text, 16).ok();
        Some(Self {
            process: number(process)?,
            next: number(next)?,
        })
    }
}

impl Hub {
    /// How far agents have been told by now. Whoever is told everything must ask before.
    pub fn seen(&self) -> Seen {
        self.state().trail.end()
    }

    /// What an agent has been told since, as it stands by now, and how far that is; none when that is
    /// not known any more.
    pub fn told_since(&self, agent: &Agent, seen: Seen) -> Option<(Vec<Told>, Seen)> {
        let now_ms = self.clock.now_ms();
        let state = self.state();
        let (mut rows, mut presences) = (HashSet::new(), HashSet::new());
        let mut all = Vec::new();
        let is_for = |to: &To| match to {
            To::Agent(id) => *id == agent.id,
            To::Service(service) => agent.services.contains(service),
            To::All => true,
        };
        for (_, trace) in state.trail.since(seen)?.filter(|(to, _)| is_for(to)) {
            all.extend(match trace {
                Trace::Event(event) => Some(Told::Event(*event)),
                Trace::Mine(conversation) => Some(Told::Mine(*conversation)),
                Trace::Signal(frame) => Some(Told::Signal(Arc::clone(frame))),
                Trace::Of(of, _) if agent.lock.shuts_such(of) => None,
                Trace::Of(_, frame) => Some(Told::Signal(Arc::clone(frame))),
                Trace::Row(id, _) if rows.contains(id) => None,
                Trace::Row(id, was) => state.row(*id, was.as_ref(), agent).and_then(|row| {
                    rows.insert(*id);
                    signal(&row).map(Told::Signal)
                }),
                Trace::Presence(service) => presences
                    .insert(service)
                    .then(|| {
                        let presence = state.presence_of(service, agent.id, now_ms);
                        signal(&ServerMessage::Presence(presence)).map(Told::Signal)
                    })
                    .flatten(),
            });
        }
        Some((all, state.trail.end()))
    }
}

impl State {
    /// What an agent is shown of a conversation that waits, or that it does not; none where nothing was
    /// shown before and nothing is now.
    fn row(
        &self,
        conversation: ConversationId,
        was: Option<&Such>,
        agent: &Agent,
    ) -> Option<ServerMessage> {
        let known = self.conversations.get(&conversation);
        let is_own =
            |row: &Waiting| agent.services.contains(&row.service) && !agent.lock.hides(row);
        let shown = known.filter(|it| it.is_shown() && is_own(&it.row));
        let was = was.filter(|was| !agent.lock.shuts_such(was));
        match (shown, was) {
            (Some(known), _) => Some(ServerMessage::Waiting(known.row.clone())),
            (None, Some(_)) => Some(ServerMessage::NotWaiting(NotWaiting { conversation })),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail(of: u64) -> Trail {
        let mut trail = Trail::default();
        for number in 0..of {
            let row = Trace::Row(ConversationId(number), None);
            trail.keep(To::All, Some(row));
        }
        trail
    }

    fn rows(trail: &Trail, seen: Seen) -> Option<Vec<u64>> {
        let since = trail.since(seen)?;
        let rows = since.filter_map(|(_, trace)| match trace {
            Trace::Row(id, _) => Some(id.0),
            _ => None,
        });
        Some(rows.collect())
    }

    #[test]
    fn what_was_told_after_is_found_once() {
        let mut trail = trail(3);
        let seen = trail.end();
        assert_eq!(rows(&trail, seen), Some(vec![]));
        trail.keep(To::All, Some(Trace::Row(ConversationId(7), None)));
        assert_eq!(rows(&trail, seen), Some(vec![7]));
        assert_eq!(rows(&trail, trail.end()), Some(vec![]));
        let text = seen.to_text();
        assert_eq!(Seen::from_text(&text), Some(seen));
    }

    #[test]
    fn what_is_forgotten_or_of_another_process_is_not_known() {
        let mut long = trail(1);
        let seen = long.end();
        for _ in 0..MOST {
            long.keep(To::All, Some(Trace::Row(ConversationId(7), None)));
        }
        assert_eq!(rows(&long, seen).map(|rows| rows.len()), Some(MOST));
        long.keep(To::All, Some(Trace::Row(ConversationId(7), None)));
        assert_eq!(rows(&long, seen), None);
        assert_eq!(long.told.len(), MOST);
        assert_eq!(rows(&trail(3), trail(3).end()), None, "another process");
        let ahead = Seen {
            next: 4,
            ..trail(0).end()
        };
        assert_eq!(rows(&trail(3), ahead), None);
        for text in ["", "1", "1.", "x.1", "1.-1"] {
            assert_eq!(Seen::from_text(text), None);
        }
    }
}
