//! The rows of a conversation as the agent sees them: what everyone sees and what staff alone
//! sees, in the order of time, and at the end what is still on its way.

use juttu_client::outbox::Progress;
use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::wire::v1::agent::ClientMessage;
use juttu_shared::wire::v1::event::{
    Author, Event, Kind, LeftCause, Outcome, StaffEvent, StaffKind, Transferred,
};

use super::{Conversation, Model, Step};

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum From {
    /// The resident.
    Visitor,
    /// Another agent, with the name if it is known.
    Agent(Option<String>),
    /// Oneself.
    Me,
    /// The relay.
    Relay,
}

/// How far a row has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowState {
    /// Stored.
    Sent,
    /// On its way.
    Sending,
    /// Refused: why, and the key to try again with.
    Failed(Refusal, ClientKey),
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A message.
    Message(String),
    /// A note, for staff alone.
    Note(String),
    /// A question to a colleague, for staff alone: who is asked, and what.
    Question {
        /// The colleague; none when it is oneself.
        to: Option<String>,
        /// What is asked.
        text: String,
    },
    /// The answer of one who was asked, for staff alone.
    Answer {
        /// The question, where it does not stand right above.
        question: Option<String>,
        /// What is answered.
        text: String,
    },
    /// What was said to the next one when it was handed over, for staff alone.
    HandedOver(String),
    /// One who was asked no longer is, for staff alone.
    ConsultEnded(From),
    /// The resident's network was kept from opening conversations until a moment, or was let again;
    /// for staff alone.
    Blocked(Option<i64>),
    /// The conversation began.
    Opened,
    /// Somebody joined.
    Joined(String),
    /// Somebody left the conversation.
    Departed(From),
    /// The conversation went back to the front of the queue.
    Requeued,
    /// It was handed on: to whom, and whether it waits there as a contact request.
    Transferred {
        /// The service or the colleague.
        to: String,
        /// Whether it is a contact request there.
        left: bool,
    },
    /// The conversation was left for an answer later.
    Left(LeftCause, Option<LocalTime>),
    /// The resident left the page in a hurry: nobody calls.
    Exited,
    /// The conversation ended.
    Closed,
    /// How it ended, for staff alone.
    Concluded(Outcome),
    /// A text that was removed, from the log or from the staff log.
    Redacted {
        /// Whether it was staff's alone.
        is_staff: bool,
    },
    /// Something about who the resident is.
    Identification(Step),
    /// What follows had not been seen.
    Fresh(usize),
}

impl What {
    /// Whether it stands in the staff log.
    pub fn is_staff(&self) -> bool {
        matches!(
            self,
            Self::Note(_)
                | Self::Question { .. }
                | Self::Answer { .. }
                | Self::HandedOver(_)
                | Self::ConsultEnded(_)
                | Self::Blocked(_)
                | Self::Concluded(_)
                | Self::Identification(Step::Differs)
                | Self::Redacted { is_staff: true }
        )
    }

    /// Whether it holds a text that can be emptied.
    pub fn is_text(&self) -> bool {
        match self {
            Self::Message(_)
            | Self::Note(_)
            | Self::Question { .. }
            | Self::Answer { .. }
            | Self::HandedOver(_) => true,
            Self::Identification(Step::Asked(reason)) => !reason.is_empty(),
            _ => false,
        }
    }
}

/// A row. Two that are equal look the same, so a row is its own key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Its number in its log; 0 while it has none.
    pub seq: u64,
    /// When it was stored; 0 while it is not.
    pub at_ms: i64,
    /// Who did it.
    pub from: From,
    /// What it shows.
    pub what: What,
    /// How far it has come.
    pub state: RowState,
    /// Whether it stands under the name and time of the row before.
    pub continues: bool,
    /// Its command, which tells two equal texts on their way apart.
    pub client_key: Option<ClientKey>,
}

/// Messages closer than this stand under one name, in milliseconds.
const GROUP_MS: i64 = 5 * 60_000;

