//! What the two logs of a conversation tell: what was said when it was opened, what waits for an
//! answer, what is unread, and how it came here.

use juttu_shared::id::AgentId;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::wire::v1::agent::Hold;
use juttu_shared::wire::v1::event::{
    Author, Concerns, Event, Kind, LeftCause, Opened, Outcome, StaffEvent, StaffKind, Transferred,
};

use super::identified::is_warning;
use super::{Conversation, Standing};

/// A time when a conversation was handed on.
#[derive(Clone, Debug, PartialEq)]
pub struct HandedOn {
    /// The service or the colleague it went to.
    pub to: Transferred,
    /// Who handed it on.
    pub by: Option<AgentId>,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// What was said to the next one, for staff alone.
    pub note: Option<String>,
}

/// How the agent let go of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetGo {
    /// By handing it on.
    Transferred,
    /// By promising an answer for later.
    Promised,
    /// By leaving it to another.
    Departed,
}

impl Conversation {
    /// How the agent let go of it, if that was the agent's own doing.
    pub fn let_go_by(&self) -> Option<LetGo> {
        if self.standing() != Standing::Gone {
            return None;
        }
        if self.hold == Hold::Consulted {
            let mut written = self.staff_log.iter().rev();
            return written.find_map(|event| match &event.kind {
                StaffKind::Departed(departed) if self.me == Some(departed.agent) => {
                    is_by(event.from, self.me).then_some(LetGo::Departed)
                }
                _ => None,
            });
        }
        let last = self.log.iter().rev().find_map(|event| {
            let how = match &event.kind {
                Kind::Transferred(_) => LetGo::Transferred,
                Kind::Left(left) if left.cause == LeftCause::Promised => LetGo::Promised,
                Kind::Departed(departed) if self.me == Some(departed.agent) => LetGo::Departed,
                Kind::Left(_) | Kind::Requeued(_) => return Some(None),
                _ => return None,
            };
            Some(is_by(event.from, self.me).then_some(how))
        });
        last.flatten()
    }

    /// Since when the resident waits for an answer of one's own, in milliseconds since 1970 UTC:
    /// the first message after the last answer; or, when who answered last has gone, that going:
    /// nobody who takes part now has said a word. None when nothing waits.
    pub fn unanswered_since_ms(&self) -> Option<i64> {
        if self.hold != Hold::Own {
            return None;
        }
        let said = self.log.iter().rev();
        said.filter(|event| is_said(event))
            .take_while(|event| event.from == Author::Visitor)
            .last()
            .map(|event| event.at_ms)
            .or_else(|| self.handed_over_ms())
    }

    /// When whoever answered last went, if that one takes part no more.
    fn handed_over_ms(&self) -> Option<i64> {
        let answered = self.log.iter().rfind(|event| is_said(event))?;
        match answered.from {
            Author::Agent(agent) if !self.agents.contains(&agent) => {}
            _ => return None,
        }
        let mut since = (self.log.iter()).filter(|event| event.seq > answered.seq);
        let went = since.find(|event| match &event.kind {
            Kind::Departed(departed) => is_by(answered.from, Some(departed.agent)),
            Kind::Transferred(_) | Kind::Requeued(_) | Kind::Left(_) => true,
            _ => false,
        });
        went.map(|event| event.at_ms)
    }

    /// By when an answer is owed, in milliseconds since 1970 UTC: what was promised, until it is
    /// kept.
    pub fn owed_by_ms(&self) -> Option<i64> {
        let is_owed = self.standing() == Standing::Held && self.unanswered_since_ms().is_some();
        self.answer_by_ms.filter(|_| is_owed)
    }

    /// As [`Self::owed_by_ms`], in the service's own time.
    pub fn owed_by(&self) -> Option<LocalTime> {
        self.answer_by.filter(|_| self.owed_by_ms().is_some())
    }

    /// Whether the resident wrote again after the end, and nobody has joined since.
    pub fn is_written_again(&self) -> bool {
        let last = self.log.iter().rev().find_map(|event| match &event.kind {
            Kind::Left(left) => Some(left.cause == LeftCause::WroteAgain),
            Kind::Joined(_) => Some(false),
            _ => None,
        });
        self.standing() == Standing::Gone && last == Some(true)
    }

    /// Whether the resident left the page in a hurry, and has left nothing to be reached by since:
    /// nobody calls, whatever was said before.
    pub fn has_exited(&self) -> bool {
        let mut last = self.log.iter().rev().filter_map(|event| match &event.kind {
            Kind::Exited(_) => Some(true),
            Kind::Left(left) if left.cause == LeftCause::Chosen => Some(false),
            _ => None,
        });
        last.next() == Some(true)
    }

    /// Whose matter it is, when the resident said.
    pub fn concerns(&self) -> Option<Concerns> {
        self.opened()?.concerns
    }

    /// The key of the area that the resident chose.
    pub fn area(&self) -> Option<u32> {
        self.opened()?.area
    }

