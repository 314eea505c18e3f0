//! What arrives one by one: someone who waits, a conversation, an event.

use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::rules::fold::Order;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Away, Contact, Ending, Mine, Waiting};
use juttu_shared::wire::v1::event::{Author, Event, Kind, StaffEvent};

use super::super::{Conversation, Effect, Model, Notice, Opening, Said, Standing};

impl Model {
    pub(super) fn waits(&mut self, waiting: Waiting) -> Vec<Effect> {
        let known = self
            .waiting
            .iter()
            .position(|known| known.conversation == waiting.conversation);
        let was_request =
            (known.map(|at| self.waiting.remove(at))).map(|known| known.request.is_some());
        let (reference, service) = (waiting.reference, waiting.service.clone());
        let said = match (was_request, waiting.request.is_some()) {
            (None, false) => Some(Said::NewWaiting { reference, service }),
            (None, true) => Some(Said::NewRequest { reference, service }),
            (Some(false), true) => Some(Said::BecameRequest { reference, service }),
            (Some(_), _) => None,
        };
        let at = self
            .waiting
            .partition_point(|other| order_of(other) <= order_of(&waiting));
        self.waiting.insert(at, waiting);
        said.map(Effect::Say).into_iter().collect()
    }

    pub(super) fn becomes_mine(&mut self, mine: Mine) -> Vec<Effect> {
        let id = mine.id;
        let was_claiming = self.is_claiming(id);
        self.waiting.retain(|waiting| waiting.conversation != id);
        let mut effects = Vec::new();
        if self.take_mine(mine, true) == Order::Gap {
            effects.push(Effect::Resume);
        }
        if was_claiming {
            effects.extend(self.show_claimed(id));
        }
        self.see_open();
        effects
    }

