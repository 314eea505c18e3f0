//! Who else answers at this relay: their names, and who may be asked, brought in, or handed a
//! conversation.

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::Colleague;

use super::{Conversation, Model};

/// How well a colleague can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum There {
    /// Present for the service at hand.
    Present,
    /// The desk is open.
    DeskOpen,
    /// The desk is not open.
    Shut,
}

/// A colleague, as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Who.
    pub agent: AgentId,
    /// The name.
    pub name: String,
    /// How well they can be reached.
    pub there: There,
}

/// Who has to do with a conversation, by their names: oneself is none, and comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Who takes part.
    pub agents: Vec<Option<String>>,
    /// Who is consulted.
    pub consulted: Vec<Option<String>>,
}

impl Model {
    /// Takes in what has changed of a colleague.
    pub(crate) fn colleague_told(&mut self, colleague: Colleague) {
        let known = self.staff.iter_mut();
        let mut same = known.filter(|known| known.agent == colleague.agent);
        match same.next() {
            Some(known) => *known = colleague,
            None => {
                let at = (self.staff).partition_point(|other| other.name <= colleague.name);
                self.staff.insert(at, colleague);
            }
        }
    }

    /// An agent's name: as the conversation tells it, or else as the directory does.
    pub fn agent_name(&self, conversation: &Conversation, agent: AgentId) -> Option<String> {
        let told = conversation.name_of(agent).map(str::to_owned);
        told.or_else(|| {
            let mut staff = self.staff.iter();
            let known = staff.find(|known| known.agent == agent);
            known.map(|known| known.name.clone())
        })
    }

    /// Who takes part and who is consulted.
    pub fn company(&self, id: ConversationId) -> Option<Company> {
        let conversation = self.shown(id)?;
        let named = |agents: &[AgentId]| -> Vec<Option<String>> {
            let is_me = |agent: &AgentId| self.me_id() == Some(*agent);
            let oneself = agents.iter().any(is_me).then_some(None);
            let others = agents.iter().filter(|agent| !is_me(agent));
            let names = others.map(|agent| {
                let name = self.agent_name(conversation, *agent);
                Some(name.unwrap_or_default())
            });
            oneself.into_iter().chain(names).collect()
        };
        Some(Company {
            agents: named(&conversation.agents),
            consulted: named(&conversation.consulted),
        })
    }

    /// The colleagues who may be asked about a conversation, by service: its own first, then the
    /// others; in each the present first, then by name. Those of several services stand once.
    pub fn to_ask(&self, id: ConversationId) -> Vec<(ServiceId, Vec<Choice>)> {
        let Some(conversation) = self.conversation(id) else {
            return Vec::new();
        };
        let others = (self.services()).filter(|service| *service != conversation.service);
        let mut given: Vec<AgentId> = conversation.agents.clone();
        given.extend(self.me_id());
        let mut groups = Vec::new();
        for service in core::iter::once(conversation.service.clone()).chain(others) {
            let choices = self.choices(&service, &given);
            given.extend(choices.iter().map(|choice| choice.agent));
            if !choices.is_empty() {
                groups.push((service, choices));
            }
        }
        groups
    }

    /// The colleagues to whom a conversation may be handed: of its service, and those whose desk is
    /// open.
    pub fn to_hand_to(&self, id: ConversationId) -> Vec<Choice> {
        let Some(conversation) = self.conversation(id) else {
            return Vec::new();
        };
        let me: Vec<AgentId> = self.me_id().into_iter().collect();
        let mut choices = self.choices(&conversation.service, &me);
        choices.retain(|choice| choice.there != There::Shut);
        choices
    }

    /// The services to whose queue a conversation may be handed: the others, and its own last.
    pub fn queues(&self, id: ConversationId) -> Vec<ServiceId> {
        let Some(conversation) = self.conversation(id) else {
            return Vec::new();
        };
        let others = (self.services()).filter(|service| *service != conversation.service);
        others
            .chain(core::iter::once(conversation.service.clone()))
            .collect()
    }

    /// Every service: one's own, then the relay's others.
    fn services(&self) -> impl Iterator<Item = ServiceId> {
        let named = (self.me.iter()).flat_map(|me| me.services.iter().chain(&me.elsewhere));
        named.map(|named| named.id.clone())
    }

    fn choices(&self, service: &ServiceId, but: &[AgentId]) -> Vec<Choice> {
        let staff = self.staff.iter();
        let answering = staff.filter(|known| known.services.contains(service));
        let mut choices: Vec<Choice> = answering
            .filter(|known| !but.contains(&known.agent))
            .map(|known| Choice {
                agent: known.agent,
                name: known.name.clone(),
                there: if known.present.contains(service) {
                    There::Present
                } else if known.connected {
                    There::DeskOpen
                } else {
                    There::Shut
                },
            })
            .collect();
        choices.sort_by(|a, b| (a.there, &a.name).cmp(&(b.there, &b.name)));
        choices
    }
}
