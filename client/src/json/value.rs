//! Values taken apart and put together by hand, where a phone would pay for derived code.

use super::Value;

impl Value {
    /// An object of these members; those that are null are left out.
    pub fn map(members: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let kept = members
            .into_iter()
            .filter(|(_, value)| *value != Self::Null);
        Self::Map(kept.map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A string.
    pub fn of(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A string, or null for none.
    pub fn some(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::of)
    }

    /// A member, taken out of the object; null where there is none.
    pub fn take(&mut self, name: &str) -> Self {
        if let Self::Map(members) = self
            && let Some((_, value)) = members.iter_mut().find(|(known, _)| known == name)
        {
            return std::mem::replace(value, Self::Null);
        }
        Self::Null
    }

    /// The one member of an object that has one.
    pub fn only(self) -> Option<(String, Self)> {
        match self {
            Self::Map(mut members) if members.len() == 1 => members.pop(),
            _ => None,
        }
    }

    /// The string.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer.
    pub fn int(self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(int),
            _ => None,
        }
    }

    /// The integer, when it is not negative.
    pub fn count(self) -> Option<u64> {
        u64::try_from(self.int()?).ok()
    }

    /// The truth.
    pub fn truth(self) -> Option<bool> {
        match self {
            Self::Bool(bool) => Some(bool),
            _ => None,
        }
    }

    /// The array.
    pub fn list(self) -> Option<Vec<Self>> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// What `read` makes of it; `Some(None)` for null, and none when it can't be read.
    pub fn optional<T>(self, read: impl FnOnce(Self) -> Option<T>) -> Option<Option<T>> {
        match self {
            Self::Null => Some(None),
            value => read(value).map(Some),
        }
    }

    /// As JSON.
    pub fn written(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(true) => text.push_str("true"),
            Self::Bool(false) => text.push_str("false"),
            Self::Int(int) => text.push_str(&int.to_string()),
            Self::Text(words) => super::write::quoted(text, words),
            Self::List(list) => {
                text.push('[');
                for (place, value) in list.iter().enumerate() {
                    if place > 0 {
                        text.push(',');
                    }
                    value.write(text);
                }
                text.push(']');
            }
            Self::Map(members) => {
                text.push('{');
                for (place, (name, value)) in members.iter().enumerate() {
                    if place > 0 {
                        text.push(',');
                    }
                    super::write::quoted(text, name);
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
    }
}
