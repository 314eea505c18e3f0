//! The rows of a conversation, but its logs.

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::rules::state::State;
use juttu_shared::rules::text::first_words;
use juttu_shared::wire::v1::agent::Reach;
use juttu_shared::wire::v1::event::{Concerns, Envelope, Event, Kind, StaffKind};

use super::super::writer::Write;
use super::super::{Fault, log, queue};
use crate::store::{Head, Opening};

impl Write<'_> {
    pub(super) fn insert_conversation(&mut self, opening: &Opening) -> Result<Head, Fault> {
        let is_live = opening.leaving.is_none();
        let (state, left_at_ms) = match is_live {
            true => (State::Waiting, None),
            false => (State::Left, Some(opening.now_ms)),
        };
        self.tx
            .prepare_cached(
                "insert into conversation (service_id, door_service_id, state, language, topic, concerns, area,
                   is_live, opened_at_ms, waiting_since_ms, left_at_ms, answer_by_ms)
                 values (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10)",
            )?
            .execute((
                &opening.service.0,
                state.name(),
                &opening.language,
                &opening.about.topic,
                opening.about.concerns.map(Concerns::name),
                opening.about.area,
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
            door: opening.service.clone(),
            reference: id,
            state: State::Waiting,
            closed_at_ms: None,
            language: opening.language.clone(),
            topic: opening.about.topic.clone(),
            concerns: opening.about.concerns,
            area: opening.about.area,
            is_live,
            waiting_since_ms: opening.now_ms,
            in_front: false,
            answer_by_ms: None,
            reach: Reach::default(),
            identity: None,
            request: None,
            exited: false,
            last_seq: 0,
            visitor_seq: 0,
            agent_seq: 0,
            answer_seq: 0,
            last_staff_seq: 0,
            last_at_ms: 0,
            agents: Vec::new(),
            consulted: Vec::new(),
        })
    }

    pub(super) fn keep_agents(
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

    pub(super) fn keep_consulted(
        &self,
        head: &mut Head,
        consult: Option<AgentId>,
        release: &[AgentId],
    ) -> Result<(), Fault> {
        for agent in release {
            head.consulted.retain(|there| there != agent);
            self.tx
                .prepare_cached("update consulted set departed_at_ms = ?3 where conversation_id = ?1 and agent_id = ?2")?
                .execute((head.id.0, agent.0, head.last_at_ms))?;
        }
        if let Some(agent) = consult.filter(|agent| !head.consulted.contains(agent)) {
            head.consulted.push(agent);
            self.tx
                .prepare_cached(
                    "insert into consulted (conversation_id, agent_id, asked_at_ms) values (?1, ?2, ?3)
                     on conflict do update set asked_at_ms = excluded.asked_at_ms, departed_at_ms = null",
                )?
                .execute((head.id.0, agent.0, head.last_at_ms))?;
        }
        Ok(())
    }

    pub(super) fn keep_service(&self, head: &Head) -> Result<(), Fault> {
        self.tx
            .prepare_cached("update conversation set service_id = ?2 where conversation_id = ?1")?
            .execute((head.id.0, &head.service.0))?;
        Ok(())
    }

    pub(super) fn keep_state(&self, before: &Head, head: &Head) -> Result<(), Fault> {
        // The wait that ended by this: what a rough wait is made from. Whoever was sent back to the
        // front, or handed there, waits as no other does.
        let claimed =
            before.state == State::Waiting && head.state == State::Active && !before.in_front;
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
                head.closed_at_ms,
                head.is_live,
                head.in_front,
                head.waiting_since_ms,
                head.answer_by_ms,
            ))?;
        Ok(())
    }

    /// The first words, when by this the conversation begins to wait, in either way, or when they may
    /// have been emptied by it. None are told of somebody who is identified: who sees what they wrote is
    /// written down, and who looks at a queue is not.
    pub(super) fn first_words(
        &self,
        head: &Head,
        state_before: Option<State>,
        events: &[Event],
    ) -> Result<Option<String>, Fault> {
        let waits = matches!(head.state, State::Waiting | State::Left);
        let is_emptied = |event: &Event| matches!(event.kind, Kind::Redacted(_));
        let is_same = state_before == Some(head.state) && !events.iter().any(is_emptied);
        if waits && head.identity.is_some() {
            return Ok(Some(String::new()));
        }
        if !waits || is_same {
            return Ok(None);
        }
        let text = log::first_text(self.tx, &self.context.keyring, head.id)?;
        Ok(Some(first_words(&text, queue::FIRST_WORDS_CHARS)))
    }

    pub(super) fn keep_conclusion(&self, event: &Envelope<StaffKind>) -> Result<(), Fault> {
        if let StaffKind::Concluded(concluded) = &event.kind {
            let outcome = serde_json::to_value(concluded.outcome).ok();
            self.tx
                .prepare_cached(
                    "update conversation set outcome = ?2, concluded_topic = ?3 where conversation_id = ?1",
                )?
                .execute((
                    event.conversation.0,
                    outcome.as_ref().and_then(|name| name.as_str()),
                    &concluded.topic,
                ))?;
        }
        Ok(())
    }
}
