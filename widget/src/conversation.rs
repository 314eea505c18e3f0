//! What is known of the conversation, folded from its events.

mod identified;
mod line;
mod rows;
#[cfg(test)]
mod tests;

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::fold::{self, Order};
use juttu_shared::rules::state::State;
use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::event::{Author, Event, Helped, Kind, LeftCause};
use juttu_shared::wire::v1::visitor::Snapshot;

pub use self::identified::Card;
pub use self::line::Line;
pub use self::rows::{Fate, Message, Name, Row};

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
    /// Whether the resident, once identified, is known again and so comes back to it; none while the
    /// relay has not said.
    pub known_again: Option<bool>,
    /// How it ended, once it has.
    pub end: Option<Key>,
    /// When it ended, once it has, in milliseconds since 1970 UTC.
    pub ended_at_ms: Option<i64>,
    /// Whether it helped, as the resident last said.
    pub rated: Option<Helped>,
    /// By when it is answered, as was last promised by those who are to answer it now.
    pub answer_by: Option<LocalTime>,
    /// Whether the resident has come into it again, with a code or by identifying.
    pub came_in: bool,
    /// Whether who the resident is was forgotten, and nothing opens the conversation again yet.
    pub was_forgotten: bool,
    /// What was said of the last attempt to identify that came to nothing.
    pub failed: Option<Key>,
    /// Whether a code opened it, until the resident identified.
    pub lost_code: bool,
    /// Whether a code was made for it, as its events tell.
    made_code: bool,
    /// Whether it is known who the resident is: one person, or more than one.
    is_identified: bool,
    /// Whether it was left for an answer later.
    was_left: bool,
    /// Up to which number it was told as it stands now.
    told_to: u64,
    /// Which it is, once an event has told.
    id: Option<ConversationId>,
    facts: Vec<Fact>,
    /// The numbers and instants of what was read before it was told anew: no news any more.
    known: Vec<(u64, i64)>,
    agents: Vec<Agent>,
}

/// What a screen should know of an event beyond the log.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub enum News {
    /// Nothing to say of it.
    None,
    /// Something is missing before it: resume.
    Gap,
    /// The resident's own words are stored.
    Own,
    /// An agent said something; with the name, empty when it is not known.
    Said(String, String),
    /// An agent asks the resident to identify; with the name, and why.
    Asked(String, String),
    /// Something happened that the log says in a line; and whether that stands in place of what
    /// was just told.
    Line(Line, bool),
    /// The conversation ended.
    Ended,
    /// The resident left in a hurry, in another page that shares this one's hold.
    Exited,
}

#[derive(Debug)]
struct Agent {
    id: AgentId,
    name: String,
    is_here: bool,
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

impl Conversation {
    /// A conversation of which only the state is known yet, and whether it was come back to.
    pub fn standing(state: Option<State>, came_in: bool) -> Self {
        Self {
            state,
            came_in,
            ..Self::default()
        }
    }