impl Model {
    /// The rows of a conversation: of the agent's own, or of the one that was looked up.
    pub fn rows_of(&self, id: ConversationId) -> Vec<Row> {
        let Some(conversation) = self.shown(id) else {
            return Vec::new();
        };
        let mut rows = self.stored(conversation);
        let entries = self.outbox.entries().iter();
        let pending = entries.filter_map(|entry| match &entry.message {
            ClientMessage::Post(post) if post.conversation == id => {
                Some((entry, What::Message(post.text.clone())))
            }
            ClientMessage::Note(post) if post.conversation == id => {
                Some((entry, What::Note(post.text.clone())))
            }
            _ => None,
        });
        rows.extend(pending.map(|(entry, what)| Row {
            seq: 0,
            at_ms: 0,
            from: From::Me,
            what,
            state: match entry.progress {
                Progress::Queued | Progress::Sent => RowState::Sending,
                Progress::Failed(code) => RowState::Failed(code, entry.key.clone()),
            },
            continues: false,
            client_key: Some(entry.key.clone()),
        }));
        group(&mut rows);
        rows
    }

    /// Both logs, merged by time; of two of the same moment, what everyone sees comes first.
    fn stored(&self, conversation: &Conversation) -> Vec<Row> {
        let mut rows =
            Vec::with_capacity(conversation.log.len() + conversation.staff_log.len() + 1);
        let mut staff = conversation.staff_log.iter().peekable();
        for event in &conversation.log {
            while let Some(noted) = staff.next_if(|noted| noted.at_ms < event.at_ms) {
                rows.extend(self.staff_row(conversation, noted));
            }
            if conversation
                .fresh_after_seq
                .is_some_and(|after| event.seq == after.saturating_add(1))
            {
                rows.push(fresh(conversation, event));
            }
            rows.extend(self.row(conversation, event));
        }
        for noted in staff {
            rows.extend(self.staff_row(conversation, noted));
        }
        rows
    }

    fn row(&self, conversation: &Conversation, event: &Event) -> Option<Row> {
        let what = match &event.kind {
            Kind::Opened(_) => What::Opened,
            Kind::Posted(posted) => What::Message(posted.text.clone()),
            Kind::Joined(joined) => What::Joined(joined.name.clone()),
            Kind::Closed(_) => What::Closed,
            Kind::Exited(_) => What::Exited,
            // What it says stands at the event that was emptied.
            Kind::Redacted(redacted) if redacted.seq.is_some() => return None,
            Kind::Redacted(_) => What::Redacted { is_staff: false },
            Kind::Departed(departed) => {
                What::Departed(self.from(conversation, Author::Agent(departed.agent)))
            }
            Kind::Requeued(_) => What::Requeued,
            Kind::Left(left) => What::Left(left.cause, left.answer_by),
            Kind::Transferred(transferred) => What::Transferred {
                to: self.target_name(transferred),
                left: transferred.left,
            },
            // Whether it helped is for the figures; the agent is not marked.
            Kind::Rated(_) | Kind::Unknown => return None,
            identification => What::Identification(Step::of(identification)?),
        };
        Some(Row {
            seq: event.seq,
            at_ms: event.at_ms,
            from: self.from(conversation, event.from),
            what,
            state: RowState::Sent,
            continues: false,
            client_key: event.client_key.clone(),
        })
    }

