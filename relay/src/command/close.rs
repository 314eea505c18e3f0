//! Ending a conversation, or leaving the queue.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Closed, Concluded, Kind, Posted, StaffKind};

use super::{Command, Giver, Services, notices};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Ends a conversation.
pub struct Close {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// How an agent ends it.
    pub conclusion: Option<Conclusion>,
}

/// How an agent ends a conversation.
pub struct Conclusion {
    /// What became of the matter, and what it was about, in the agent's judgement.
    pub concluded: Concluded,
    /// What is said last, cleaned.
    pub text: Option<String>,
    /// Whether the resident has no connection.
    pub is_away: bool,
    /// The services, whose topics there are.
    pub services: Services,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

impl Command for Close {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Close {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Close, head, now_ms)?;
        let mut change = Change::default();
        if let Some(conclusion) = &self.conclusion {
            conclusion.check(head)?;
            change
                .events
                .extend(conclusion.text.clone().map(|text| New {
                    from: self.by.author(),
                    client_key: None,
                    kind: Kind::Posted(Posted { text }),
                }));
            if conclusion.text.is_some() {
                change.notices = notices::for_answer(head, conclusion.is_away, conclusion.now_ms);
            }
            change.staff_events.push(New {
                from: self.by.author(),
                client_key: None,
                kind: StaffKind::Concluded(conclusion.concluded.clone()),
            });
        }
        change.events.push(New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Closed(Closed {}),
        });
        Ok(change)
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}

impl Conclusion {
    /// The topic is one of the service that answers, or of the one whose page the resident is on.
    fn check(&self, head: &Head) -> Result<(), Refusal> {
        let Some(topic) = &self.concluded.topic else {
            return Ok(());
        };
        let of = |id| (self.services)(id);
        let services = [of(&head.service), of(&head.door)];
        let mut topics = services
            .iter()
            .flatten()
            .flat_map(|service| &service.guidance.topics);
        match topics.any(|(known, _)| known == topic) {
            true => Ok(()),
            false => Err(Refusal::Malformed),
        }
    }
}
