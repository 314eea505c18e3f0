//! Takes keys off a table one by one, and complains of those that nobody asked for.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use juttu_shared::rules::date::Date;

use super::problem::{Place, Problems};
use super::tree::{Node, Table, Value};

/// One table on its way into the configuration.
pub(super) struct Section<'p> {
    /// Such as `service.perhekeskus`; empty at the top.
    pub(super) path: String,
    /// Where it begins.
    pub(super) place: Place,
    table: Table,
    known: Vec<&'static str>,
    problems: &'p RefCell<Problems>,
}

/// A text and where it was written.
pub(super) struct Written {
    pub(super) place: Place,
    pub(super) text: String,
}

impl<'p> Section<'p> {
    /// The whole tree.
    pub(super) fn top(table: Table, place: Place, problems: &'p RefCell<Problems>) -> Self {
        Self {
            path: String::new(),
            place,
            table,
            known: Vec::new(),
            problems,
        }
    }

    /// A table of this one; empty when it is not written.
    pub(super) fn section(&mut self, key: &'static str) -> Self {
        let node = self.take(key);
        self.under(key, node)
    }

    /// Every table of this one under the name that the operator gave it.
    pub(super) fn every_section(&mut self) -> Vec<(String, Self)> {
        let nodes = std::mem::take(&mut self.table);
        nodes
            .into_iter()
            .map(|(key, node)| (key.clone(), self.under(&key, Some(node))))
            .collect()
    }

    fn under(&self, key: &str, node: Option<Node>) -> Self {
        let path = self.path_of(key);
        let (place, table) = match node {
            Some(Node {
                place,
                value: Value::Table(table),
            }) => (place, table),
            Some(Node { place, value }) => {
                let words = format!("{path} is a section, not {}", kind(&value));
                self.complain(&place, words);
                (place, Table::new())
            }
            None => (self.place.clone(), Table::new()),
        };
        Self {
            path,
            place,
            table,
            known: Vec::new(),
            problems: self.problems,
        }
    }

