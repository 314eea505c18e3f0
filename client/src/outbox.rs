//! Commands on their way: kept in order until their event comes back with the same key.
//!
//! Nothing here talks to the network. A screen pushes a command, sends what [`Outbox::take_queued`]
//! gives whenever the link is connected, and acknowledges when an event carries the key. After each
//! `welcome` everything unacknowledged is queued again, in the same order; the relay knows a
//! repeated key, so nothing is said twice. The whole can be kept in `sessionStorage`.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use serde::{Deserialize, Serialize};

use crate::json::Value;
use crate::visitor::refusal;

/// How far a command has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Waits for a connection.
    Queued,
    /// Handed to the link, not yet acknowledged.
    Sent,
    /// Refused. Stays, with its text, until it is tried again or dropped.
    Failed(Refusal),
}

/// A command on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry<C> {
    /// Names the command.
    pub key: ClientKey,
    /// The message that carries it.
    pub message: C,
    /// How far it has come.
    pub progress: Progress,
}

/// Commands on their way, in the order they were given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outbox<C> {
    entries: Vec<Entry<C>>,
}

impl<C> Default for Outbox<C> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

/// An outbox read and written by hand, by the same names as derived.
impl<C> Outbox<C> {
    /// What can be kept of it.
    pub fn to_value(&self, write: fn(&C) -> Value) -> Value {
        let entries = self.entries.iter().map(|entry| {
            let progress = match entry.progress {
                Progress::Queued => Value::of("queued"),
                Progress::Sent => Value::of("sent"),
                Progress::Failed(refusal) => Value::map([("failed", Value::of(refusal.code()))]),
            };
            Value::map([
                ("key", Value::of(&entry.key.0)),
                ("message", write(&entry.message)),
                ("progress", progress),
            ])
        });
        Value::List(entries.collect())
    }

    /// What was kept of it. An entry that can't be read is left out.
    pub fn from_value(value: Value, read: fn(Value) -> Option<C>) -> Self {
        let entries = value.list().unwrap_or_default();
        let entries = entries.into_iter().filter_map(|mut entry| {
            let progress = match entry.take("progress") {
                Value::Text(name) if name == "sent" => Progress::Sent,
                Value::Text(_) => Progress::Queued,
                failed => Progress::Failed(refusal(&failed.only()?.1.text()?)),
            };
            Some(Entry {
                key: ClientKey(entry.take("key").text()?),
                message: read(entry.take("message"))?,
                progress,
            })
        });
        Self {
            entries: entries.collect(),
        }
    }
}

impl<C: Clone> Outbox<C> {
    /// Adds a command at the end.
    pub fn push(&mut self, key: ClientKey, message: C) {
        self.entries.push(Entry {
            key,
            message,
            progress: Progress::Queued,
        });
    }

    /// What is on its way, oldest first.
    pub fn entries(&self) -> &[Entry<C>] {
        &self.entries
    }

    /// Whether nothing is on its way.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The queued commands, in order, now counted as sent.
    pub fn take_queued(&mut self) -> Vec<(ClientKey, C)> {
        let mut taken = Vec::new();
        for entry in &mut self.entries {
            if entry.progress == Progress::Queued {
                entry.progress = Progress::Sent;
                taken.push((entry.key.clone(), entry.message.clone()));
            }
        }
        taken
    }

    /// Everything sent and not acknowledged is queued again: nobody knows whether it arrived.
    pub fn connection_lost(&mut self) {
        for entry in &mut self.entries {
            if entry.progress == Progress::Sent {
                entry.progress = Progress::Queued;
            }
        }
    }

    /// The event with this key has come: the command is done. Gives it, if it was on its way.
    pub fn acknowledge(&mut self, key: &ClientKey) -> Option<C> {
        let at = self.entries.iter().position(|entry| entry.key == *key)?;
        Some(self.entries.remove(at).message)
    }

    /// The relay refused the command. It stays as failed, except when the relay is only stopping:
    /// then it waits for the next connection. Whether it was on its way.
    pub fn refuse(&mut self, key: &ClientKey, code: Refusal) -> bool {
        let Some(entry) = self.entry(key) else {
            return false;
        };
        entry.progress = if code == Refusal::Restarting {
            Progress::Queued
        } else {
            Progress::Failed(code)
        };
        true
    }

    /// Queues a failed command again. It goes to the end: that is where it will stand once stored.
    /// Whether there was one.
    pub fn retry(&mut self, key: &ClientKey) -> bool {
        let failed = |entry: &Entry<C>| matches!(entry.progress, Progress::Failed(_));
        let Some(at) = self
            .entries
            .iter()
            .position(|entry| entry.key == *key && failed(entry))
        else {
            return false;
        };
        let mut entry = self.entries.remove(at);
        entry.progress = Progress::Queued;
        self.entries.push(entry);
        true
    }

