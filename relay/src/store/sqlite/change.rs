//! Opening and changing conversations.

use std::sync::Arc;

use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::State;
use juttu_shared::rules::text::first_words;
use juttu_shared::wire::v1::agent::Reach;
use juttu_shared::wire::v1::event::{
    Author, Envelope, Event, Kind, Left, LeftCause, Opened, Posted, StaffKind,
};

use super::heads::Found;
use super::writer::Write;
use super::{Fault, heads, log, outbox, queue};
use crate::seal::Log;
use crate::store::{Append, Appended, Change, Commit, Head, New, Opening};

impl Write<'_> {
    /// Opens a conversation for a session, or finds the one it has.
    pub(super) fn open(&mut self, opening: &Opening) -> Result<Arc<Head>, Fault> {
        if let Some(head) = heads::of_session(self.tx, opening.secret)? {
            return Ok(Arc::new(head));
        }
        let waits = opening.leaving.is_none();
        if waits && queue::count(self.tx, &opening.service)? >= opening.most_waiting {
            return Err(Fault::Refused(Refusal::QueueFull));
        }
        if let Some(leaving) = &opening.leaving {
            self.may_keep(false, leaving)?;
        }
        let head = self.insert_conversation(opening)?;
        let change = opened(opening);
        let opened = self.apply(&head, change, opening.now_ms, None)?;
        if let Some(commit) = self.changed {
            commit.place.clone_from(&opening.place);
        }
        Ok(opened.head)
    }

    /// Changes a conversation by one command.
    pub(super) fn append(&mut self, append: &Append) -> Result<Appended, Fault> {
        let Found { head, seq } = self
            .heads
            .get(self.tx, append.conversation, append.log, &append.client_key)?
            .ok_or(Fault::Refused(Refusal::NoConversation))?;
        if let Some(seq) = seq {
            return self.repeated(append, head, seq);
        }
        let change = append.decide.decide(&head).map_err(Fault::Refused)?;
        if let Some(leaving) = &change.leaving {
            self.may_keep(head.reach.code, leaving)?;
        }
        self.apply(&head, change, append.now_ms, Some(head.state))
    }

    fn repeated(&self, append: &Append, head: Arc<Head>, seq: u64) -> Result<Appended, Fault> {
        append.decide.may_repeat(&head).map_err(Fault::Refused)?;
        let (mut events, mut staff_events) = (Vec::new(), Vec::new());
        match append.log {
            Log::Staff => staff_events.extend(log::by_seq(self, log::STAFF_EVENT, head.id, seq)?),
            _ => events = self.made_with(head.id, seq)?,
        }
        Ok(Appended {
            head,
            repeated: true,
            events,
            staff_events,
        })
    }

    /// The events that one command made: its acknowledgement `seq` is the last of them, and those
    /// before it are by the same author and have no key.
    fn made_with(&self, conversation: ConversationId, seq: u64) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        let mut before = seq;
        while let Some(event) = log::by_seq::<Kind>(self, log::EVENT, conversation, before)? {
            let acknowledged = events.first().unwrap_or(&event);
            if before < seq && (event.from != acknowledged.from || event.client_key.is_some()) {
                break;
            }
            events.insert(0, event);
            before = before.saturating_sub(1);
        }
        Ok(events)
    }

    fn apply(
        &mut self,
        before: &Head,
        change: Change,
        now_ms: i64,
        state_before: Option<State>,
    ) -> Result<Appended, Fault> {
        let mut head = before.clone();
        head.last_at_ms = now_ms.max(before.last_at_ms);
        let mut events = Vec::with_capacity(change.events.len());
        for new in change.events {
            head.last_seq += 1;
            fold(&mut head, &new, change.answer_by_ms);
            let event = numbered(&head, head.last_seq, new);
            log::insert(self, log::EVENT, &event)?;
            events.push(event);
        }
        let mut staff_events = Vec::with_capacity(change.staff_events.len());
        for new in change.staff_events {
            head.last_staff_seq += 1;
            let event = numbered(&head, head.last_staff_seq, new);
            log::insert(self, log::STAFF_EVENT, &event)?;
            self.keep_outcome(&event)?;
            staff_events.push(event);
        }
        self.keep_agents(&mut head, change.join, &change.depart)?;
        if let Some(leaving) = &change.leaving {
            self.keep_reach(&mut head, leaving)?;
        }
        if events.iter().any(|it| matches!(it.kind, Kind::Exited(_))) {
            self.keep_exit(&mut head)?;
        }
        let changes_state = state_before.is_some_and(|state| state != head.state);
        let changes_promise = head.answer_by_ms != before.answer_by_ms;
        let waits_anew = head.waiting_since_ms != before.waiting_since_ms;
        if changes_state {
            outbox::withdraw(self.tx, head.id)?;
        }
        if changes_state && head.state == State::Closed || changes_promise {
            outbox::withdraw_overdue(self.tx, head.id)?;
        }
        if changes_state || state_before.is_some() && (changes_promise || waits_anew) {
            self.keep_state(before, &head)?;
        }
        for notice in &change.notices {
            outbox::insert(self.tx, &head.service, Some(head.id), notice)?;
        }
        let first_words = self.first_words(&head, state_before)?;
        let head = Arc::new(head);
        self.heads.put(Arc::clone(&head));
        self.remember(Log::Public, &events);
        self.remember(Log::Staff, &staff_events);
        *self.changed = Some(Commit {
            head: Arc::clone(&head),
            before: state_before,
            events: events.clone(),
            staff_events: staff_events.clone(),
            joined: change.join,
            departed: change.depart,
            place: None,
            first_words,
        });
        Ok(Appended {
            head,
            repeated: false,
            events,
            staff_events,
        })
    }

    fn remember<K>(&mut self, log: Log, events: &[Envelope<K>]) {
        for event in events {
            if let Some(key) = &event.client_key {
                let (conversation, key) = (event.conversation, key.clone());
                self.heads.put_key(conversation, log, key, event.seq);
            }
        }
    }

    fn insert_conversation(&mut self, opening: &Opening) -> Result<Head, Fault> {
        let is_live = opening.leaving.is_none();
        let (state, left_at_ms) = match is_live {
            true => (State::Waiting, None),
            false => (State::Left, Some(opening.now_ms)),
        };
        self.tx
            .prepare_cached(
                "insert into conversation (service_id, state, language, topic, is_live, opened_at_ms, waiting_since_ms, left_at_ms, answer_by_ms)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
            )?
            .execute((
                &opening.service.0,
                state.name(),
                &opening.language,
                &opening.about.topic,
                is_live,
                opening.now_ms,
                left_at_ms,
                opening.answer_by.map(|(_, at_ms)| at_ms),
            ))?;
        let id = u64::try_from(self.tx.last_insert_rowid()).map_err(|_| Fault::Row(0))?;
        self.tx
            .prepare_cached("insert or replace into session (secret_hash, conversation_id, created_at_ms) values (?1, ?2, ?3)")?
            .execute((opening.secret.0, id, opening.now_ms))?;
        Ok(Head {
            id: ConversationId(id),
            service: opening.service.clone(),
            reference: id,
            state: State::Waiting,
            language: opening.language.clone(),
            topic: opening.about.topic.clone(),
            is_live,
            waiting_since_ms: opening.now_ms,
            in_front: false,
            answer_by_ms: None,
            reach: Reach::default(),
            exited: false,
            last_seq: 0,
            visitor_seq: 0,
            agent_seq: 0,
            answer_seq: 0,
            last_staff_seq: 0,
            last_at_ms: 0,
            agents: Vec::new(),
        })
    }

    fn keep_agents(
        &self,
        head: &mut Head,
        join: Option<AgentId>,
        depart: &[AgentId],
    ) -> Result<(), Fault> {
        for agent in depart {
            head.agents.retain(|there| there != agent);
            self.tx
                .prepare_cached("update participant set departed_at_ms = ?3 where conversation_id = ?1 and agent_id = ?2")?
                .execute((head.id.0, agent.0, head.last_at_ms))?;
        }
        if let Some(agent) = join.filter(|agent| !head.agents.contains(agent)) {
            head.agents.push(agent);
            self.tx
                .prepare_cached(
                    "insert into participant (conversation_id, agent_id, joined_at_ms) values (?1, ?2, ?3)
                     on conflict do update set joined_at_ms = excluded.joined_at_ms, departed_at_ms = null",
                )?
                .execute((head.id.0, agent.0, head.last_at_ms))?;
        }
        Ok(())
    }

    fn keep_state(&self, before: &Head, head: &Head) -> Result<(), Fault> {
        // The wait that ended by this: what a rough wait is made from.
        let claimed = before.state == State::Waiting && head.state == State::Active;
        let closed = head.state == State::Closed;
        self.tx
            .prepare_cached(
                "update conversation set state = ?2, claimed_at_ms = coalesce(?3, claimed_at_ms), closed_at_ms = ?4,
                   is_live = ?5, in_front = ?6, answer_by_ms = ?8,
                   waiting_since_ms = case when ?5 then ?7 else waiting_since_ms end,
                   left_at_ms = case when ?5 then left_at_ms else ?7 end
                 where conversation_id = ?1",
            )?
            .execute((
                head.id.0,
                head.state.name(),
                claimed.then_some(head.last_at_ms),
                closed.then_some(head.last_at_ms),
                head.is_live,
                head.in_front,
                head.waiting_since_ms,
                head.answer_by_ms,
            ))?;
        Ok(())
    }

    /// The first words, when by this the conversation begins to wait, in either way.
    fn first_words(&self, head: &Head, state_before: Option<State>) -> Result<String, Fault> {
        let waits = matches!(head.state, State::Waiting | State::Left);
        if !waits || state_before == Some(head.state) {
            return Ok(String::new());
        }
        let text = log::first_text(self.tx, &self.context.keyring, head.id)?;
        Ok(first_words(&text, queue::FIRST_WORDS_CHARS))
    }

    fn keep_outcome(&self, event: &Envelope<StaffKind>) -> Result<(), Fault> {
        if let StaffKind::Concluded(concluded) = &event.kind {
            let outcome = serde_json::to_value(concluded.outcome).ok();
            self.tx
                .prepare_cached("update conversation set outcome = ?2 where conversation_id = ?1")?
                .execute((
                    event.conversation.0,
                    outcome.as_ref().and_then(|name| name.as_str()),
                ))?;
        }
        Ok(())
    }
}

/// What an event does to the conversation.
fn fold(head: &mut Head, new: &New<Kind>, answer_by_ms: Option<i64>) {
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
        Kind::Requeued(_) => {
            head.in_front = true;
            head.waiting_since_ms = head.last_at_ms;
        }
        Kind::Left(left) => {
            let waits_still = match left.cause {
                LeftCause::WroteAgain => false,
                LeftCause::AgentGone => !head.is_live,
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

/// How a conversation begins.
fn opened(opening: &Opening) -> Change {
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
    let mut events = vec![from_visitor(None, opened), from_visitor(posted_key, posted)];
    events.extend(left);
    Change {
        events,
        leaving: opening.leaving.clone(),
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

fn numbered<K>(head: &Head, seq: u64, new: New<K>) -> Envelope<K> {
    Envelope {
        conversation: head.id,
        seq,
        at_ms: head.last_at_ms,
        from: new.from,
        client_key: new.client_key,
        kind: new.kind,
    }
}
