//! What was committed, told to those concerned.

use std::sync::Arc;

use juttu_shared::id::AgentId;
use juttu_shared::refusal::CloseCode;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::wire::v1::agent::Waiting;
use juttu_shared::wire::v1::event::{Author, Event, Kind, StaffEvent, StaffKind};

use super::Push;
use super::conversation::Conversation;
use super::frame::{Frame, event_frame, staff_frame};
use super::queue::Key;
use super::state::State;
use crate::store::accounts::Such;
use crate::store::{Commit, Head};

impl State {
    /// Tells of a commit. Says whether a queue has moved.
    pub(super) fn committed(&mut self, commit: &Commit, now_ms: i64) -> bool {
        let head = &commit.head;
        if let Some(session) = commit.only {
            // What comes now is not for them.
            self.end_others(head.id, session);
        }
        for event in &commit.events {
            if let Some(frame) = event_frame(event) {
                self.tell_visitors(head.id, &Push::Frame(Arc::clone(&frame)));
                self.tell_agents(commit, &frame);
                if !matches!(event.kind, Kind::Posted(_)) {
                    self.tell_departed(commit, &frame);
                }
            }
        }
        for event in &commit.staff_events {
            if let Some(frame) = staff_frame(event) {
                self.tell_agents(commit, &frame);
                if let Some(agent) = lets_go_by(event, commit)
                    && !commit.head.is_held_by(agent)
                {
                    self.tell_agent(agent, &Push::Frame(frame));
                }
            }
        }
        for agent in commit.joined.iter().chain(&commit.consulted) {
            self.tell_agent(*agent, &Push::Mine(head.id));
        }
        let known = self.conversations.remove(&head.id);
        let was = known.as_ref().map(|known| Was {
            state: known.state,
            is_shown: known.is_shown(),
            row: known.row.clone(),
            key: known.key,
        });
        let mut now = self.know(commit, known, now_ms);
        if commit.joined.is_some() {
            // A new agent has the whole time to read it.
            now.since_ms = now_ms;
        }
        let moved = self.queue_moved(was.as_ref(), &mut now, now_ms);
        let row = now.is_shown().then(|| now.row.clone());
        if now.state != Standing::Closed {
            let is_news = was.as_ref().is_some_and(|was| was.state != now.state);
            let is_near = now.ends_at_ms.is_some();
            self.conversations.insert(head.id, now);
            if is_near && (is_news || has_words(commit) || commit.joined.is_some()) {
                // Whatever was said, or became of it, the end is no longer near.
                self.tell_ending(head.id, None);
            }
        }
        self.tell_queue(head, was.filter(|was| was.is_shown), row);
        if commit.events.iter().any(is_exit) {
            // No session opens it any more: whoever has its code may come back with that, and every
            // other page that shows it learns, on coming back, that there is nothing to show.
            self.tell_visitors(head.id, &Push::End(CloseCode::Restarting));
        }
        moved
    }

    /// Tells the agents of the service what they see of a conversation that waits, when that is
    /// another than it was.
    fn tell_queue(&mut self, head: &Head, was: Option<Was>, row: Option<Waiting>) {
        let was = was.map(|was| was.row);
        if was != row {
            let was = was.as_ref().map(Such::of);
            self.tell_row(&head.service, head.id, was, row);
        }
    }

    /// Those who take part or are consulted are told. An agent who joins or is asked by this commit
    /// is told the conversation whole instead.
    fn tell_agents(&mut self, commit: &Commit, frame: &Arc<Frame>) {
        let head = &commit.head;
        for agent in head.agents.iter().chain(&head.consulted) {
            if commit.joined != Some(*agent) && commit.consulted != Some(*agent) {
                self.tell_agent(*agent, &Push::Frame(Arc::clone(frame)));
            }
        }
    }

    /// Those who took part or were consulted until now are told what has become of it, and nothing
    /// that is said in it any more.
    fn tell_departed(&mut self, commit: &Commit, frame: &Arc<Frame>) {
        for agent in commit.departed.iter().chain(&commit.released) {
            if !commit.head.is_held_by(*agent) {
                self.tell_agent(*agent, &Push::Frame(Arc::clone(frame)));
            }
        }
    }

    /// What is known of a conversation after a commit.
    fn know(&self, commit: &Commit, was: Option<Conversation>, now_ms: i64) -> Conversation {
        let head = &commit.head;
        let mut now = was.unwrap_or_else(|| {
            let mut new = Conversation::of_head(head, now_ms);
            if self.visitors.contains_key(&head.id) {
                new.visitor_gone_ms = None;
            }
            new
        });
        now.stands(head, now_ms);
        now.hears(&commit.events, now_ms);
        if let Some(first_words) = &commit.first_words {
            now.row.first_words.clone_from(first_words);
        }
        now
    }

    /// Takes the conversation to its place in the queue, or out of it.
    fn queue_moved(&mut self, was: Option<&Was>, now: &mut Conversation, now_ms: i64) -> bool {
        let wanted = (now.state == Standing::Waiting).then(|| Key::of(now));
        let stood = was.and_then(|was| was.key);
        if wanted == stood {
            return false;
        }
        if let (Some(key), Some(was)) = (stood, was) {
            let service = self.services.entry(was.row.service.clone());
            service.or_default().leave(key);
        }
        let service = self.services.entry(now.row.service.clone()).or_default();
        match (wanted, was) {
            (Some(key), _) => now.joined_place = service.join(key),
            // Whoever was sent back to the front waits as no other does.
            (None, Some(was)) if now.state == Standing::Active && !was.row.in_front => {
                service
                    .waits
                    .claimed(now_ms - was.row.since_ms, now.joined_place);
            }
            (None, _) => {}
        }
        now.key = wanted;
        true
    }
}

/// How a conversation stood before a commit.
struct Was {
    state: Standing,
    is_shown: bool,
    row: Waiting,
    key: Option<Key>,
}

/// Who lets go of a conversation by a commit, and is told this of the staff log still: that they are
/// asked no longer, or the note with which they handed it on.
fn lets_go_by(event: &StaffEvent, commit: &Commit) -> Option<AgentId> {
    match (&event.kind, event.from) {
        (StaffKind::Departed(departed), _) => {
            let agent = departed.agent;
            commit.released.contains(&agent).then_some(agent)
        }
        (StaffKind::HandedOver(_), Author::Agent(agent)) => {
            commit.departed.contains(&agent).then_some(agent)
        }
        _ => None,
    }
}

fn is_exit(event: &Event) -> bool {
    matches!(event.kind, Kind::Exited(_))
}

fn has_words(commit: &Commit) -> bool {
    let mut events = commit.events.iter();
    events.any(|event| matches!(event.kind, Kind::Posted(_)))
}