    /// The id of the topic that the resident chose.
    pub fn topic(&self) -> Option<&str> {
        self.opened()?.topic.as_deref()
    }

    /// The resident's language, a BCP 47 tag.
    pub fn language(&self) -> Option<&str> {
        self.opened().map(|opened| opened.language.as_str())
    }

    /// When it was opened, in milliseconds since 1970 UTC.
    pub fn opened_ms(&self) -> Option<i64> {
        self.log.first().map(|event| event.at_ms)
    }

    /// What became of the matter, and what it was about in the agent's judgement.
    pub fn concluded(&self) -> Option<(Outcome, Option<&str>)> {
        self.staff_log
            .iter()
            .rev()
            .find_map(|event| match &event.kind {
                StaffKind::Concluded(concluded) => {
                    Some((concluded.outcome, concluded.topic.as_deref()))
                }
                _ => None,
            })
    }

    /// When it was handed on, and what was said then; the first one first. The note of one stands
    /// in the staff log between the hand-over before it and itself.
    pub fn handed_on(&self) -> Vec<HandedOn> {
        let mut before_ms = i64::MIN;
        let mut found = Vec::new();
        for event in &self.log {
            let Kind::Transferred(transferred) = &event.kind else {
                continue;
            };
            let by = match event.from {
                Author::Agent(agent) => Some(agent),
                Author::Visitor | Author::Relay => None,
            };
            let note = self
                .staff_log
                .iter()
                .rev()
                .find_map(|said| match &said.kind {
                    StaffKind::HandedOver(note)
                        if said.at_ms > before_ms && said.at_ms <= event.at_ms =>
                    {
                        Some(note.text.clone())
                    }
                    _ => None,
                });
            before_ms = event.at_ms;
            found.push(HandedOn {
                to: transferred.clone(),
                by,
                at_ms: event.at_ms,
                note,
            });
        }
        found
    }

    /// How much the agent has not seen: what the resident said, how they answered a request to
    /// identify, what others wrote to staff, and that another person identified.
    pub fn unread(&self) -> usize {
        let me = self.me;
        let written = self.staff_log.iter().rev();
        let notes = written
            .take_while(|event| event.seq > self.read_staff_seq)
            .filter(|event| is_written_by_another(event, me) || is_warning(event))
            .count();
        let messages = match self.hold {
            Hold::Own => self.unread_messages() + self.unread_answers(),
            // What the resident says is for those who answer.
            Hold::Consulted | Hold::Looked => 0,
        };
        messages + notes
    }

    /// How many of the resident's messages the agent has not seen.
    pub(crate) fn unread_messages(&self) -> usize {
        self.log
            .iter()
            .rev()
            .take_while(|event| event.seq > self.read_seq)
            .filter(|event| is_from_resident(event))
            .count()
    }

    /// Whether the agent has taken part in it.
    pub fn took_part(&self) -> bool {
        self.log
            .iter()
            .any(|event| matches!(event.kind, Kind::Joined(_)) && is_by(event.from, self.me))
    }

    /// The name of an agent, as the logs tell it.
    pub fn name_of(&self, agent: AgentId) -> Option<&str> {
        let joined = self.log.iter().rev().find_map(|event| match &event.kind {
            Kind::Joined(joined) if event.from == Author::Agent(agent) => {
                Some(joined.name.as_str())
            }
            _ => None,
        });
        let asked = || {
            let mut asked = self.staff_log.iter().rev();
            asked.find_map(|event| match &event.kind {
                StaffKind::Consulted(asked) if asked.agent == agent => Some(asked.name.as_str()),
                _ => None,
            })
        };
        joined.or_else(asked)
    }

    fn opened(&self) -> Option<&Opened> {
        self.log.iter().find_map(|event| match &event.kind {
            Kind::Opened(opened) => Some(opened),
            _ => None,
        })
    }
}

/// Whether an event is a message of the resident's.
pub(crate) fn is_from_resident(event: &Event) -> bool {
    event.from == Author::Visitor && matches!(event.kind, Kind::Posted(_))
}

/// Whether an author is this agent.
pub(crate) fn is_by(author: Author, me: Option<AgentId>) -> bool {
    matches!(author, Author::Agent(agent) if me == Some(agent))
}

/// Whether something was said: what has been emptied since was.
fn is_said(event: &Event) -> bool {
    matches!(&event.kind, Kind::Posted(_))
        || matches!(&event.kind, Kind::Redacted(redacted) if redacted.seq.is_none())
}

/// Whether somebody else wrote to staff.
pub(crate) fn is_written_by_another(event: &StaffEvent, me: Option<AgentId>) -> bool {
    let is_text = matches!(
        event.kind,
        StaffKind::Noted(_) | StaffKind::Consulted(_) | StaffKind::HandedOver(_)
    );
    is_text && !is_by(event.from, me)
}
