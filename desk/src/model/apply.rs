//! What the relay says, taken into the model.

mod arrive;
mod gone;
mod settle;

use juttu_client::status::Status;
use juttu_shared::id::ConversationId;
use juttu_shared::rules::fold::Order;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{ClientMessage, Me, Presence, Present, ServerMessage, Welcome};

use super::{Effect, Kept, Model, Said};
use arrive::order_of;
pub(crate) use settle::conversation_of;

/// How long a sign of typing is shown, in milliseconds.
const TYPING_SHOWN_MS: i64 = 5_000;

impl Model {
    /// Takes a message of the relay's in. `now_ms` is the relay's clock.
    pub fn apply(&mut self, message: ServerMessage, now_ms: i64) -> Vec<Effect> {
        match message {
            ServerMessage::Welcome(welcome) => self.welcome(welcome),
            ServerMessage::Event(event) => self.event(event),
            ServerMessage::StaffEvent(event) => self.staff_event(event),
            ServerMessage::Waiting(waiting) => self.waits(waiting),
            ServerMessage::NotWaiting(gone) => {
                self.waiting
                    .retain(|waiting| waiting.conversation != gone.conversation);
                Vec::new()
            }
            ServerMessage::Mine(mine) => self.becomes_mine(mine),
            ServerMessage::Presence(presence) => {
                self.presence_told(presence);
                Vec::new()
            }
            ServerMessage::Typing(typing) => {
                if let Some(conversation) = self.conversation_mut(typing.conversation) {
                    conversation.typing_until_ms = now_ms.saturating_add(TYPING_SHOWN_MS);
                }
                Vec::new()
            }
            ServerMessage::Refused(refused) => self.refused(refused),
            ServerMessage::Away(away) => self.away_told(away),
            ServerMessage::Ending(ending) => self.ending_told(ending, now_ms),
            ServerMessage::Contact(contact) => self.contact_told(contact),
            ServerMessage::Colleague(colleague) => {
                self.colleague_told(colleague);
                Vec::new()
            }
            ServerMessage::Looked(looked) => self.looked_told(looked),
            ServerMessage::Found(found) => self.found_told(found),
            ServerMessage::Identity(identity) => self.identity_told(identity),
            ServerMessage::PersonalCode(code) => self.personal_code_told(code),
            ServerMessage::Pong(_) => Vec::new(),
        }
    }

    /// Takes in how the connection stands.
    pub fn connection(&mut self, status: Status) -> Vec<Effect> {
        let before = core::mem::replace(&mut self.status, status);
        match (before, status) {
            (Status::Connected, Status::Lost) => vec![Effect::Say(Said::ConnectionLost)],
            (Status::Lost, Status::Connected) => vec![Effect::Say(Said::ConnectedAgain)],
            _ => Vec::new(),
        }
    }

    /// Draws everything anew. Nothing of it is announced: it is history.
    fn welcome(&mut self, mut welcome: Welcome) -> Vec<Effect> {
        // What waits for somebody to take it is nobody's own.
        (welcome.mine).retain(|mine| matches!(mine.state, State::Active | State::Closed));
        let mut effects = self.presence_again(&welcome.presence);
        self.keep_names(welcome.me);
        self.presence = welcome.presence;
        self.staff = welcome.staff;
        self.waiting = welcome.waiting;
        self.waiting.sort_by_key(order_of);
        let told: Vec<ConversationId> = welcome.mine.iter().map(|mine| mine.id).collect();
        // Their events confirm the claims, so it has to be asked before.
        let claimed: Vec<ConversationId> = told
            .iter()
            .copied()
            .filter(|id| self.is_claiming(*id))
            .collect();
        for mine in welcome.mine {
            if self.take_mine(mine, false) == Order::Gap {
                effects.push(Effect::Resume);
            }
        }
        for id in claimed {
            effects.extend(self.show_claimed(id));
        }
        self.put_back_rest();
        self.kept = Kept::default();
        let gone: Vec<ConversationId> = (self.held())
            .map(|conversation| conversation.id)
            .filter(|id| !told.contains(id))
            .collect();
        effects.extend(self.lose(gone));
        if self.open_conversation().is_none() {
            self.open = None;
        }
        self.see_open();
        self.outbox.connection_lost();
        effects.extend(self.drop_settled());
        effects.extend(self.send_queued());
        effects
    }

    /// Says again what the agent is, where the relay has forgotten it.
    fn presence_again(&mut self, told: &[Presence]) -> Vec<Effect> {
        let mut effects = Vec::new();
        for now in told {
            let known = self.presence.iter().any(|was| was.service == now.service);
            let present = self.is_present(&now.service);
            if known && present != now.present {
                self.wished_present.insert(now.service.clone(), present);
                effects.push(Effect::Declare(ClientMessage::Present(Present {
                    service: now.service.clone(),
                    present,
                })));
            } else {
                self.wished_present.remove(&now.service);
            }
        }
        effects
    }

    /// The names that came with the page are in its language; the socket knows no language.
    fn keep_names(&mut self, mut me: Me) {
        let named = me.services.iter_mut().chain(&mut me.elsewhere);
        for named in named.chain(&mut me.locked) {
            let known = self.service_name(&named.id);
            if known != named.id.0 {
                named.name = known.to_owned();
            }
            for topic in &mut named.topics {
                let known = self.topic_name(&named.id, &topic.id);
                if known != topic.id {
                    topic.name = known.to_owned();
                }
            }
        }
        self.me = Some(me);
    }

    fn presence_told(&mut self, presence: Presence) {
        if self.wished_present.get(&presence.service) == Some(&presence.present) {
            self.wished_present.remove(&presence.service);
        }
        match self
            .presence
            .iter_mut()
            .find(|told| told.service == presence.service)
        {
            Some(told) => *told = presence,
            None => self.presence.push(presence),
        }
    }
}

#[cfg(test)]
mod tests;
