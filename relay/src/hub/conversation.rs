//! What the hub knows of a conversation that has not ended: enough to tell those concerned, and to
//! know what is due when a time runs out.

use juttu_shared::id::AgentId;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::rules::times::Known;
use juttu_shared::wire::v1::agent::{Request, Waiting};
use juttu_shared::wire::v1::event::{Author, Event, Kind};
use juttu_shared::wire::v1::visitor::Queue;

use super::identifying::Identifying;
use super::queue::Key;
use crate::store::Head;

/// A conversation that has not ended.
pub(super) struct Conversation {
    /// As agents who may claim it are shown it; kept up while nobody may.
    pub(super) row: Waiting,
    pub(super) state: Standing,
    pub(super) is_live: bool,
    /// Since when it stands in that state.
    pub(super) since_ms: i64,
    /// The number of its last event, once one has been heard of.
    pub(super) last_seq: u64,
    /// The agents who take part now.
    pub(super) agents: Vec<AgentId>,
    /// Since when the visitor has no connection.
    pub(super) visitor_gone_ms: Option<i64>,
    /// Whether the newest of the visitor's connections was a poll, which ends and is followed by another.
    pub(super) polls: bool,
    /// When an agent said the last message; none when the resident did.
    pub(super) agent_spoke_ms: Option<i64>,
    /// When the resident last said that they are still there.
    pub(super) stayed_ms: Option<i64>,
    /// The attempts to identify that keep it from being closed.
    pub(super) identifying: Identifying,
    /// When it ends unless something is said, as the resident was told.
    pub(super) ends_at_ms: Option<i64>,
    /// Whether any connection of the visitor's was told so, as far as it listened.
    pub(super) ending_told: bool,
    /// When typing was last told, to either side.
    pub(super) typing_told_ms: [i64; 2],
    /// Where it stands in its queue, while it does.
    pub(super) key: Option<Key>,
    /// The place at which it joined the queue.
    pub(super) joined_place: u64,
    /// How the queue stands for it, as the visitor's connections were told last.
    pub(super) told: Option<Queue>,
}

impl Conversation {
    /// One that waits, live or as a contact request, as it was found at the start.
    pub(super) fn found_waiting(row: Waiting, now_ms: i64) -> Self {
        let is_live = row.request.is_none();
        let state = match is_live {
            true => Standing::Waiting,
            false => Standing::Left,
        };
        Self::new(row, state, is_live, now_ms)
    }

    /// One that was opened now, or that was found going on at the start.
    pub(super) fn of_head(head: &Head, now_ms: i64) -> Self {
        let row = Waiting {
            conversation: head.id,
            service: head.service.clone(),
            reference: head.reference,
            since_ms: 0,
            in_front: false,
            away: false,
            topic: head.topic.clone(),
            concerns: head.concerns,
            area: head.area,
            door: None,
            identified: false,
            request: None,
            language: head.language.clone(),
            first_words: String::new(),
        };
        let mut conversation = Self::new(row, head.state, head.is_live, now_ms);
        conversation.stands(head, now_ms);
        conversation
    }

    fn new(row: Waiting, state: Standing, is_live: bool, now_ms: i64) -> Self {
        Self {
            row,
            state,
            is_live,
            since_ms: now_ms,
            last_seq: 0,
            agents: Vec::new(),
            visitor_gone_ms: Some(now_ms),
            polls: false,
            agent_spoke_ms: None,
            stayed_ms: None,
            identifying: Identifying::default(),
            ends_at_ms: None,
            ending_told: true,
            typing_told_ms: [0; 2],
            key: None,
            joined_place: 0,
            told: None,
        }
    }