    /// Makes ready for the events of a `welcome`: what was had stays only if they go on from it.
    /// Otherwise the relay tells another past, or the same one anew. Says whether something is
    /// missing before them.
    pub fn begin(&mut self, told: &Snapshot) -> bool {
        let first = told.events.first().map(|event| event.seq);
        let is_other = self.id.is_some_and(|id| id != told.id);
        let told_to = told.events.last().map_or(0, |event| event.seq);
        self.told_to = told_to;
        self.reference = told.reference;
        self.has_code = told.has_code;
        self.known_again = Some(told.known_again);
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
            known_again: Some(told.known_again),
            told_to,
            ..Self::standing(Some(told.state), self.came_in)
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
        if self.state != Some(State::Active) {
            self.agents
                .iter_mut()
                .for_each(|agent| agent.is_here = false);
        }
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
                if let Author::Agent(id) = from {
                    self.agents.retain(|agent| agent.id != id);
                    self.agents.push(Agent {
                        id,
                        name: joined.name.clone(),
                        is_here: true,
                    });
                }
                told(Line::named(w::JOINED, joined.name), false)
            }
            (Kind::Departed(departed), _) => {
                let mut line = Line::named(w::DEPARTED, self.name_of(departed.agent));
                self.agents
                    .iter_mut()
                    .filter(|agent| agent.id == departed.agent)
                    .for_each(|agent| agent.is_here = false);
                if let Some(stays) = self.agents.iter().find(|agent| agent.is_here) {
                    line.words = w::DEPARTED_STAYS;
                    line.other.clone_from(&stays.name);
                }
                told(line, false)
            }
            (Kind::Requeued(_), _) => {
                self.covers(at_ms, &[w::DEPARTED_STAYS]);
                told(Line::named(w::REQUEUED, String::new()), false)
            }
            (Kind::Transferred(transferred), _) => {
                self.covers(at_ms, &[w::DEPARTED_STAYS, w::DEPARTED, w::JOINED]);
                if transferred.service.is_some() {
                    self.answer_by = None;
                }
                let words = match (transferred.service, transferred.left) {
                    (None, _) => w::GOES_ON_WITH,
                    (_, true) => w::TRANSFERRED_LEFT,
                    _ => w::TRANSFERRED,
                };
                told(Line::named(words, transferred.name), true)
            }
            (Kind::Left(left), _) => {
                let words = match left.cause {
                    LeftCause::Chosen => w::LEFT_CHOSEN,
                    LeftCause::Away => w::LEFT_AWAY,
                    LeftCause::ClosingTime => w::LEFT_CLOSING,
                    LeftCause::Promised => w::LEFT_PROMISED,
                    _ => w::LEFT_LATER,
                };
                let is_promised = left.cause == LeftCause::Promised;
                self.made_code |= left.cause == LeftCause::Chosen && !self.is_identified;
                // Who vanished is named, and nobody who stayed until then.
                self.covers(
                    at_ms,
                    match is_promised {
                        true => &[w::DEPARTED_STAYS, w::DEPARTED],
                        false => &[w::DEPARTED_STAYS],
                    },
                );
                self.was_left = true;
                self.answer_by = left.answer_by.or(self.answer_by);
                let mut line = Line::named(words, String::new());
                line.answer_by = left.answer_by;
                told(line, is_promised)
            }
            (Kind::Closed(_), from) => {
                self.ended_at_ms = Some(at_ms);
                self.card_ends(w::CARD_ENDED, at_ms);
                let end = match (from, state) {
                    (Author::Visitor, State::Waiting) => w::LEFT_QUEUE,
                    (Author::Relay, _) => w::ENDED_QUIET,
                    _ => w::ENDED,
                };
                self.end = Some(end);
                let line = Line::named(end, String::new());
                (What::Line(line), News::Ended)
            }
            (Kind::Redacted(redacted), _) => {
                let line = Line::named(w::REMOVED, String::new());
                let emptied = self
                    .facts
                    .iter_mut()
                    .find(|fact| Some(fact.seq) == redacted.seq);
                match (redacted.seq, emptied) {
                    (None, _) => told(line, false),
                    (_, Some(Fact { what, .. })) if matches!(what, What::Said { .. }) => {
                        *what = What::Line(line.clone());
                        return News::Line(line, true);
                    }
                    // Who asks, and that it may be answered, stays.
                    (
                        _,
                        Some(Fact {
                            what: What::Line(asked),
                            ..
                        }),
                    ) if asked.card.is_some() => {
                        asked.other.clear();
                        return News::None;
                    }
                    _ => return News::None,
                }
            }
            (Kind::Rated(rated), _) => {
                self.rated = Some(rated.helped);
                return News::None;
            }
            (Kind::Exited(_), _) => return News::Exited,
            (Kind::IdentificationRequested(asked), _) => self.asked(seq, at_ms, asked),
            (Kind::IdentificationCompleted(_), _) => self.identified(seq, at_ms),
            (Kind::IdentificationDeclined(_), _) => {
                self.card_ends(w::DECLINED, at_ms);
                return News::None;
            }
            (Kind::IdentificationFailed(failed), _) => match self.failed(&failed, at_ms) {
                Some(failed) => failed,
                None => return News::None,
            },
            (Kind::IdentityForgotten(_), _) => self.forgot(),
            (Kind::CodeMade(_), _) => {
                self.has_code |= seq > self.told_to;
                self.made_code = true;
                self.was_forgotten = false;
                return News::None;
            }
            (Kind::Opened(_) | Kind::Unknown, _) => return News::None,
        };
        self.facts.push(Fact { seq, at_ms, what });
        if self.known.contains(&(seq, at_ms)) {
            News::None
        } else {
            news
        }
    }

    /// Whether the resident may write: also after the end, when there is a way back to it.
    pub fn is_open(&self) -> bool {
        self.state != Some(State::Closed) || self.lasts()
    }

    /// Whether the resident may go on with it after its end: a request that can be come back to, or
    /// what was come back to.
    pub fn lasts(&self) -> bool {
        (self.has_code || self.is_known_again()) && (self.was_left || self.came_in)
    }

    /// Whether an agent has said something since the resident last wrote or left it.
    pub fn is_answered(&self) -> bool {
        let mut latest = self.facts.iter().rev().map(|fact| &fact.what);
        let counts = |what: &&What| match what {
            What::Said { .. } => true,
            What::Line(line) => line.words == w::LEFT_CHOSEN,
        };
        matches!(latest.find(counts), Some(What::Said { agent: Some(_), .. }))
    }

    /// What an agent said together with ending it, and their name.
    pub fn agreed(&self) -> Option<(String, String)> {
        match self.facts.as_slice() {
            [.., last, _end] if self.ended_at_ms == Some(last.at_ms) => match &last.what {
                What::Said {
                    agent: Some(agent),
                    text,
                } => Some((self.name_of(*agent), text.clone())),
                _ => None,
            },
            _ => None,
        }
    }

    /// Lines that came at the same instant are said by the one that comes now.
    fn covers(&mut self, now_ms: i64, said: &[Key]) {
        self.facts.retain(|Fact { at_ms, what, .. }| match what {
            What::Line(line) => *at_ms != now_ms || !said.contains(&line.words),
            What::Said { .. } => true,
        });
    }

    /// An agent's name; empty when the agent has not joined as far as this tab has read.
    fn name_of(&self, id: AgentId) -> String {
        let known = self.agents.iter().find(|agent| agent.id == id);
        known.map(|agent| agent.name.clone()).unwrap_or_default()
    }
}

/// A line of the log, and the news of it: whether it stands in place of what was just told.
fn told(line: Line, is_instead: bool) -> (What, News) {
    (What::Line(line.clone()), News::Line(line, is_instead))
}
