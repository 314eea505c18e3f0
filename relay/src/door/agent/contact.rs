//! Contact details, for the agent who answers.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state;
use juttu_shared::wire::v1::agent::{Act, Contact, ServerMessage};

use super::session::AgentSession;
use crate::command::Giver;
use crate::door::connection::Line;
use crate::store::audit::Viewing;
use crate::store::{ContactDetails, Head, StoreError};

impl AgentSession {
    /// The audit log says who sees them before anybody does.
    pub(super) async fn open_contact(&self, act: Act, line: &mut Line) {
        let refuse = |line: &mut Line, code| {
            self.refuse(line, Some(act.client_key.clone()), code, None);
        };
        if !act.client_key.is_valid() {
            return self.refuse(line, None, Refusal::Malformed, None);
        }
        if let Err(over) = self.app.rates.opening(self.signed_in.agent.id) {
            let retry_after_ms = Some(over.retry_after_ms);
            return self.refuse(line, Some(act.client_key), over.code, retry_after_ms);
        }
        match self.contact(act.conversation).await {
            Ok(Some(details)) => line.tell(&ServerMessage::Contact(Contact {
                conversation: act.conversation,
                phone: details.phone,
                email: details.email,
            })),
            Ok(None) => refuse(line, Refusal::NoContact),
            Err(error) => refuse(line, error.refusal()),
        }
    }

    async fn contact(
        &self,
        conversation: ConversationId,
    ) -> Result<Option<ContactDetails>, StoreError> {
        let agent = &self.signed_in.agent;
        let giver = Giver::Agent(agent.clone());
        let viewing = Viewing {
            agent: agent.id,
            role: agent.role,
            conversation,
            why: None,
            now_ms: self.app.clock.now_ms(),
        };
        let now_ms = viewing.now_ms;
        let may = Box::new(move |head: &Head| giver.may(state::Act::OpenContact, head, now_ms));
        self.app.store.open_contact(viewing, may).await
    }
}