    /// A text, when the key is written.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Written> {
        let node = self.take(key)?;
        self.as_text(key, node)
    }

    /// A text that must be written; `example` is the whole line that could be.
    pub(super) fn required_text(&mut self, key: &'static str, example: &str) -> Option<Written> {
        if !self.table.contains_key(key) {
            self.known.push(key);
            let words = format!("{} is missing; write {example}", self.path_of(key));
            self.complain(&self.place, words);
            return None;
        }
        self.text(key)
    }

    /// A list of texts; empty when the key is not written.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Written> {
        let Some(Node { place, value }) = self.take(key) else {
            return Vec::new();
        };
        match value {
            Value::List(items) => items
                .into_iter()
                .filter_map(|item| self.as_text(key, item))
                .collect(),
            // A variable is easier to write as `a, b`.
            Value::Text(text) if matches!(place, Place::Variable(_)) => text
                .split(',')
                .map(|part| Written {
                    place: place.clone(),
                    text: part.trim().to_owned(),
                })
                .filter(|part| !part.text.is_empty())
                .collect(),
            other => {
                let words = format!(
                    "{} is a list, such as [\"…\", \"…\"], not {}",
                    self.path_of(key),
                    kind(&other)
                );
                self.complain(&place, words);
                Vec::new()
            }
        }
    }

    /// A list of texts, or one text alone; empty when the key is not written.
    pub(super) fn text_or_texts(&mut self, key: &'static str) -> Vec<Written> {
        match self.table.get(key) {
            Some(Node {
                place: Place::Line(..) | Place::File(_),
                value: Value::Text(_),
            }) => self.text(key).into_iter().collect(),
            _ => self.texts(key),
        }
    }

    /// Every text of this table under the name that the operator gave it.
    pub(super) fn every_text(&mut self) -> Vec<(String, Written)> {
        let nodes = std::mem::take(&mut self.table);
        nodes
            .into_iter()
            .filter_map(|(key, node)| {
                let written = self.as_text(&key, node)?;
                Some((key, written))
            })
            .collect()
    }

    /// A number from 1 to `most`, or `default` when the key is not written.
    pub(super) fn number(&mut self, key: &'static str, default: u32, most: u32) -> u32 {
        self.number_within(key, default, 1..=most)
    }

    /// A number within bounds, or `default` when the key is not written.
    pub(super) fn number_within(
        &mut self,
        key: &'static str,
        default: u32,
        bounds: RangeInclusive<u32>,
    ) -> u32 {
        let Some(Node { place, value }) = self.take(key) else {
            return default;
        };
        let number = match value {
            Value::Integer(number) => u32::try_from(number).ok(),
            _ => None,
        };
        match number {
            Some(number) if bounds.contains(&number) => number,
            _ => {
                let words = format!(
                    "{} is a whole number from {} to {}; the default is {default}",
                    self.path_of(key),
                    bounds.start(),
                    bounds.end(),
                );
                self.complain(&place, words);
                default
            }
        }
    }

    /// A day, when the key is written, and where.
    pub(super) fn date(&mut self, key: &'static str) -> Option<(Place, Option<Date>)> {
        let Node { place, value } = self.take(key)?;
        let date = match &value {
            Value::Text(text) | Value::Moment(text) => Date::parse(text),
            _ => None,
        };
        if date.is_none() {
            let words = format!(
                "{} is no day of the calendar; write year, month and day, such as 2027-01-07",
                self.path_of(key)
            );
            self.complain(&place, words);
        }
        Some((place, date))
    }

    /// True or false, or `default` when the key is not written.
    pub(super) fn flag(&mut self, key: &'static str, default: bool) -> bool {
        match self.take(key) {
            None => default,
            Some(Node {
                value: Value::Boolean(flag),
                ..
            }) => flag,
            Some(Node { place, value }) => {
                let words = format!(
                    "{} is true or false, without quotation marks, not {}; the default is {default}",
                    self.path_of(key),
                    kind(&value)
                );
                self.complain(&place, words);
                default
            }
        }
    }

    /// Whether the key is written.
    pub(super) fn has(&mut self, key: &'static str) -> bool {
        self.known.push(key);
        self.table.contains_key(key)
    }

    /// Complains of the keys that nobody asked for.
    pub(super) fn finish(self) {
        for (key, node) in &self.table {
            let mut known = self.known.clone();
            known.sort_unstable();
            known.dedup();
            let words = format!(
                "there is no key {}; {}",
                self.path_of(key),
                instead(key, &known)
            );
            self.complain(&node.place, words);
        }
    }

    /// Says that something is wrong.
    pub(super) fn complain(&self, place: &Place, words: impl Into<String>) {
        self.problems.borrow_mut().add(place, words);
    }

    /// The whole name of a key.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        self.table.remove(key)
    }

    fn as_text(&self, key: &str, node: Node) -> Option<Written> {
        let Node { place, value } = node;
        let text = match value {
            Value::Text(text) if text.trim().is_empty() => {
                let words = format!("{} is empty; write something", self.path_of(key));
                self.complain(&place, words);
                return None;
            }
            Value::Text(text) => text,
            // Whoever writes a variable can't say that `112` is a text.
            Value::Integer(number) if matches!(place, Place::Variable(_)) => number.to_string(),
            other => {
                let words = format!(
                    "{} is a text between quotation marks, not {}",
                    self.path_of(key),
                    kind(&other)
                );
                self.complain(&place, words);
                return None;
            }
        };
        Some(Written { place, text })
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "a text",
        Value::Integer(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Moment(_) => "a date or a time",
        Value::List(_) => "a list",
        Value::Table(_) => "a section",
        Value::Other(kind) => kind,
    }
}

/// What may have been meant instead of a name that is not known.
pub(super) fn instead(written: &str, known: &[&str]) -> String {
    match known.iter().find(|known| is_near(known, written)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    }
}

/// Whether one slip, or two, lie between what was written and what is known.
fn is_near(known: &str, written: &str) -> bool {
    let mut row: Vec<usize> = (0..=written.chars().count()).collect();
    for (above, left) in known.chars().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(written.chars()) {
            let changed = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = changed.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().is_some_and(|slips| *slips <= 2)
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        assert!(is_near("public_url", "public_ur"));
        assert!(is_near("public_url", "pubilc_url"));
        assert!(is_near("origins", "origin"));
        assert!(!is_near("public_url", "desk_url"));
        assert!(!is_near("name", ""));
    }
}
