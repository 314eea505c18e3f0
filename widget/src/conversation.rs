//! What is known of the conversation, folded from its events; and the rows of its log.

#[cfg(test)]
mod tests;

use juttu_client::outbox::{Outbox, Progress};
use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::fold::{self, Order};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Author, Event, Helped, Kind, LeftCause};
use juttu_shared::wire::v1::visitor::{ClientMessage, Snapshot};

/// Messages of one person within this time stand together, in milliseconds.
const GROUP_MS: i64 = 5 * 60_000;

/// A conversation as far as this tab has read it.
#[derive(Debug, Default)]
pub struct Conversation {
    /// Its state; none before it is opened.
    pub state: Option<State>,
    /// The last `seq` read; 0 for none.
    pub last_seq: u64,
    /// A short number to say aloud; 0 until the relay has told it.
    pub reference: u64,
    /// Whether a pick-up code opens it.
    pub has_code: bool,
    /// How it ended, once it has.
    pub end: End,
    /// When it ended, once it has, in milliseconds since 1970 UTC.
    pub ended_at_ms: Option<i64>,
    /// Whether it helped, as the resident last said.
    pub rated: Option<Helped>,
    /// Which it is, once an event has told.
    id: Option<ConversationId>,
    facts: Vec<Fact>,
    /// The numbers and instants of what was read before it was told anew: no news any more.
    known: Vec<(u64, i64)>,
    agents: Vec<(AgentId, String)>,
}

/// What a screen should know of an event beyond the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing to say of it.
    None,
    /// Something is missing before it: resume.
    Gap,
    /// The resident's own words are stored.
    Own,
    /// An agent said something; with the name, empty when it is not known.
    Said(String, String),
    /// Something happened that the log says in a line.
    Line(Line),
    /// The conversation ended.
    Ended,
    /// The resident left in a hurry, in another page that shares this one's hold.
    Exited,
}

/// How a conversation ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// One of the two ended it.
    #[default]
    Said,
    /// The resident left the queue.
    LeftQueue,
    /// Nobody had said anything for too long.
    Quiet,
}

/// What happened, beside what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// An agent joined; with the name.
    Joined(String),
    /// An agent no longer takes part; with the name.
    Departed(String),
    /// Back to the front of the queue.
    Requeued,
    /// Left for an answer later: why, and by when the answer is promised.
    Left(LeftCause, Option<LocalTime>),
    /// Ended.
    Ended(End),
}

#[derive(Debug)]
struct Fact {
    seq: u64,
    at_ms: i64,
    what: What,
}

#[derive(Debug)]
enum What {
    Said {
        agent: Option<AgentId>,
        text: String,
    },
    Line(Line),
}

/// A row of the log. Equal rows are the same row.
#[derive(Clone, Debug, PartialEq, Eq)]
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
                let (kind, name) = match line {
                    Line::Joined(name) => (0, name.as_bytes()),
                    Line::Departed(name) => (1, name.as_bytes()),
                    Line::Requeued => (2, [].as_slice()),
                    Line::Left(..) => (3, [].as_slice()),
                    Line::Ended(_) => (4, [].as_slice()),
                };
                (at_ms.unsigned_abs() << 3 | kind, name)
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
        let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let begun = seed.to_le_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step);
        name.iter().fold(begun, step)
    }
}

/// A message in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// Stored, with its number.
    Seq(u64),
    /// On its way, with its command's key.
    Key(ClientKey),
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Stored by the relay.
    Sent,
    /// On its way, or waiting for a connection.
    Sending,
    /// Refused.
    Failed(Refusal),
}

impl Conversation {
    /// A conversation of which only the state is known yet.
    pub fn standing(state: Option<State>) -> Self {
        Self {
            state,
            ..Self::default()
        }
    }

    /// Makes ready for the events of a `welcome`: what was had stays only if they go on from it.
    /// Otherwise the relay tells another past, or the same one anew. Says whether something is
    /// missing before them.
    pub fn begin(&mut self, told: &Snapshot) -> bool {
        let first = told.events.first().map(|event| event.seq);
        let is_other = self.id.is_some_and(|id| id != told.id);
        self.reference = told.reference;
        self.has_code = told.has_code;
        // Between its first and what was had: it came meanwhile, over HTTP.
        if !is_other && first.is_none_or(|first| first > 1 && first - 1 <= self.last_seq) {
            return false;
        }
        let mut known = std::mem::take(&mut self.known);
        for Fact { seq, at_ms, .. } in &self.facts {
            if !known.contains(&(*seq, *at_ms)) {
                known.push((*seq, *at_ms));
            }
        }
        *self = Self {
            reference: told.reference,
            has_code: told.has_code,
            ..Self::standing(Some(told.state))
        };
        if !is_other {
            self.known = known;
        }
        first != Some(1)
    }

