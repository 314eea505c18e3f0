//! What arrives one by one: someone who waits, a conversation, an event.

use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::rules::fold::Order;
use juttu_shared::wire::v1::agent::{Away, Contact, Ending, Hold, Looked, Mine, Waiting};
use juttu_shared::wire::v1::event::{Author, Event, Kind, StaffEvent, StaffKind};

use super::super::conversation::{is_by, is_warning};
use super::super::{Conversation, Effect, Given, Model, Notice, Opening, Said, Standing, Step};

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
        let held = self
            .conversation(id)
            .map(|known| (known.standing(), known.hold));
        let given = self.given(&mine).filter(|how| {
            let is_held = matches!(held, Some((Standing::Held, _)));
            // One who was consulted may be brought in.
            !is_held || *how != Given::Consulted && held == Some((Standing::Held, Hold::Consulted))
        });
        self.waiting.retain(|waiting| waiting.conversation != id);
        let mut effects = Vec::new();
        if self.take_mine(mine, true) == Order::Gap {
            effects.push(Effect::Resume);
        }
        if was_claiming {
            effects.extend(self.show_claimed(id));
        } else if let (Some(how), Some(conversation)) = (given, self.conversation(id)) {
            let reference = conversation.reference;
            effects.extend(self.notice(Notice::Given { reference, how }));
        }
        self.see_open();
        effects
    }

    /// How a conversation came from a colleague; none when the agent took it in another tab.
    fn given(&self, mine: &Mine) -> Option<Given> {
        if mine.hold == Hold::Consulted {
            return Some(Given::Consulted);
        }
        let me = self.me_id();
        let came = mine
            .events
            .iter()
            .rev()
            .find_map(|event| match &event.kind {
                Kind::Transferred(transferred) => Some(
                    (transferred.agent.is_some() && transferred.agent == me)
                        .then_some(Given::Transferred),
                ),
                Kind::Joined(_) if is_by(event.from, me) => Some(None),
                _ => None,
            });
        let is_among_others = mine.agents.iter().any(|agent| Some(*agent) != me);
        came.flatten()
            .or(is_among_others.then_some(Given::BroughtIn))
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
        if self.conversation(mine.id).is_none() {
            let mut conversation =
                Conversation::new(me, mine.id, mine.service.clone(), mine.reference);
            self.put_back_into(&mut conversation);
            self.mine.push(conversation);
        }
        let mut keys = Vec::new();
        let mut order = Order::Next;
        if let Some(conversation) = self.conversation_mut(mine.id) {
            order = conversation.take_whole(mine, is_whole, me, &mut keys);
        }
        self.finish(&keys);
        order
    }

    pub(super) fn event(&mut self, event: Event) -> Vec<Effect> {
        let (id, me, open) = (event.conversation, self.me_id(), self.open);
        let is_seen = self.is_watching && open == Some(id);
        let keys: Vec<ClientKey> = event.client_key.iter().cloned().collect();
        self.redacted_elsewhere(&event);
        let is_own_end = matches!(event.kind, Kind::Closed(_))
            && keys.iter().any(|key| self.outbox_has(key))
            && open == Some(id);
        let is_letting_go = self.is_letting_go(id);
        let Some(conversation) = self.conversation_mut(id) else {
            self.finish(&keys);
            return Vec::new();
        };
        let said = announcement(&event, conversation.reference, me, open == Some(id))
            // What the resident says elsewhere is for those who answer.
            .filter(|said| {
                conversation.hold == Hold::Own || !matches!(said, Said::MessageElsewhere { .. })
            });
        let before = conversation.standing();
        match conversation.take(event, me) {
            Order::Had => {
                self.finish(&keys);
                return Vec::new();
            }
            Order::Gap => return vec![Effect::Resume],
            Order::Next => {}
        }
        if is_seen {
            conversation.read_seq = conversation.have().last_seq;
        }
        let after = conversation.standing();
        self.finish(&keys);
        let mut effects = self.drop_settled();
        effects.extend(said.map(Effect::Say));
        if is_own_end {
            effects.push(Effect::FocusHeading);
        }
        if after != Standing::Held && before == Standing::Held {
            self.forget_notice_of(id);
            self.drop_openings(id);
        }
        if after == Standing::Gone {
            effects.extend(self.gone(id, before, is_letting_go));
        }
        effects
    }

    /// What follows when a conversation is no longer the agent's own.
    fn gone(&mut self, id: ConversationId, before: Standing, is_own_doing: bool) -> Vec<Effect> {
        match before {
            Standing::Held if is_own_doing => {
                self.withdraw(id);
                let is_open = self.open == Some(id);
                is_open
                    .then_some(Effect::FocusHeading)
                    .into_iter()
                    .collect()
            }
            Standing::Held => self.lose(vec![id]),
            // The resident wrote again after the end: it waits among the contact requests.
            Standing::Ended | Standing::Gone => {
                self.withdraw(id);
                Vec::new()
            }
        }
    }

    /// A text that was emptied stands in no other place either: not in what was looked up, nor as
    /// the first words of one who waits.
    fn redacted_elsewhere(&mut self, event: &Event) {
        let me = self.me_id();
        if !matches!(event.kind, Kind::Redacted(_)) {
            return;
        }
        for waiting in &mut self.waiting {
            if waiting.conversation == event.conversation {
                waiting.first_words.clear();
            }
        }
        if let Some(looked) =
            (self.looked.as_mut()).filter(|looked| looked.id == event.conversation)
        {
            looked.take(event.clone(), me);
        }
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
            let is_missed = conversation.is_missed() && !was_away;
            let is_news = is_missed && conversation.standing() == Standing::Held;
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
        let (id, me) = (event.conversation, self.me_id());
        let is_open = self.open == Some(id);
        let is_seen = self.is_watching && is_open;
        let keys: Vec<ClientKey> = event.client_key.iter().cloned().collect();
        if matches!(event.kind, StaffKind::Redacted(_))
            && let Some(looked) = (self.looked.as_mut()).filter(|looked| looked.id == id)
        {
            looked.take_staff(event.clone(), me);
        }
        let is_letting_go = self.is_letting_go(id);
        let said = self
            .written(&event, is_open)
            .or_else(|| self.warned(&event));
        let Some(conversation) = self.conversation_mut(id) else {
            self.finish(&keys);
            return Vec::new();
        };
        let before = conversation.standing();
        match conversation.take_staff(event, me) {
            Order::Gap => return vec![Effect::Resume],
            Order::Had => {
                self.finish(&keys);
                return Vec::new();
            }
            Order::Next => {}
        }
        if is_seen {
            conversation.read_staff_seq = conversation.have().last_staff_seq;
        }
        let after = conversation.standing();
        self.finish(&keys);
        let mut effects: Vec<Effect> = said.map(Effect::Say).into_iter().collect();
        if after == Standing::Gone && before == Standing::Held {
            self.forget_notice_of(id);
            effects.extend(self.gone(id, before, is_letting_go));
        }
        effects
    }

    /// What is said of what somebody else wrote to staff.
    fn written(&self, event: &StaffEvent, is_open: bool) -> Option<Said> {
        let text = match &event.kind {
            StaffKind::Noted(noted) | StaffKind::HandedOver(noted) => &noted.text,
            StaffKind::Consulted(asked) => &asked.text,
            _ => return None,
        };
        let Author::Agent(agent) = event.from else {
            return None;
        };
        if self.me_id() == Some(agent) {
            return None;
        }
        let conversation = self.conversation(event.conversation)?;
        let name = || self.agent_name(conversation, agent).unwrap_or_default();
        Some(Said::Noted {
            reference: conversation.reference,
            what: is_open.then(|| (name(), text.clone())),
        })
    }

    /// That another person identified than before.
    fn warned(&self, event: &StaffEvent) -> Option<Said> {
        let conversation = self.conversation(event.conversation)?;
        is_warning(event).then_some(Said::Identification {
            reference: conversation.reference,
            step: Step::Differs,
        })
    }

    /// Shows what was looked up. Nothing of it is kept, and nothing more is told of it.
    pub(super) fn looked_told(&mut self, looked: Looked) -> Vec<Effect> {
        self.outbox.acknowledge(&looked.client_key);
        let (me, mine) = (self.me_id(), looked.conversation);
        let mut conversation = Conversation::new(me, mine.id, mine.service.clone(), mine.reference);
        conversation.take_whole(mine, true, me, &mut Vec::new());
        conversation.hold = Hold::Looked;
        conversation.mark_read();
        conversation.fresh_after_seq = None;
        self.look_refused = None;
        self.looked = Some(conversation);
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
        kind if !is_own => Step::of(kind).map(|step| Said::Identification { reference, step }),
        _ => None,
    }
}
