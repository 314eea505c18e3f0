//! The sources as one tree in which every value knows where it was written.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use zeroize::Zeroizing;

use super::problem::{Place, Problems};

/// A table: its keys, and where each stands.
pub(super) type Table = BTreeMap<String, Node>;

/// A value and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

/// A value, as far as a configuration has use for it.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    /// A date, a time or both, as it was written.
    Moment(String),
    List(Vec<Node>),
    Table(Table),
    /// Something no key takes: what it is called.
    Other(&'static str),
}

const PREFIX: &str = "JUTTU__";
/// The data key itself. Only in the environment: a key does not belong into a configuration file.
const DATA_KEY: &str = "JUTTU__DATA_KEY";

/// Reads a file's text.
pub(super) fn of_file(name: &str, text: &str, problems: &mut Problems) -> Table {
    let lines = Lines {
        file: name.into(),
        text,
    };
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    for error in &errors {
        let place = lines.place(error.span().unwrap_or_default());
        problems.add(&place, format!("this is not TOML: {}", error.message()));
    }
    table_of(table.get_ref(), &lines)
}

/// Reads the environment: `JUTTU__SECTION__KEY`, in any case. A value is TOML where it can be
/// read as such, text otherwise; a list may be written as `a, b`.
pub(super) fn of_environment(
    environment: &[(String, String)],
    data_key: &mut Option<Zeroizing<String>>,
    problems: &mut Problems,
) -> Table {
    let mut whole = Table::new();
    for (name, text) in environment {
        if name == DATA_KEY {
            *data_key = Some(Zeroizing::new(text.clone()));
            continue;
        }
        let Some(path) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let place = Place::Variable(name.as_str().into());
        let path: Vec<String> = path.split("__").map(str::to_lowercase).collect();
        if path.iter().any(String::is_empty) {
            problems.add(
                &place,
                "a variable is named JUTTU__SECTION__KEY, such as JUTTU__RELAY__PUBLIC_URL",
            );
            continue;
        }
        lay_over(&mut whole, branch(&path, &place, value_of(text, &place)));
    }
    whole
}

/// Lays `over` over `under`: tables key by key, everything else whole.
pub(super) fn lay_over(under: &mut Table, over: Table) {
    for (key, node) in over {
        match (under.get_mut(&key), node) {
            (
                Some(Node {
                    value: Value::Table(below),
                    ..
                }),
                Node {
                    value: Value::Table(above),
                    ..
                },
            ) => lay_over(below, above),
            (_, node) => {
                under.insert(key, node);
            }
        }
    }
}

/// The table in which the value stands at the end of `path`. A service's id has hyphens where a
/// variable's name can only have underscores.
fn branch(path: &[String], place: &Place, value: Value) -> Table {
    let mut node = Node {
        place: place.clone(),
        value,
    };
    let mut table = Table::new();
    for (index, key) in path.iter().enumerate().rev() {
        let is_service = index == 1 && path.first().is_some_and(|first| first == "service");
        let key = if is_service {
            key.replace('_', "-")
        } else {
            key.clone()
        };
        table = Table::from([(key, node)]);
        node = Node {
            place: place.clone(),
            value: Value::Table(table.clone()),
        };
    }
    table
}

fn value_of(text: &str, place: &Place) -> Value {
    match DeValue::parse(text) {
        Ok(value) => node_of(value.get_ref(), place.clone(), &|_| place.clone()).value,
        Err(_) => Value::Text(text.to_owned()),
    }
}

fn table_of(table: &DeTable<'_>, lines: &Lines<'_>) -> Table {
    let place_of = |span| lines.place(span);
    table
        .iter()
        .map(|(key, value)| {
            let node = node_of(value.get_ref(), lines.place(key.span()), &place_of);
            (key.get_ref().to_string(), node)
        })
        .collect()
}

fn node_of(value: &DeValue<'_>, place: Place, place_of: &dyn Fn(Range<usize>) -> Place) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("a number this large"), Value::Integer),
        DeValue::Float(_) => Value::Other("a number with a fraction"),
        DeValue::Boolean(boolean) => Value::Boolean(*boolean),
        DeValue::Datetime(moment) => Value::Moment(moment.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| node_of(item.get_ref(), place_of(item.span()), place_of))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(
            table
                .iter()
                .map(|(key, value)| {
                    let node = node_of(value.get_ref(), place_of(key.span()), place_of);
                    (key.get_ref().to_string(), node)
                })
                .collect(),
        ),
    };
    Node { place, value }
}

/// A file's text, for the line of a span.
struct Lines<'t> {
    file: Arc<str>,
    text: &'t str,
}

impl Lines<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
        let breaks = before.iter().filter(|byte| **byte == b'\n').count();
        Place::Line(Arc::clone(&self.file), breaks + 1)
    }
}
