//! Opening and changing conversations, who waits, and the outbox.

use std::sync::Arc;

use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::State;
use juttu_shared::rules::text::first_words;
use juttu_shared::wire::v1::agent::Waiting;
use juttu_shared::wire::v1::event::{Author, Envelope, Kind, Opened, Posted, StaffKind};
use rusqlite::{Connection, OptionalExtension as _};

use super::heads::Found;
use super::writer::Write;
use super::{Fault, heads, log, outbox};
use crate::seal::{Keyring, Log};
use crate::store::{Append, Appended, Change, Commit, Head, New, Opening};

/// How many characters of the first message the queue shows.
const FIRST_WORDS_CHARS: usize = 120;

impl Write<'_> {
    /// Opens a conversation for a session, or finds the one it has.
    pub(super) fn open(&mut self, opening: &Opening) -> Result<Arc<Head>, Fault> {
        if let Some(head) = heads::of_session(self.tx, opening.secret)? {
            return Ok(Arc::new(head));
        }
        if waiting_count(self.tx, &opening.service)? >= opening.most_waiting {
            return Err(Fault::Refused(Refusal::QueueFull));
        }
        let head = self.insert_conversation(opening)?;
        let change = Change {
            events: vec![
                from_visitor(
                    None,
                    Kind::Opened(Opened {
                        language: opening.language.clone(),
                    }),
                ),
                from_visitor(
                    Some(&opening.client_key),
                    Kind::Posted(Posted {
                        text: opening.text.clone(),
                    }),
                ),
            ],
            ..Change::default()
        };
        let done = self.apply(&head, change, opening.now_ms, None)?;
        for notice in &opening.notices {
            outbox::insert(self.tx, &head.service, Some(head.id), notice)?;
        }
        Ok(done.head)
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
        self.apply(&head, change, append.now_ms, Some(head.state))
    }

    fn repeated(&self, append: &Append, head: Arc<Head>, seq: u64) -> Result<Appended, Fault> {
        append.decide.may_repeat(&head).map_err(Fault::Refused)?;
        let (mut events, mut staff_events) = (Vec::new(), Vec::new());
        match append.log {
            Log::Staff => staff_events.extend(log::by_seq(self, log::STAFF_EVENT, head.id, seq)?),
            _ => events.extend(log::by_seq(self, log::EVENT, head.id, seq)?),
        }
        Ok(Appended {
            head,
            repeated: true,
            events,
            staff_events,
        })
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
            head.state = state_after(head.state, &new.kind);
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
        if let Some(agent) = change.join.filter(|agent| !head.agents.contains(agent)) {
            head.agents.push(agent);
            self.tx
                .prepare_cached("insert into participant (conversation_id, agent_id, joined_at_ms) values (?1, ?2, ?3)")?
                .execute((head.id.0, agent.0, head.last_at_ms))?;
        }
        if state_before.is_some_and(|state| state != head.state) {
            self.keep_state(&head)?;
        }
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
        self.tx
            .prepare_cached(
                "insert into conversation (service_id, state, language, opened_at_ms, waiting_since_ms)
                 values (?1, 'waiting', ?2, ?3, ?3)",
            )?
            .execute((&opening.service.0, &opening.language, opening.now_ms))?;
        let id = u64::try_from(self.tx.last_insert_rowid()).map_err(|_| Fault::Row(0))?;
        self.tx
            .prepare_cached("insert into session (secret_hash, conversation_id, created_at_ms) values (?1, ?2, ?3)")?
            .execute((opening.secret.0, id, opening.now_ms))?;
        Ok(Head {
            id: ConversationId(id),
            service: opening.service.clone(),
            reference: id,
            state: State::Waiting,
            language: opening.language.clone(),
            waiting_since_ms: opening.now_ms,
            last_seq: 0,
            last_staff_seq: 0,
            last_at_ms: 0,
            agents: Vec::new(),
        })
    }

    fn keep_state(&self, head: &Head) -> Result<(), Fault> {
        let now_ms = |wanted: State| (head.state == wanted).then_some(head.last_at_ms);
        self.tx
            .prepare_cached(
                "update conversation set state = ?2, claimed_at_ms = coalesce(claimed_at_ms, ?3), closed_at_ms = ?4
                 where conversation_id = ?1",
            )?
            .execute((head.id.0, head.state.name(), now_ms(State::Active), now_ms(State::Closed)))?;
        Ok(())
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

/// Who waits in these services, longest first.
pub(super) fn waiting(
    connection: &Connection,
    keyring: &Keyring,
    services: &[ServiceId],
) -> Result<Vec<Waiting>, Fault> {
    let mut all = Vec::new();
    for service in services {
        let rows: Vec<(u64, i64, String)> = connection
            .prepare_cached(
                "select conversation_id, waiting_since_ms, language from conversation
                 where service_id = ?1 and state = 'waiting' order by waiting_since_ms, conversation_id",
            )?
            .query_map([&service.0], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        for (id, since_ms, language) in rows {
            let conversation = ConversationId(id);
            let text = log::first_text(connection, keyring, conversation)?;
            all.push(Waiting {
                conversation,
                service: service.clone(),
                reference: id,
                since_ms,
                language,
                first_words: first_words(&text, FIRST_WORDS_CHARS),
            });
        }
    }
    all.sort_by_key(|waiting| (waiting.since_ms, waiting.conversation));
    Ok(all)
}

fn waiting_count(connection: &Connection, service: &ServiceId) -> Result<u32, Fault> {
    Ok(connection
        .prepare_cached(
            "select count(*) from conversation where service_id = ?1 and state = 'waiting'",
        )?
        .query_row([&service.0], |row| row.get(0))
        .optional()?
        .unwrap_or(0))
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
