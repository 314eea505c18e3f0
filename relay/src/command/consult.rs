//! Asking a colleague in the staff log, whom the resident does not see.

use juttu_shared::id::ClientKey;
use juttu_shared::limits::AGENTS_PER_CONVERSATION;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Consulted, StaffKind};

use super::{Asked, Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Asks a colleague of any service, or asks one who is consulted already something more. Whoever is
/// not there finds the question later.
pub struct Consult {
    /// Who asks.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// Whom; none when there is nobody of that number.
    pub asked: Option<Asked>,
    /// What, cleaned.
    pub text: String,
}

impl Command for Consult {
    const LOG: Log = Log::Staff;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Consult {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Consult, head, now_ms)?;
        let asked = self.asked.as_ref().ok_or(Refusal::NoColleague)?;
        let colleague = &asked.agent;
        if !colleague.role.answers() || head.agents.contains(&colleague.id) {
            return Err(Refusal::NoColleague);
        }
        let is_consulted = head.consulted.contains(&colleague.id);
        if !is_consulted && head.consulted.len() >= AGENTS_PER_CONVERSATION {
            return Err(Refusal::WrongState);
        }
        let consulted = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: StaffKind::Consulted(Consulted {
                agent: colleague.id,
                name: colleague.name.clone(),
                text: self.text.clone(),
            }),
        };
        Ok(Change {
            staff_events: vec![consulted],
            consult: (!is_consulted).then_some(colleague.id),
            discloses: self.by.discloses(head, &colleague.name, now_ms),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}
