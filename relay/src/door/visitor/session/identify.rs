//! Identifying over a socket.

use juttu_shared::refusal::CloseCode;
use juttu_shared::wire::v1::visitor::{Identify, Prove, Reopen, ServerMessage};

use super::VisitorSession;
use crate::door::connection::{Line, Session as _};
use crate::seal::SecretHash;

impl VisitorSession {
    pub(super) async fn identify(
        &mut self,
        secret: SecretHash,
        identify: Identify,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match self.visitor.identify(secret, identify).await {
            Ok(ticket) => line.tell(&ServerMessage::Ticket(ticket)),
            Err(refused) => line.tell(&ServerMessage::Refused(refused)),
        }
        Ok(())
    }

    /// The event comes before the answer: it is told from the store, and what the hub says of it comes
    /// too late.
    pub(super) async fn prove(
        &mut self,
        secret: SecretHash,
        prove: Prove,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match self.visitor.prove(secret, prove).await {
            Ok((appended, proved)) => {
                let events = appended.into_iter().flat_map(|appended| appended.events);
                for event in events.filter(|event| event.seq <= self.last_seq) {
                    // Told before, of a command that came once more.
                    line.tell(&ServerMessage::Event(event));
                }
                self.behind = self.conversation.is_some();
                while self.more(line).await? {}
                line.tell(&ServerMessage::Proved(proved));
            }
            Err(refused) => line.tell(&ServerMessage::Refused(refused)),
        }
        Ok(())
    }

    pub(super) async fn reopen(
        &mut self,
        secret: SecretHash,
        reopen: Reopen,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match self.visitor.reopen(secret, reopen).await {
            Ok(head) => self.welcome(secret, Some(head), 0, line).await,
            Err(refused) => {
                line.tell(&ServerMessage::Refused(refused));
                Ok(())
            }
        }
    }
}