    /// Takes an event, if it is the next one, and says what is new.
    pub fn take(&mut self, event: Event) -> News {
        match fold::order(self.last_seq, event.seq) {
            Order::Had => return News::None,
            Order::Gap => return News::Gap,
            Order::Next => self.last_seq = event.seq,
        }
        self.id = Some(event.conversation);
        let state = self.state.unwrap_or(State::Waiting);
        self.state = Some(fold::state_after(state, &event.kind));
        let Event {
            seq,
            at_ms,
            from,
            kind,
            ..
        } = event;
        let (what, news) = match (kind, from) {
            (Kind::Posted(posted), from) => {
                let agent = match from {
                    Author::Agent(agent) => Some(agent),
                    Author::Visitor | Author::Relay => None,
                };
                let news = match agent {
                    Some(agent) => News::Said(self.name_of(agent), posted.text.clone()),
                    None => News::Own,
                };
                let what = What::Said {
                    agent,
                    text: posted.text,
                };
                (what, news)
            }
            (Kind::Joined(joined), from) => {
                if let Author::Agent(agent) = from {
                    self.agents.retain(|(known, _)| *known != agent);
                    self.agents.push((agent, joined.name.clone()));
                }
                told(Line::Joined(joined.name))
            }
            (Kind::Departed(departed), _) => told(Line::Departed(self.name_of(departed.agent))),
            (Kind::Requeued(_), _) => told(Line::Requeued),
            (Kind::Left(left), _) => told(Line::Left(left.cause, left.answer_by)),
            (Kind::Closed(_), from) => {
                self.ended_at_ms = Some(at_ms);
                self.end = match (from, state) {
                    (Author::Visitor, State::Waiting) => End::LeftQueue,
                    (Author::Relay, _) => End::Quiet,
                    _ => End::Said,
                };
                (What::Line(Line::Ended(self.end)), News::Ended)
            }
            (Kind::Rated(rated), _) => {
                self.rated = Some(rated.helped);
                return News::None;
            }
            (Kind::Exited(_), _) => return News::Exited,
            (Kind::Opened(_) | Kind::Transferred(_) | Kind::Redacted(_) | Kind::Unknown, _) => {
                return News::None;
            }
        };
        self.facts.push(Fact { seq, at_ms, what });
        if self.known.contains(&(seq, at_ms)) {
            News::None
        } else {
            news
        }
    }

    /// The log's rows: what is stored, by number, and after it the resident's own on their way.
    pub fn rows(&self, outbox: &Outbox<ClientMessage>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.facts.len());
        let mut before: Option<(Option<AgentId>, i64)> = None;
        for fact in &self.facts {
            rows.push(match &fact.what {
                What::Line(line) => {
                    before = None;
                    Row::Line(line.clone(), fact.at_ms)
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
            rows.pop_if(|row| matches!(row, Row::Line(Line::Ended(_), _)));
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

    /// Whether the resident may write: also after the end, when a code opens the answer.
    pub fn is_open(&self) -> bool {
        self.state != Some(State::Closed) || self.has_code
    }

    /// Whether an agent has said something since the resident last wrote or left it.
    pub fn is_answered(&self) -> bool {
        let mut latest = self.facts.iter().rev().map(|fact| &fact.what);
        let counts = |what: &&What| match what {
            What::Said { .. } => true,
            // The relay left it, not the resident.
            What::Line(Line::Left(cause, _)) => {
                !matches!(cause, LeftCause::AgentGone | LeftCause::Other)
            }
            What::Line(_) => false,
        };
        matches!(latest.find(counts), Some(What::Said { agent: Some(_), .. }))
    }

    /// By when it is answered, as was last promised.
    pub fn answer_by(&self) -> Option<LocalTime> {
        self.facts.iter().rev().find_map(|fact| match &fact.what {
            What::Line(Line::Left(_, answer_by)) => *answer_by,
            _ => None,
        })
    }

    /// An agent's name; empty when the agent has not joined as far as this tab has read.
    fn name_of(&self, agent: AgentId) -> String {
        let known = self.agents.iter().find(|(known, _)| *known == agent);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

/// A line of the log, and the news of it.
fn told(line: Line) -> (What, News) {
    (What::Line(line.clone()), News::Line(line))
}
