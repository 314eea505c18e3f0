//! Who a resident is, and the personal identity code, for whoever opens them on purpose.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller};
use juttu_shared::wire::v1::agent::{Identity, OpenIdentity, PersonalCode, ServerMessage};

use super::look::reason;
use super::session::AgentSession;
use crate::door::connection::Line;
use crate::store::Head;
use crate::store::audit::{OpeningIdentity, Own, Viewing, What};
use crate::store::identities::Opened;

impl AgentSession {
    /// The audit log says who sees it, and why, before anybody does.
    pub(super) async fn open_identity(&mut self, said: OpenIdentity, what: What, line: &mut Line) {
        let key = said.client_key.clone();
        match self.opened(&said, what).await {
            Ok(opened) => line.tell(&self.shown(said, what, opened)),
            Err((code, retry_after_ms)) => {
                self.refuse(line, key.is_valid().then_some(key), code, retry_after_ms);
            }
        }
    }

    async fn opened(
        &self,
        said: &OpenIdentity,
        what: What,
    ) -> Result<Opened, (Refusal, Option<u64>)> {
        let plain = |code| (code, None);
        if !said.client_key.is_valid() {
            return Err(plain(Refusal::Malformed));
        }
        let why = reason(said.why.as_deref()).map_err(plain)?;
        let agent = &self.signed_in.agent;
        let counted = self.app.rates.opening(agent.id);
        counted.map_err(|over| (over.code, Some(over.retry_after_ms)))?;
        let now_ms = self.app.clock.now_ms();
        let opening = OpeningIdentity {
            viewing: Viewing {
                agent: agent.id,
                role: agent.role,
                conversation: said.conversation,
                why,
                now_ms,
            },
            identity: said.identity,
            what,
        };
        let giver = self.giver();
        let act = match what {
            What::PersonalCode => Act::OpenPersonalCode,
            _ => Act::OpenIdentity,
        };
        let may = move |head: &Head| {
            giver.may(act, head, now_ms)?;
            Ok(match giver.caller(head, now_ms) {
                Caller::Participant => Own::Yes,
                _ => Own::No,
            })
        };
        let opened = self.app.store.open_identity(opening, Box::new(may)).await;
        opened.map_err(|error| plain(error.refusal()))
    }

    fn shown(&self, said: OpenIdentity, what: What, opened: Opened) -> ServerMessage {
        let person = opened.person;
        let (client_key, conversation, identity) = (said.client_key, said.conversation, opened.id);
        if what == What::PersonalCode {
            return ServerMessage::PersonalCode(PersonalCode {
                client_key,
                conversation,
                identity,
                // The store gives none that has no code.
                code: person.personal_code.unwrap_or_default(),
            });
        }
        let provider = self.app.providers.get(&opened.provider);
        let provider = provider.map(|provider| provider.name(self.language).to_owned());
        ServerMessage::Identity(Identity {
            client_key,
            conversation,
            identity,
            name: person.name,
            family_name: person.family_name,
            given_names: person.given_names,
            level: opened.level,
            at_ms: opened.at_ms,
            // One that is configured no longer has its id.
            provider: provider.unwrap_or(opened.provider),
            has_personal_code: person.personal_code.is_some(),
        })
    }
}
