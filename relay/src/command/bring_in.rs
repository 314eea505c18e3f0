//! Bringing a colleague in, whom the resident sees.

use juttu_shared::id::ClientKey;
use juttu_shared::limits::AGENTS_PER_CONVERSATION;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Joined, Kind};

use super::{Asked, Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Brings a colleague in, of any service. One who was consulted is so no longer.
pub struct BringIn {
    /// Who brings in.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// Whom; none when there is nobody of that number.
    pub asked: Option<Asked>,
}

impl Command for BringIn {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for BringIn {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::BringIn, head, now_ms)?;
        let asked = self.asked.as_ref().ok_or(Refusal::NoColleague)?;
        let colleague = &asked.agent;
        if !colleague.role.answers() || head.agents.contains(&colleague.id) {
            return Err(Refusal::NoColleague);
        }
        if !asked.is_connected {
            return Err(Refusal::ColleagueAway);
        }
        if head.agents.len() >= AGENTS_PER_CONVERSATION {
            return Err(Refusal::WrongState);
        }
        let joined = New {
            from: Author::Agent(colleague.id),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Joined(Joined {
                name: colleague.name.clone(),
            }),
        };
        let was_consulted = head.consulted.contains(&colleague.id);
        Ok(Change {
            events: vec![joined],
            join: Some(colleague.id),
            discloses: self.by.discloses(head, &colleague.name, now_ms),
            release: was_consulted.then_some(colleague.id).into_iter().collect(),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}
