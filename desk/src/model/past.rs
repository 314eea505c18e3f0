//! Conversations that are not on the desk: found by service or by number, and read with a reason when
//! they are not one's own.
//!
//! Nothing of it is kept: leaving the page lets go of the list and of what was read.

use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::limits::WHY_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text::clean_at_most;
use juttu_shared::wire::v1::agent::{ClientMessage, Find, Found, Look, Past as PastRow};

use super::{Effect, Model};

/// What was looked for, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Of which service; none for one's own.
    pub service: Option<ServiceId>,
    /// The one of that number.
    pub number: Option<u64>,
    /// What was found, newest first.
    pub rows: Vec<PastRow>,
    /// Whether there are older ones.
    pub more: bool,
    /// Whether an answer has come.
    pub is_answered: bool,
    /// Why looking was refused.
    pub refused: Option<Refusal>,
    /// The question that stands before one that is not one's own.
    pub why: Option<Why>,
}

/// Why a conversation is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Which.
    pub conversation: ConversationId,
    /// Its number.
    pub reference: u64,
    /// The reason, as it stands in the field.
    pub text: String,
    /// What is wrong with it.
    pub wrong: Option<Refusal>,
}

impl Model {
    /// Looks for conversations: of a service, or one's own; of one number, or all.
    pub fn find(
        &mut self,
        service: Option<ServiceId>,
        number: Option<u64>,
        key: ClientKey,
    ) -> Vec<Effect> {
        self.drop_questions();
        self.past = Past {
            service: service.clone(),
            number,
            ..Past::default()
        };
        self.ask_past(Find {
            client_key: key,
            service,
            reference: number,
            before: None,
        })
    }

    /// Looks for older ones than those that were found.
    pub fn find_older(&mut self, key: ClientKey) -> Vec<Effect> {
        let before = self.past.rows.last().map(|row| row.conversation);
        if before.is_none() || self.is_finding() {
            return Vec::new();
        }
        self.past.refused = None;
        self.ask_past(Find {
            client_key: key,
            service: self.past.service.clone(),
            reference: self.past.number,
            before,
        })
    }

    /// Opens one of those that were found: at once when it is one's own, else after a reason is
    /// given.
    pub fn look(&mut self, id: ConversationId, key: ClientKey) -> Vec<Effect> {
        let Some(row) = self.past.rows.iter().find(|row| row.conversation == id) else {
            return Vec::new();
        };
        self.look_refused = None;
        if row.own {
            self.past.why = None;
            return self.ask_look(id, None, key);
        }
        self.past.why = Some(Why {
            conversation: id,
            reference: row.reference,
            text: String::new(),
            wrong: None,
        });
        Vec::new()
    }

    /// Writes down why.
    pub fn write_why(&mut self, text: String) {
        if let Some(why) = &mut self.past.why {
            why.text = text;
            why.wrong = None;
        }
    }

    /// Opens the one that a reason was asked for.
    pub fn look_because(&mut self, key: ClientKey) -> Vec<Effect> {
        let Some(why) = &mut self.past.why else {
            return Vec::new();
        };
        match clean_at_most(&why.text, WHY_CHARS) {
            Ok(reason) => {
                let id = why.conversation;
                self.look_refused = None;
                self.ask_look(id, Some(reason), key)
            }
            Err(code) => {
                why.wrong = Some(code);
                Vec::new()
            }
        }
    }

    /// Lets go of what was read, or was about to be.
    pub fn put_down(&mut self) {
        self.looked = None;
        self.look_refused = None;
        self.past.why = None;
        self.drop_commands(|message| {
            matches!(message, ClientMessage::Look(_)) || super::disclosure::is_opening(message)
        });
    }

    /// Lets go of everything: the page is left.
    pub fn leave_past(&mut self) {
        self.put_down();
        self.drop_questions();
        self.past = Past::default();
    }

    /// Whether an answer is waited for.
    pub fn is_finding(&self) -> bool {
        self.commands()
            .any(|message| matches!(message, ClientMessage::Find(_)))
    }

    /// Whether one is being opened.
    pub fn is_looking(&self) -> bool {
        self.commands()
            .any(|message| matches!(message, ClientMessage::Look(_)))
    }

    /// Takes in what was found. An answer that nobody waits for any more is let go.
    pub(super) fn found_told(&mut self, found: Found) -> Vec<Effect> {
        if let Some(ClientMessage::Find(asked)) = self.outbox.acknowledge(&found.client_key) {
            if asked.before.is_none() {
                self.past.rows.clear();
            }
            self.past.rows.extend(found.rows);
            self.past.more = found.more;
            self.past.is_answered = true;
        }
        Vec::new()
    }

    /// Looking was refused.
    pub(super) fn find_refused(&mut self, key: &ClientKey, code: Refusal) -> Vec<Effect> {
        self.outbox.acknowledge(key);
        self.past.refused = Some(code);
        Vec::new()
    }