    /// Learns how it stands.
    pub(super) fn stands(&mut self, head: &Head, now_ms: i64) {
        if self.state != head.state {
            self.state = head.state;
            self.since_ms = now_ms;
            self.told = None;
        }
        self.is_live = head.is_live;
        self.last_seq = head.last_seq;
        self.agents.clone_from(&head.agents);
        self.row.service.clone_from(&head.service);
        self.row.door = head.other_door();
        self.row.identified = head.identity.is_some();
        self.row.since_ms = head.waiting_since_ms;
        self.row.in_front = head.in_front;
        self.row.away &= self.can_be_away();
        let was_said = self.row.request.and_then(|request| request.answer_by);
        self.row.request = (!head.is_live).then_some(Request {
            answer_by_ms: head.answer_by_ms,
            answer_by: was_said.filter(|_| head.answer_by_ms.is_some()),
            reach: head.reach,
            exited: head.exited,
        });
    }

    /// Learns what was said.
    pub(super) fn hears(&mut self, events: &[Event], now_ms: i64) {
        for event in events {
            match (&event.kind, event.from) {
                (Kind::Posted(_), Author::Agent(_)) => self.agent_spoke_ms = Some(now_ms),
                // Whoever waits for another agent's first word waits for an answer.
                (Kind::Posted(_) | Kind::Requeued(_) | Kind::Transferred(_), _) => {
                    self.agent_spoke_ms = None;
                }
                _ => {}
            }
            let has_ended = match event.kind {
                Kind::IdentificationCompleted(_) => self.identifying.all_end(),
                // Which one failed is said by whoever knows it; or its time has run out.
                Kind::IdentificationFailed(_) => self.identifying.run_out(now_ms),
                _ => false,
            };
            if has_ended {
                self.stayed_ms = Some(now_ms);
            }
            let said = match &event.kind {
                Kind::Left(left) => left.answer_by,
                Kind::Transferred(transferred) => transferred.answer_by,
                _ => continue,
            };
            if let Some(request) = &mut self.row.request {
                request.answer_by = said;
            }
        }
    }

    /// The browser has come back from an attempt to identify, and goes on to the page.
    pub(super) fn is_back(&mut self, now_ms: i64) {
        self.stayed_ms = Some(now_ms);
        if self.visitor_gone_ms.is_some() {
            self.visitor_gone_ms = Some(now_ms);
        }
    }

    /// Whether agents may claim it, and are shown it.
    pub(super) fn is_shown(&self) -> bool {
        matches!(self.state, Standing::Waiting | Standing::Left)
    }

    /// Whether a visitor's being away means anything: who left a contact request is not expected
    /// to be there until somebody answers it, who may want to do what needs them.
    pub(super) fn can_be_away(&self) -> bool {
        match self.state {
            Standing::Waiting => self.is_live,
            Standing::Active => true,
            Standing::Left | Standing::Closed => false,
        }
    }

    /// A clock that was set back must not make anybody wait for it to catch up.
    pub(super) fn not_after(&mut self, now_ms: i64) {
        let back = |at_ms: &mut i64| *at_ms = (*at_ms).min(now_ms);
        back(&mut self.since_ms);
        for at_ms in [
            &mut self.visitor_gone_ms,
            &mut self.agent_spoke_ms,
            &mut self.stayed_ms,
        ] {
            at_ms.as_mut().map(back);
        }
    }

    /// What the rules ask for, with what is known of its agents and its service.
    pub(super) fn known(
        &self,
        agents_gone_ms: Option<i64>,
        agents_signed_out: bool,
        closed_ms: Option<i64>,
        now_ms: i64,
    ) -> Known {
        // Whoever is at their bank is neither silent nor away.
        let is_identifying = self.identifying.is_under_way(now_ms);
        Known {
            state: self.state,
            is_live: self.is_live,
            since_ms: self.since_ms,
            visitor_gone_ms: self.visitor_gone_ms.filter(|_| !is_identifying),
            agents_gone_ms,
            agents_signed_out,
            agent_spoke_ms: self.agent_spoke_ms.filter(|_| !is_identifying),
            stayed_ms: self.stayed_ms,
            ends_at_ms: self.ends_at_ms,
            closed_ms,
        }
    }
}
