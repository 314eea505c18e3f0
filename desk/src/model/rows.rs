//! The rows of a conversation as the agent sees them: what everyone sees and what staff alone
//! sees, in the order of time, and at the end what is still on its way.

use juttu_client::outbox::Progress;
use juttu_shared::id::{AgentId, ClientKey};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::wire::v1::agent::ClientMessage;
use juttu_shared::wire::v1::event::{
    Author, Event, Kind, LeftCause, Outcome, StaffEvent, StaffKind,
};

use super::{Conversation, Model};

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
    /// The conversation began.
    Opened,
    /// Somebody joined.
    Joined(String),
    /// Somebody left the conversation.
    Departed(From),
    /// The conversation went back to the front of the queue.
    Requeued,
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
    /// What follows had not been seen.
    Fresh(usize),
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
    /// The rows of the conversation on screen.
    pub fn rows(&self) -> Vec<Row> {
        let Some(conversation) = self.open_conversation() else {
            return Vec::new();
        };
        let me = self.me_id();
        let mut rows = stored(conversation, me);
        let pending = self
            .outbox
            .entries()
            .iter()
            .filter_map(|entry| match &entry.message {
                ClientMessage::Post(post) if post.conversation == conversation.id => {
                    Some((entry, What::Message(post.text.clone())))
                }
                ClientMessage::Note(post) if post.conversation == conversation.id => {
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
}

/// Both logs, merged by time; of two of the same moment, what everyone sees comes first.
fn stored(conversation: &Conversation, me: Option<AgentId>) -> Vec<Row> {
    let mut rows = Vec::with_capacity(conversation.log.len() + conversation.staff_log.len() + 1);
    let mut staff = conversation.staff_log.iter().peekable();
    for event in &conversation.log {
        while let Some(noted) = staff.next_if(|noted| noted.at_ms < event.at_ms) {
            rows.extend(staff_row(conversation, noted, me));
        }
        if conversation
            .fresh_after_seq
            .is_some_and(|after| event.seq == after.saturating_add(1))
        {
            rows.push(fresh(conversation, event));
        }
        rows.extend(row(conversation, event, me));
    }
    for noted in staff {
        rows.extend(staff_row(conversation, noted, me));
    }
    rows
}

fn row(conversation: &Conversation, event: &Event, me: Option<AgentId>) -> Option<Row> {
    let what = match &event.kind {
        Kind::Opened(_) => What::Opened,
        Kind::Posted(posted) => What::Message(posted.text.clone()),
        Kind::Joined(joined) => What::Joined(joined.name.clone()),
        Kind::Closed(_) => What::Closed,
        Kind::Exited(_) => What::Exited,
        Kind::Redacted(_) => What::Redacted { is_staff: false },
        Kind::Departed(departed) => {
            What::Departed(from(conversation, Author::Agent(departed.agent), me))
        }
        Kind::Requeued(_) => What::Requeued,
        Kind::Left(left) => What::Left(left.cause, left.answer_by),
        // Whether it helped is for the figures; the agent is not marked.
        Kind::Transferred(_) | Kind::Rated(_) | Kind::Unknown => return None,
    };
    Some(Row {
        seq: event.seq,
        at_ms: event.at_ms,
        from: from(conversation, event.from, me),
        what,
        state: RowState::Sent,
        continues: false,
        client_key: event.client_key.clone(),
    })
}

fn staff_row(conversation: &Conversation, event: &StaffEvent, me: Option<AgentId>) -> Option<Row> {
    let what = match &event.kind {
        StaffKind::Noted(noted) => What::Note(noted.text.clone()),
        StaffKind::Concluded(concluded) => What::Concluded(concluded.outcome),
        StaffKind::Redacted(_) => What::Redacted { is_staff: true },
        StaffKind::Consulted(_)
        | StaffKind::HandedOver(_)
        | StaffKind::Departed(_)
        | StaffKind::Blocked(_)
        | StaffKind::Unknown => return None,
    };
    Some(Row {
        seq: event.seq,
        at_ms: event.at_ms,
        from: from(conversation, event.from, me),
        what,
        state: RowState::Sent,
        continues: false,
        client_key: event.client_key.clone(),
    })
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

fn from(conversation: &Conversation, author: Author, me: Option<AgentId>) -> From {
    match author {
        Author::Visitor => From::Visitor,
        Author::Agent(agent) if me == Some(agent) => From::Me,
        Author::Agent(agent) => From::Agent(conversation.name_of(agent).map(str::to_owned)),
        Author::Relay => From::Relay,
    }
}

/// Messages of one speaker in a row stand under one name.
fn group(rows: &mut [Row]) {
    let mut before: Option<(From, i64)> = None;
    for row in rows {
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
