//! Handing a conversation on, to a colleague or to the queue of a service.

use juttu_shared::id::{AgentId, ClientKey, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::{
    Author, Departed, Joined, Kind, Posted, StaffKind, Transferred,
};

use super::{Asked, Command, Giver, Services, notices};
use crate::config::Service;
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Hands a conversation on. All who took part or were consulted let go of it.
pub struct Transfer {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// To whom.
    pub to: To,
    /// What the next one should know, cleaned. For staff only.
    pub note: Option<String>,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// To whom a conversation is handed.
pub enum To {
    /// To the queue of a service.
    Queue {
        /// Which.
        service: ServiceId,
        /// The services.
        services: Services,
    },
    /// To a colleague of the same service; none when there is nobody of that number.
    Agent(Option<Asked>),
}

impl Command for Transfer {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Transfer {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Transfer, head, now_ms)?;
        let mut change = match &self.to {
            To::Queue { service, services } => self.to_queue(head, service, services)?,
            To::Agent(asked) => self.to_agent(head, asked.as_ref())?,
        };
        let to = match &self.to {
            To::Queue { service, .. } => service.0.as_str(),
            To::Agent(asked) => asked.as_ref().map_or("", |asked| asked.agent.name.as_str()),
        };
        change.discloses = self.by.discloses(head, to, now_ms);
        change
            .staff_events
            .extend(self.note.clone().map(|text| New {
                from: self.by.author(),
                client_key: None,
                kind: StaffKind::HandedOver(Posted { text }),
            }));
        Ok(change)
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}

impl Transfer {
    /// To the front of a queue, as one sent back; a contact request to the contact requests, with
    /// the promise that stands. To a service that has gone home nobody is sent to wait: there it is
    /// a contact request from now on.
    fn to_queue(
        &self,
        head: &Head,
        service: &ServiceId,
        services: &Services,
    ) -> Result<Change, Refusal> {
        let service = services(service).ok_or(Refusal::NoService)?;
        let language = Language::from_tag(&head.language).unwrap_or(Language::Fi);
        let left = !head.is_live || has_gone_home(&service, self.now_ms);
        let (answer_by, notices) = match left {
            false => (None, notices::for_waiting(&service, self.now_ms)),
            true => notices::for_handed_over(&service, head, self.now_ms),
        };
        let transferred = Transferred {
            service: Some(service.id.clone()),
            agent: None,
            name: service.name(language).to_owned(),
            left,
            answer_by: answer_by.map(|(local, _)| local),
        };
        let mut events = self.departures(head, None);
        events.push(self.acknowledged(transferred));
        Ok(Change {
            events,
            answer_by_ms: answer_by.map(|(_, at_ms)| at_ms),
            notices,
            depart: head.agents.clone(),
            ..Change::default()
        })
    }

    /// To a colleague of the same service who is there: what is handed to one who is not would be
    /// seen by nobody.
    fn to_agent(&self, head: &Head, asked: Option<&Asked>) -> Result<Change, Refusal> {
        let asked = asked.ok_or(Refusal::NoColleague)?;
        let colleague = &asked.agent;
        let is_of_service = colleague.services.contains(&head.service);
        let is_oneself = self.by.author() == Author::Agent(colleague.id);
        if is_oneself || !is_of_service || !colleague.role.answers() {
            return Err(Refusal::NoColleague);
        }
        if !asked.is_connected {
            return Err(Refusal::ColleagueAway);
        }
        let takes_part = head.agents.contains(&colleague.id);
        let joined = (!takes_part).then(|| New {
            from: Author::Agent(colleague.id),
            client_key: None,
            kind: Kind::Joined(Joined {
                name: colleague.name.clone(),
            }),
        });
        let mut events: Vec<_> = joined.into_iter().collect();
        events.extend(self.departures(head, Some(colleague.id)));
        events.push(self.acknowledged(Transferred {
            service: None,
            agent: Some(colleague.id),
            name: colleague.name.clone(),
            left: false,
            answer_by: None,
        }));
        let others = head.agents.iter().filter(|agent| **agent != colleague.id);
        Ok(Change {
            events,
            join: Some(colleague.id),
            depart: others.copied().collect(),
            release: head.consulted.clone(),
            ..Change::default()
        })
    }

    fn departures(&self, head: &Head, stays: Option<AgentId>) -> Vec<New<Kind>> {
        let gone = head.agents.iter().filter(|agent| Some(**agent) != stays);
        let departed = gone.map(|agent| New {
            from: self.by.author(),
            client_key: None,
            kind: Kind::Departed(Departed { agent: *agent }),
        });
        departed.collect()
    }

    fn acknowledged(&self, transferred: Transferred) -> New<Kind> {
        New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Transferred(transferred),
        }
    }
}

/// Whether a service is closed, and whoever waits there is claimed no more today.
fn has_gone_home(service: &Service, now_ms: i64) -> bool {
    let standing = service.standing(now_ms);
    let grace_ms = service.times.closing_grace_ms;
    let is_in_grace = |closed_ms: i64| now_ms < closed_ms + grace_ms;
    !standing.is_open && !standing.closed_at_ms.is_some_and(is_in_grace)
}