    fn staff_row(&self, conversation: &Conversation, event: &StaffEvent) -> Option<Row> {
        let what = match &event.kind {
            StaffKind::Noted(noted) => match question_to(conversation, event) {
                Some(question) => What::Answer {
                    question: Some(question.to_owned()),
                    text: noted.text.clone(),
                },
                None => What::Note(noted.text.clone()),
            },
            StaffKind::Consulted(asked) => What::Question {
                to: (self.me_id() != Some(asked.agent)).then(|| asked.name.clone()),
                text: asked.text.clone(),
            },
            StaffKind::HandedOver(note) => What::HandedOver(note.text.clone()),
            StaffKind::Departed(departed) => {
                What::ConsultEnded(self.from(conversation, Author::Agent(departed.agent)))
            }
            StaffKind::Blocked(blocked) => What::Blocked(blocked.until_ms),
            StaffKind::Concluded(concluded) => What::Concluded(concluded.outcome),
            StaffKind::Redacted(redacted) if redacted.seq.is_some() => return None,
            StaffKind::Redacted(_) => What::Redacted { is_staff: true },
            StaffKind::IdentityDiffers(_) => What::Identification(Step::Differs),
            StaffKind::Unknown => return None,
        };
        Some(Row {
            seq: event.seq,
            at_ms: event.at_ms,
            from: self.from(conversation, event.from),
            what,
            state: RowState::Sent,
            continues: false,
            client_key: event.client_key.clone(),
        })
    }

    /// Who did something.
    pub fn author(&self, conversation: &Conversation, author: Author) -> From {
        self.from(conversation, author)
    }

    fn from(&self, conversation: &Conversation, author: Author) -> From {
        match author {
            Author::Visitor => From::Visitor,
            Author::Agent(agent) if self.me_id() == Some(agent) => From::Me,
            Author::Agent(agent) => From::Agent(self.agent_name(conversation, agent)),
            Author::Relay => From::Relay,
        }
    }

    /// To whom it was handed. The name of a service stands in the event in the resident's language.
    pub(crate) fn target_name(&self, transferred: &Transferred) -> String {
        let service = transferred.service.as_ref().and_then(|id| self.named(id));
        service.map_or_else(|| transferred.name.clone(), |named| named.name.clone())
    }
}

/// The question that a note answers: the last one to its author, who does not take part.
fn question_to<'a>(conversation: &'a Conversation, noted: &StaffEvent) -> Option<&'a str> {
    let Author::Agent(author) = noted.from else {
        return None;
    };
    let before = (conversation.staff_log.iter().rev()).filter(|event| event.seq < noted.seq);
    let (text, asked_ms) = before
        .filter_map(|event| match &event.kind {
            StaffKind::Consulted(asked) if asked.agent == author => {
                Some((asked.text.as_str(), event.at_ms))
            }
            _ => None,
        })
        .next()?;
    let has_joined = conversation.log.iter().any(|event| {
        let is_join = matches!(event.kind, Kind::Joined(_)) && event.from == noted.from;
        is_join && event.at_ms >= asked_ms && event.at_ms <= noted.at_ms
    });
    (!has_joined).then_some(text)
}

fn fresh(conversation: &Conversation, first: &Event) -> Row {
    let count = conversation
        .log
        .iter()
        .filter(|event| event.seq >= first.seq && super::conversation::is_from_resident(event))
        .count();
    Row {
        seq: first.seq,
        at_ms: first.at_ms,
        from: From::Relay,
        what: What::Fresh(count),
        state: RowState::Sent,
        continues: false,
        client_key: None,
    }
}

/// Messages of one speaker in a row stand under one name; an answer right beneath its question, or
/// beneath another answer to it, belongs to it.
fn group(rows: &mut [Row]) {
    let mut before: Option<(From, i64)> = None;
    let mut asked: Option<String> = None;
    for row in rows {
        asked = match (&mut row.what, asked.take()) {
            (What::Question { text, .. }, _) => Some(text.clone()),
            (What::Answer { question, .. }, above) => {
                let own = question.clone();
                if own == above {
                    *question = None;
                    row.continues = true;
                }
                own
            }
            _ => None,
        };
        if !matches!(row.what, What::Message(_)) {
            before = None;
            continue;
        }
        let at_ms = if row.at_ms == 0 {
            before.as_ref().map_or(0, |(_, at_ms)| *at_ms)
        } else {
            row.at_ms
        };
        row.continues = before
            .as_ref()
            .is_some_and(|(from, then_ms)| *from == row.from && at_ms - then_ms < GROUP_MS);
        before = Some((row.from.clone(), at_ms));
    }
}

#[cfg(test)]
mod tests;