    /// Brings a conversation to the screen that this tab has claimed.
    pub(super) fn show_claimed(&mut self, id: ConversationId) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(key) = self.claim_key(id) {
            self.outbox.acknowledge(&key);
        }
        self.claimed.remove(&id);
        self.notice = None;
        self.bring(id);
        let Some(conversation) = self.conversation_mut(id) else {
            return effects;
        };
        conversation.mark_read();
        conversation.fresh_after_seq = None;
        // A contact request is often answered outside the hours; in the queue, others see nobody.
        if conversation.is_live {
            let service = conversation.service.clone();
            if !self.is_present(&service) {
                effects.extend(self.notice(Notice::NotPresent(service)));
            }
        }
        effects.push(Effect::FocusConversation);
        effects
    }

    /// Takes a conversation's news in, in order, or the whole of it in place of what was had. Says
    /// whether something is missing.
    pub(super) fn take_mine(&mut self, mine: Mine, is_whole: bool) -> Order {
        let me = self.me_id();
        let state = mine.state;
        if self.conversation(mine.id).is_none() {
            let mut conversation = Conversation::new(mine.id, mine.service.clone(), mine.reference);
            self.put_back_into(&mut conversation);
            self.mine.push(conversation);
        }
        let mut keys = Vec::new();
        let mut order = Order::Next;
        if let Some(conversation) = self.conversation_mut(mine.id) {
            let had = conversation.have();
            let asks = conversation.begin_again(&mine, is_whole);
            conversation.service = mine.service;
            conversation.reference = mine.reference;
            for event in mine.events {
                keys.extend(event.client_key.clone());
                if conversation.take(event, me) == Order::Gap {
                    order = Order::Gap;
                }
            }
            for event in mine.staff_events {
                keys.extend(event.client_key.clone());
                if conversation.take_staff(event) == Order::Gap {
                    order = Order::Gap;
                }
            }
            conversation.is_live = mine.is_live;
            conversation.away = mine.away;
            conversation.reach = mine.reach;
            conversation.answer_by_ms = mine.answer_by_ms;
            conversation.ends_at_ms = mine.ends_at_ms;
            conversation.is_gone = !matches!(state, State::Active | State::Closed);
            if order != Order::Gap {
                conversation.state = state;
                if had.last_seq > conversation.have().last_seq {
                    conversation.unread_beyond();
                }
            }
            if asks {
                order = Order::Gap;
            }
        }
        self.confirm(&keys);
        order
    }

    pub(super) fn event(&mut self, event: Event) -> Vec<Effect> {
        let (id, me, open) = (event.conversation, self.me_id(), self.open);
        let is_seen = self.is_watching && open == Some(id);
        let keys: Vec<ClientKey> = event.client_key.iter().cloned().collect();
        let Some(conversation) = self.conversation_mut(id) else {
            return Vec::new();
        };
        let said = announcement(&event, conversation.reference, me, open == Some(id));
        let before = conversation.standing();
        match conversation.take(event, me) {
            Order::Had => {
                self.confirm(&keys);
                return Vec::new();
            }
            Order::Gap => return vec![Effect::Resume],
            Order::Next => {}
        }
        if is_seen {
            conversation.read_seq = conversation.have().last_seq;
        }
        let after = conversation.standing();
        self.confirm(&keys);
        let mut effects = self.drop_settled();
        effects.extend(said.map(Effect::Say));
        if after == Standing::Gone {
            effects.extend(match before {
                Standing::Held => self.lose(vec![id]),
                // The resident wrote again after the end: it waits among the contact requests.
                Standing::Ended | Standing::Gone => {
                    self.withdraw(id);
                    Vec::new()
                }
            });
        }
        effects
    }

    /// That somebody went away is said once, that somebody is back is shown.
    pub(super) fn away_told(&mut self, told: Away) -> Vec<Effect> {
        let id = told.conversation;
        let mut went = None;
        for waiting in &mut self.waiting {
            if waiting.conversation == id {
                let was_away = core::mem::replace(&mut waiting.away, told.away);
                went = (told.away && !was_away).then_some(waiting.reference);
            }
        }
        if let Some(conversation) = self.conversation_mut(id) {
            let was_away = core::mem::replace(&mut conversation.away, told.away);
            let is_news = told.away && !was_away && conversation.standing() == Standing::Held;
            went = went.or(is_news.then_some(conversation.reference));
        }
        went.map(|reference| Effect::Say(Said::WentAway { reference }))
            .into_iter()
            .collect()
    }

    pub(super) fn ending_told(&mut self, told: Ending, now_ms: i64) -> Vec<Effect> {
        let Some(conversation) = self.conversation_mut(told.conversation) else {
            return Vec::new();
        };
        let before = core::mem::replace(&mut conversation.ends_at_ms, told.ends_at_ms);
        let reference = conversation.reference;
        match told.ends_at_ms {
            Some(ends_at_ms) if before.is_none() => vec![Effect::Say(Said::Ending {
                reference,
                left_ms: ends_at_ms.saturating_sub(now_ms),
            })],
            _ => Vec::new(),
        }
    }

    /// Shows the contact details, if the conversation is still on the screen.
    pub(super) fn contact_told(&mut self, contact: Contact) -> Vec<Effect> {
        let id = contact.conversation;
        if let Some(key) = self.contact_key(id) {
            self.outbox.acknowledge(&key);
        }
        if self.open != Some(id) {
            return Vec::new();
        }
        match self.conversation_mut(id) {
            Some(conversation) if conversation.standing() != Standing::Gone => {
                conversation.contact = Opening::Open(contact);
                vec![Effect::FocusContact]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn staff_event(&mut self, event: StaffEvent) -> Vec<Effect> {
        let keys: Vec<ClientKey> = event.client_key.iter().cloned().collect();
        let Some(conversation) = self.conversation_mut(event.conversation) else {
            return Vec::new();
        };
        if conversation.take_staff(event) == Order::Gap {
            return vec![Effect::Resume];
        }
        self.confirm(&keys);
        Vec::new()
    }

    /// What the agent has in front counts as seen.
    pub(crate) fn see_open(&mut self) {
        if let (true, Some(id)) = (self.is_watching, self.open)
            && let Some(conversation) = self.conversation_mut(id)
        {
            conversation.mark_read();
        }
    }
}

/// Those in the queue before contact requests; those sent back to the front first, then longest
/// first; of two since the same moment, the one opened first.
pub(super) fn order_of(waiting: &Waiting) -> (bool, bool, i64, ConversationId) {
    (
        waiting.request.is_some(),
        !waiting.in_front,
        waiting.since_ms,
        waiting.conversation,
    )
}

/// What is said of an event, if anything: what others did, never one's own.
fn announcement(event: &Event, reference: u64, me: Option<AgentId>, is_open: bool) -> Option<Said> {
    let is_own = matches!(event.from, Author::Agent(agent) if me == Some(agent));
    match &event.kind {
        Kind::Posted(posted) if event.from == Author::Visitor => Some(if is_open {
            Said::Message {
                reference,
                text: posted.text.clone(),
            }
        } else {
            Said::MessageElsewhere { reference }
        }),
        Kind::Closed(_) if !is_own => Some(Said::Ended {
            reference,
            by_silence: event.from == Author::Relay,
        }),
        Kind::Exited(_) => Some(Said::Exited { reference }),
        _ => None,
    }
}
