//! The rows of the log.

use juttu_client::outbox::{Outbox, Progress};
use juttu_shared::id::{AgentId, ClientKey};
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::visitor::ClientMessage;

use super::{Card, Conversation, Line, What};

/// Messages of one person within this time stand together, in milliseconds.
pub(super) const GROUP_MS: i64 = 5 * 60_000;

/// A row of the log. Those of one id are the same row.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub enum Row {
    /// Somebody said something.
    Message(Message),
    /// Something else happened, at a time in milliseconds since 1970 UTC.
    Line(Line, i64),
}

impl Row {
    /// Tells rows apart: another number when anything of the row has changed (FNV-1a, 64 bits).
    pub fn id(&self) -> u64 {
        let (seed, name) = match self {
            Self::Line(line, at_ms) => {
                let became = line.card.and_then(|card| card.became);
                let (words, then_ms) = became.unwrap_or((Key(""), None));
                let known = [line.words.0, &line.name, words.0, &line.other].concat();
                let seed = at_ms.unsigned_abs() ^ then_ms.unwrap_or(0).unsigned_abs();
                return hash(seed, known.as_bytes());
            }
            Self::Message(message) => {
                let fate = match message.fate {
                    Fate::Sent => 0,
                    Fate::Sending => 1,
                    Fate::Failed(_) => 2,
                };
                let looks = fate << 1 | u64::from(message.continues);
                let name = message.agent.as_deref().unwrap_or_default();
                match &message.name {
                    Name::Seq(seq) => (seq << 3 | looks, name.as_bytes()),
                    Name::Key(key) => (looks, key.0.as_bytes()),
                }
            }
        };
        hash(seed, name)
    }
}

/// FNV-1a, 64 bits.
fn hash(seed: u64, name: &[u8]) -> u64 {
    let seed = seed.to_le_bytes();
    let bytes = seed.iter().chain(name);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A message in the log.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub struct Message {
    /// Whose: none is the resident's own, an empty name is an agent whose name is not known.
    pub agent: Option<String>,
    /// What was said.
    pub text: String,
    /// When the relay stored it, in milliseconds since 1970 UTC; none while it is on its way.
    pub at_ms: Option<i64>,
    /// How far it has come.
    pub fate: Fate,
    /// Names it: its `seq`, or the key of the command that is on its way.
    pub name: Name,
    /// Whether it continues the row above: the same person, soon after.
    pub continues: bool,
}

/// What names a message in the log.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub enum Name {
    /// Stored, with its number.
    Seq(u64),
    /// On its way, with its command's key.
    Key(ClientKey),
}

/// How far a message has come.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub enum Fate {
    /// Stored by the relay.
    Sent,
    /// On its way, or waiting for a connection.
    Sending,
    /// Refused.
    Failed(Refusal),
}

impl Conversation {
    /// The log's rows: what is stored, by number, and after it the resident's own on their way.
    pub fn rows(&self, outbox: &Outbox<ClientMessage>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.facts.len());
        let mut before: Option<(Option<AgentId>, i64)> = None;
        for fact in &self.facts {
            rows.push(match &fact.what {
                What::Line(line) => {
                    before = None;
                    let mut line = line.clone();
                    if line.words == w::IDENTIFIED_HERE {
                        // The row is another one once that is told.
                        self.way_back().0.clone_into(&mut line.name);
                    }
                    if let Some(card) = &mut line.card
                        && outbox
                            .entries()
                            .iter()
                            .any(|entry| declines(&entry.message, card))
                    {
                        card.is_open = false;
                        card.became = Some((w::SENDING, None));
                    }
                    Row::Line(line, fact.at_ms)
                }
                What::Said { agent, text } => {
                    let continues = before
                        .is_some_and(|(who, at_ms)| who == *agent && fact.at_ms - at_ms < GROUP_MS);
                    before = Some((*agent, fact.at_ms));
                    Row::Message(Message {
                        agent: agent.map(|agent| self.name_of(agent)),
                        text: text.clone(),
                        at_ms: Some(fact.at_ms),
                        fate: Fate::Sent,
                        name: Name::Seq(fact.seq),
                        continues,
                    })
                }
            });
        }
        if !self.is_open() {
            // The end is the heading under the log.
            rows.pop_if(|row| matches!(row, Row::Line(line, _) if Some(line.words) == self.end));
        }
        let mut continues = before.is_some_and(|(who, _)| who.is_none());
        for entry in outbox.entries() {
            let ClientMessage::Post(post) = &entry.message else {
                continue;
            };
            rows.push(Row::Message(Message {
                agent: None,
                text: post.text.clone(),
                at_ms: None,
                fate: match entry.progress {
                    Progress::Failed(refusal) => Fate::Failed(refusal),
                    Progress::Queued | Progress::Sent => Fate::Sending,
                },
                name: Name::Key(entry.key.clone()),
                continues,
            }));
            continues = true;
        }
        rows
    }
}

/// Whether a command on its way declines what a card asks.
fn declines(message: &ClientMessage, card: &Card) -> bool {
    matches!(message, ClientMessage::Decline(decline) if card.is_open && decline.request == card.request)
}
