//! Events taken into a conversation's two logs, in their order and once.

use juttu_shared::id::{AgentId, ClientKey};
use juttu_shared::rules::fold::{self, Order};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Hold, Mine};
use juttu_shared::wire::v1::event::{
    Author, Envelope, Event, Kind, Redacted, StaffEvent, StaffKind, Transferred,
};

use super::{Conversation, Standing, is_by};

impl Conversation {
    /// Lets go of the logs that `mine` tells from another place than where they end here: the
    /// relay knows another past. Says whether the whole staff log has to be asked for.
    pub(crate) fn begin_again(&mut self, mine: &Mine, is_whole: bool) -> bool {
        let begins = is_whole || !goes_on(self.last_seq, &mine.events);
        // Without notes it can't be told whether there are none, or the same as here.
        let asks = begins && !is_whole && mine.staff_events.is_empty() && self.last_staff_seq > 0;
        if begins {
            self.log.clear();
            self.disclosed.clear();
            self.state = State::Waiting;
            self.last_seq = 0;
        }
        if asks || is_whole || !goes_on(self.last_staff_seq, &mine.staff_events) {
            self.staff_log.clear();
            self.last_staff_seq = 0;
        }
        asks
    }

    /// Takes a conversation's news in, in order, or the whole of it in place of what was had. Says
    /// whether something is missing, and puts the keys of all events into `keys`.
    pub(crate) fn take_whole(
        &mut self,
        mine: Mine,
        is_whole: bool,
        me: Option<AgentId>,
        keys: &mut Vec<ClientKey>,
    ) -> Order {
        let mut order = Order::Next;
        let had = self.have();
        let asks = self.begin_again(&mine, is_whole);
        for event in mine.events {
            keys.extend(event.client_key.clone());
            if self.take(event, me) == Order::Gap {
                order = Order::Gap;
            }
        }
        for event in mine.staff_events {
            keys.extend(event.client_key.clone());
            if self.take_staff(event, me) == Order::Gap {
                order = Order::Gap;
            }
        }
        self.service = mine.service;
        self.reference = mine.reference;
        self.door = mine.door;
        self.hold = mine.hold;
        self.agents = mine.agents;
        self.consulted = mine.consulted;
        self.blocked_until_ms = mine.blocked_until_ms;
        self.is_live = mine.is_live;
        self.away = mine.away;
        self.reach = mine.reach;
        self.answer_by_ms = mine.answer_by_ms;
        self.answer_by = mine.answer_by;
        self.ends_at_ms = mine.ends_at_ms;
        self.is_gone = !matches!(mine.state, State::Active | State::Closed);
        if order != Order::Gap {
            self.state = mine.state;
            if had.last_seq > self.last_seq {
                self.unread_beyond();
            }
        }
        if asks { Order::Gap } else { order }
    }

    /// What is not there any more can't have been read.
    pub(crate) fn unread_beyond(&mut self) {
        self.read_seq = self.read_seq.min(self.last_seq);
        self.read_staff_seq = self.read_staff_seq.min(self.last_staff_seq);
        self.fresh_after_seq = self.fresh_after_seq.filter(|after| *after < self.last_seq);
    }

    /// Takes an event in, or says why not.
    pub(crate) fn take(&mut self, event: Event, me: Option<AgentId>) -> Order {
        let order = fold::order(self.last_seq, event.seq);
        match order {
            Order::Next => {}
            Order::Had => {
                if matches!(event.kind, Kind::Redacted(_)) {
                    redact(&mut self.log, event);
                }
                return order;
            }
            Order::Gap => return order,
        }
        self.last_seq = event.seq;
        self.state = fold::state_after(self.state, &event.kind);
        match event.from {
            Author::Visitor => self.typing_until_ms = 0,
            // Whoever answers has read what stands above the answer.
            Author::Agent(agent) if me == Some(agent) => {
                self.read_seq = self.read_seq.max(event.seq);
            }
            Author::Agent(_) | Author::Relay => {}
        }
        self.settle(&event, me);
        if let Kind::Redacted(Redacted { seq: Some(seq) }) = event.kind {
            empty_event(&mut self.log, seq);
        }
        self.reach_after(&event.kind);
        if !matches!(event.kind, Kind::Unknown) {
            self.log.push(event);
        }
        order
    }