    fn ask_past(&mut self, find: Find) -> Vec<Effect> {
        let key = find.client_key.clone();
        self.outbox.push(key, ClientMessage::Find(find));
        self.send_queued()
    }

    fn ask_look(&mut self, id: ConversationId, why: Option<String>, key: ClientKey) -> Vec<Effect> {
        if self.is_looking() {
            return Vec::new();
        }
        let look = Look {
            conversation: id,
            client_key: key.clone(),
            why,
        };
        self.outbox.push(key, ClientMessage::Look(look));
        self.send_queued()
    }

    fn drop_questions(&mut self) {
        self.drop_commands(|message| matches!(message, ClientMessage::Find(_)));
    }

    pub(super) fn drop_commands(&mut self, is_dropped: impl Fn(&ClientMessage) -> bool) {
        let entries = self.outbox.entries().iter();
        let keys: Vec<_> = entries
            .filter(|entry| is_dropped(&entry.message))
            .map(|entry| entry.key.clone())
            .collect();
        for key in keys {
            self.outbox.acknowledge(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use juttu_shared::rules::state::State;
    use juttu_shared::wire::v1::agent::ServerMessage;
    use juttu_shared::wire::v1::visitor::Refused;

    use super::*;
    use crate::model::sample::{A, B, NOW_MS, key, service};

    fn row(id: ConversationId, own: bool) -> PastRow {
        PastRow {
            conversation: id,
            service: service(),
            reference: 200 + id.0,
            state: State::Closed,
            opened_at_ms: NOW_MS,
            closed_at_ms: None,
            topic: None,
            outcome: None,
            own,
        }
    }

    fn found(number: u64, rows: Vec<PastRow>, more: bool) -> ServerMessage {
        ServerMessage::Found(Found {
            client_key: key(number),
            rows,
            more,
        })
    }

    #[test]
    fn older_ones_come_after_those_that_are_there() {
        let mut model = Model::default();
        let asked = model.find(None, None, key(1));
        assert_eq!(asked.len(), 1);
        model.apply(found(1, vec![row(B, true)], true), NOW_MS);
        assert!(model.past.is_answered && model.past.more);
        let asked = model.find_older(key(2));
        let [Effect::Command(_, ClientMessage::Find(find))] = &asked[..] else {
            panic!("one question")
        };
        assert_eq!(find.before, Some(B));
        assert!(
            model.find_older(key(3)).is_empty(),
            "one question at a time"
        );
        model.apply(found(2, vec![row(A, true)], false), NOW_MS);
        let ids: Vec<_> = model.past.rows.iter().map(|row| row.conversation).collect();
        assert_eq!(ids, [B, A]);
    }

    #[test]
    fn an_answer_to_an_older_question_is_let_go() {
        let mut model = Model::default();
        model.find(None, None, key(1));
        model.find(Some(service()), Some(214), key(2));
        model.apply(found(1, vec![row(A, true)], false), NOW_MS);
        assert_eq!(model.past.rows, []);
        model.apply(found(2, vec![row(B, false)], false), NOW_MS);
        assert_eq!(model.past.rows.len(), 1);
        model.leave_past();
        assert_eq!(model.past, Past::default());
    }

    #[test]
    fn one_that_is_not_ones_own_is_read_with_a_reason_only() {
        let mut model = Model::default();
        model.find(None, None, key(1));
        model.apply(found(1, vec![row(A, true), row(B, false)], false), NOW_MS);
        assert!(model.look(B, key(2)).is_empty());
        assert_eq!(model.past.why.as_ref().map(|why| why.conversation), Some(B));
        model.write_why("  ".into());
        assert!(model.look_because(key(2)).is_empty());
        let wrong = model.past.why.as_ref().and_then(|why| why.wrong);
        assert_eq!(wrong, Some(Refusal::TextEmpty));
        model.write_why(" Valitus ".into());
        let asked = model.look_because(key(2));
        let [Effect::Command(_, ClientMessage::Look(look))] = &asked[..] else {
            panic!("one question")
        };
        assert_eq!(look.why.as_deref(), Some("Valitus"));
        model.put_down();
        assert!(!model.is_looking() && model.past.why.is_none());
        assert_eq!(model.look(A, key(3)).len(), 1, "one's own at once");
    }

    #[test]
    fn a_refused_question_says_why_and_asks_no_more() {
        let mut model = Model::default();
        model.find(None, Some(7), key(1));
        let refused = Refused {
            client_key: Some(key(1)),
            code: Refusal::NotAllowed,
            retry_after_ms: None,
        };
        model.apply(ServerMessage::Refused(refused), NOW_MS);
        assert_eq!(model.past.refused, Some(Refusal::NotAllowed));
        assert!(!model.is_finding());
    }
}