    fn entry(&mut self, key: &ClientKey) -> Option<&mut Entry<C>> {
        self.entries.iter_mut().find(|entry| entry.key == *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(name: &str) -> ClientKey {
        ClientKey(name.to_owned())
    }

    fn with(names: &[&str]) -> Outbox<String> {
        let mut outbox = Outbox::default();
        for name in names {
            outbox.push(key(name), (*name).to_owned());
        }
        outbox
    }

    fn queued(outbox: &mut Outbox<String>) -> Vec<String> {
        outbox
            .take_queued()
            .into_iter()
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn commands_leave_in_the_order_they_were_given_and_once() {
        let mut outbox = with(&["a", "b"]);
        assert_eq!(queued(&mut outbox), ["a", "b"]);
        outbox.push(key("c"), "c".into());
        assert_eq!(queued(&mut outbox), ["c"]);
        assert_eq!(queued(&mut outbox), [""; 0]);
    }

    #[test]
    fn after_a_lost_connection_what_was_not_acknowledged_leaves_again_in_order() {
        let mut outbox = with(&["a", "b", "c"]);
        queued(&mut outbox);
        assert_eq!(outbox.acknowledge(&key("b")).as_deref(), Some("b"));
        outbox.push(key("d"), "d".into());
        outbox.connection_lost();
        assert_eq!(queued(&mut outbox), ["a", "c", "d"]);
    }

    #[test]
    fn an_acknowledgement_counts_once() {
        let mut outbox = with(&["a"]);
        assert!(outbox.acknowledge(&key("a")).is_some());
        assert!(outbox.acknowledge(&key("a")).is_none());
        assert!(outbox.is_empty());
    }

    #[test]
    fn a_refused_command_keeps_its_text_and_waits_to_be_tried_again() {
        let mut outbox = with(&["a", "b"]);
        queued(&mut outbox);
        assert!(outbox.refuse(&key("a"), Refusal::TooManyMessages));
        outbox.connection_lost();
        assert_eq!(queued(&mut outbox), ["b"]);
        assert!(outbox.retry(&key("a")));
        assert!(!outbox.retry(&key("a")));
        assert_eq!(queued(&mut outbox), ["a"]);
        let order: Vec<&str> = outbox
            .entries()
            .iter()
            .map(|e| e.message.as_str())
            .collect();
        assert_eq!(order, ["b", "a"]);
    }

    #[test]
    fn a_stopping_relay_fails_nothing() {
        let mut outbox = with(&["a"]);
        queued(&mut outbox);
        assert!(outbox.refuse(&key("a"), Refusal::Restarting));
        assert_eq!(queued(&mut outbox), ["a"]);
    }

    #[test]
    fn a_stranger_changes_nothing() {
        let mut outbox = with(&["a"]);
        assert!(!outbox.refuse(&key("x"), Refusal::NotStored));
        assert!(outbox.acknowledge(&key("x")).is_none());
        assert!(!outbox.retry(&key("a")));
        assert_eq!(outbox, with(&["a"]));
    }

    #[test]
    fn it_survives_a_reload() {
        let mut outbox = with(&["a", "b"]);
        queued(&mut outbox);
        outbox.refuse(&key("b"), Refusal::NotStored);
        let kept = serde_json::to_string(&outbox).unwrap();
        let read: Outbox<String> = serde_json::from_str(&kept).unwrap();
        assert_eq!(read, outbox);
        let value = crate::json::parse(&kept).unwrap();
        assert_eq!(Outbox::from_value(value.clone(), Value::text), outbox);
        assert_eq!(outbox.to_value(|text| Value::of(text)), value);
    }

    proptest! {
        /// A relay that stores each key once, over a line that loses what it likes, ends up with
        /// every command once.
        #[test]
        fn nothing_is_lost_or_doubled(arrives in proptest::collection::vec(any::<(bool, bool)>(), 1..60)) {
            let names: Vec<String> = (0..8).map(|n| n.to_string()).collect();
            let mut outbox = Outbox::default();
            for name in &names {
                outbox.push(key(name), name.clone());
            }
            let mut stored: Vec<String> = Vec::new();
            let mut line = arrives.into_iter();
            loop {
                outbox.connection_lost();
                let sent = outbox.take_queued();
                if sent.is_empty() {
                    break;
                }
                for (name, text) in sent {
                    // A line that broke carries nothing after the break.
                    let (reaches, answered) = line.next().unwrap_or((true, true));
                    if !reaches {
                        break;
                    }
                    if !stored.contains(&text) {
                        stored.push(text);
                    }
                    if !answered {
                        break;
                    }
                    outbox.acknowledge(&name);
                }
            }
            prop_assert_eq!(stored, names);
        }
    }
}
