//! Opening and changing conversations.

mod fold;
mod keep;
mod redact;

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{
    Author, Departed, Envelope, Event, Kind, StaffEvent, StaffKind,
};

use super::writer::Write;
use super::{Fault, heads, log, outbox, queue};
use crate::seal::Log;
use crate::store::{Append, Appended, Change, Commit, Head, Leaving, New, Opening};
use fold::{fold, numbered, opened};

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
        let brought = match opening.brings_identity {
            true => self.brought(opening.secret, &opening.service, opening.now_ms)?,
            false => None,
        };
        if let Some(leaving) = &opening.leaving {
            self.may_keep(brought.is_some(), leaving.code)?;
        }
        let head = self.insert_conversation(opening)?;
        let change = opened(opening, brought);
        let opened = self.apply(&head, change, opening.now_ms, None)?;
        if opening.leaving.is_some() {
            self.left_by(head.id, Some(opening.secret))?;
        }
        if let Some(commit) = self.changed {
            commit.place.clone_from(&opening.place);
        }
        Ok(opened.head)
    }

    /// Changes a conversation by one command.
    pub(super) fn append(&mut self, append: &Append) -> Result<Appended, Fault> {
        if let Some(session) = append.session
            && heads::session(self.tx, session)? != Some((append.conversation, true))
        {
            return Err(Fault::Refused(Refusal::NoConversation));
        }
        if let Some(code) = append.code
            && heads::by_code(self.tx, code)? != Some(append.conversation)
        {
            return Err(Fault::Refused(Refusal::WrongCode));
        }
        let mut head = None;
        for log in std::iter::once(append.log).chain(append.other_log) {
            let found = self
                .heads
                .get(self.tx, append.conversation, log, &append.client_key)?
                .ok_or(Fault::Refused(Refusal::NoConversation))?;
            if let Some(seq) = found.seq {
                return self.repeated(append, found.head, log, seq);
            }
            head = Some(found.head);
        }
        let head = head.ok_or(Fault::Refused(Refusal::NoConversation))?;
        let decided = append.decide.decide(&head, append.now_ms);
        let change = decided.map_err(Fault::Refused)?;
        self.may_empty(head.id, &change)?;
        if let Some(leaving) = &change.leaving {
            self.may_keep(head.reach.code || head.identity.is_some(), leaving.code)?;
        }
        if let Some(code) = change.code {
            self.may_keep(head.reach.code, code)?;
        }
        let leaves_contact = change.leaving.as_ref().is_some_and(Leaving::has_contact);
        let appended = self.apply(&head, change, append.now_ms, Some(head.state))?;
        if leaves_contact {
            self.left_by(head.id, append.session)?;
        }
        Ok(appended)
    }

    fn repeated(
        &self,
        append: &Append,
        head: Arc<Head>,
        log: Log,
        seq: u64,
    ) -> Result<Appended, Fault> {
        let (mut events, mut staff_events) = (Vec::new(), Vec::<StaffEvent>::new());
        match log {
            Log::Staff => staff_events.extend(log::by_seq(self, log::STAFF_EVENT, head.id, seq)?),
            _ => events = self.made_with(head.id, seq)?,
        }
        let by = events.last().map(|event| event.from);
        let by = by.or(staff_events.last().map(|event| event.from));
        let by = by.ok_or(Fault::Row(head.id.0))?;
        let may = append.decide.may_repeat(&head, by, append.now_ms);
        may.map_err(Fault::Refused)?;
        Ok(Appended {
            head,
            repeated: true,
            events,
            staff_events,
        })
    }

    /// The events that one command made: its acknowledgement `seq` is the last of them, and those
    /// before it are by the same author and have no key.
    pub(super) fn made_with(
        &self,
        conversation: ConversationId,
        seq: u64,
    ) -> Result<Vec<Event>, Fault> {
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

    pub(super) fn apply(
        &mut self,
        before: &Head,
        change: Change,
        now_ms: i64,
        state_before: Option<State>,
    ) -> Result<Appended, Fault> {
        if let Some(viewing) = &change.redacts {
            self.write_redacted(viewing)?;
        }
        if let Some(disclosing) = &change.discloses {
            self.write_disclosed(before, disclosing)?;
        }
        let mut head = before.clone();
        head.last_at_ms = now_ms.max(before.last_at_ms);
        let mut events = Vec::with_capacity(change.events.len());
        for new in change.events {
            head.last_seq += 1;
            fold(&mut head, &new, change.answer_by_ms);
            let event = numbered(&head, head.last_seq, new);
            log::insert(self, log::EVENT, &event)?;
            self.empty(&event)?;
            events.push(event);
        }
        // What waits is nobody's matter.
        let release = match head.state {
            State::Waiting | State::Left => head.consulted.clone(),
            State::Active | State::Closed => change.release,
        };
        let staff = change.staff_events.into_iter();
        let staff = staff.chain(release.iter().map(|agent| released(*agent)));
        let mut staff_events = Vec::new();
        for new in staff {
            head.last_staff_seq += 1;
            let event = numbered(&head, head.last_staff_seq, new);
            log::insert(self, log::STAFF_EVENT, &event)?;
            self.keep_conclusion(&event)?;
            self.empty(&event)?;
            staff_events.push(event);
        }
        let release = release.into_iter().chain(change.let_go).collect::<Vec<_>>();
        let identified = change.identified;
        self.keep_identity(&mut head, identified, change.forgets, change.code)?;
        if let Some(identified) = identified.filter(|it| it.becomes.is_some()) {
            self.write_held(&head, identified.identity)?;
        }
        self.keep_agents(&mut head, change.join, &change.depart)?;
        self.keep_consulted(&mut head, change.consult, &release)?;
        if let Some(leaving) = &change.leaving {
            self.keep_reach(&mut head, leaving)?;
        }
        if events.iter().any(|it| matches!(it.kind, Kind::Exited(_))) {
            self.keep_exit(&mut head)?;
        }
        let changes_state = state_before.is_some_and(|state| state != head.state);
        let changes_service = head.service != before.service;
        if changes_state {
            let is_closed = head.state == State::Closed;
            head.closed_at_ms = is_closed.then_some(head.last_at_ms);
        }
        let changes_promise = head.answer_by_ms != before.answer_by_ms;
        let waits_anew = head.waiting_since_ms != before.waiting_since_ms;
        if changes_state {
            outbox::withdraw(self.tx, head.id)?;
        }
        if changes_state && head.state == State::Closed || changes_promise || changes_service {
            outbox::withdraw_overdue(self.tx, head.id)?;
        }
        if changes_state || state_before.is_some() && (changes_promise || waits_anew) {
            self.keep_state(before, &head)?;
        }
        if changes_service {
            self.keep_service(&head)?;
        }
        for notice in &change.notices {
            outbox::insert(self.tx, &head.service, Some(head.id), notice)?;
        }
        let first_words = self.first_words(&head, state_before, &events)?;
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
            consulted: change.consult,
            released: release,
            place: None,
            only: identified.map(|identified| identified.session),
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
}

/// Says in the staff log that somebody is consulted no longer.
fn released(agent: AgentId) -> New<StaffKind> {
    New {
        from: Author::Relay,
        client_key: None,
        kind: StaffKind::Departed(Departed { agent }),
    }
}