    /// What an event means for who takes part, and for the agent's hold on the conversation.
    fn settle(&mut self, event: &Event, me: Option<AgentId>) {
        match &event.kind {
            Kind::Joined(_) => {
                if let Author::Agent(agent) = event.from {
                    self.consulted.retain(|other| *other != agent);
                    if !self.agents.contains(&agent) {
                        self.agents.push(agent);
                    }
                }
                if is_by(event.from, me) {
                    self.is_gone = false;
                    self.hold = Hold::Own;
                }
            }
            Kind::Departed(departed) => {
                self.agents.retain(|agent| *agent != departed.agent);
                if me == Some(departed.agent) {
                    self.is_gone = true;
                }
            }
            Kind::Requeued(_) | Kind::Left(_) => self.empty_hands(),
            Kind::Transferred(transferred) => self.hand_on(transferred, me),
            Kind::IdentityForgotten(_) => self.disclosed.clear(),
            _ => {}
        }
        let is_left = matches!(&event.kind, Kind::Transferred(transferred) if transferred.left);
        if is_left || matches!(event.kind, Kind::Left(_)) {
            self.is_live = false;
        }
        if self.standing() == Standing::Gone {
            self.let_go();
        }
        if self.state == State::Closed {
            self.deed_refused = None;
            self.disclosed.clear();
            self.typing_until_ms = 0;
            self.ends_at_ms = None;
            self.away = false;
        }
    }

    /// All who took part or were consulted let go of it, but for the one it is handed to.
    fn hand_on(&mut self, transferred: &Transferred, me: Option<AgentId>) {
        self.empty_hands();
        if let Some(agent) = transferred.agent {
            self.agents.push(agent);
            self.is_gone = me != Some(agent);
        }
        if let Some(service) = &transferred.service
            && *service != self.service
        {
            let before = core::mem::replace(&mut self.service, service.clone());
            let door = self.door.take().unwrap_or(before);
            self.door = Some(door).filter(|door| *door != self.service);
        }
    }

    fn empty_hands(&mut self) {
        self.agents.clear();
        self.consulted.clear();
        self.is_gone = true;
    }

    /// Takes an event of the staff log in, or says why not.
    pub(crate) fn take_staff(&mut self, event: StaffEvent, me: Option<AgentId>) -> Order {
        let order = fold::order(self.last_staff_seq, event.seq);
        match order {
            Order::Next => {}
            Order::Had => {
                if matches!(event.kind, StaffKind::Redacted(_)) {
                    redact(&mut self.staff_log, event);
                }
                return order;
            }
            Order::Gap => return order,
        }
        self.last_staff_seq = event.seq;
        if is_by(event.from, me) {
            self.read_staff_seq = self.read_staff_seq.max(event.seq);
        }
        match &event.kind {
            StaffKind::Consulted(asked) => {
                let is_known = self.consulted.contains(&asked.agent);
                if !is_known && !self.agents.contains(&asked.agent) {
                    self.consulted.push(asked.agent);
                }
            }
            StaffKind::Departed(departed) => {
                self.consulted.retain(|agent| *agent != departed.agent);
                if self.hold == Hold::Consulted && me == Some(departed.agent) {
                    self.is_gone = true;
                    self.let_go();
                }
            }
            StaffKind::Blocked(blocked) => self.blocked_until_ms = blocked.until_ms,
            StaffKind::Redacted(Redacted { seq: Some(seq) }) => {
                let emptied = StaffKind::Redacted(Redacted { seq: None });
                empty(&mut self.staff_log, *seq, emptied);
            }
            _ => {}
        }
        if !matches!(event.kind, StaffKind::Unknown) {
            self.staff_log.push(event);
        }
        order
    }
}

/// The same of the conversation's own log, where a request to identify may be answered still.
fn empty_event(log: &mut [Event], seq: u64) {
    match log.iter_mut().find(|event| event.seq == seq) {
        Some(Event {
            kind: Kind::IdentificationRequested(asked),
            ..
        }) => asked.reason.clear(),
        _ => empty(log, seq, Kind::Redacted(Redacted { seq: None })),
    }
}

/// The text of an event goes, the fact stays.
fn empty<K>(log: &mut [Envelope<K>], seq: u64, emptied: K) {
    if let Some(event) = log.iter_mut().find(|event| event.seq == seq) {
        event.kind = emptied;
    }
}

/// Whether events begin where a log ends; none at all do.
fn goes_on<K>(last_seq: u64, events: &[Envelope<K>]) -> bool {
    (events.first()).is_none_or(|first| fold::order(last_seq, first.seq) == Order::Next)
}

/// The text goes, the fact stays.
fn redact<K>(log: &mut [Envelope<K>], redacted: Envelope<K>) {
    if let Some(event) = log.iter_mut().find(|event| event.seq == redacted.seq) {
        event.kind = redacted.kind;
    }
}
