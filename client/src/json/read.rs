//! Reading: a text to a value, and a value to a message.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::{Unreadable, Value};

/// Arrays and objects within each other; the wire has fewer.
const DEEPEST: u32 = 32;

/// The one value of a text.
pub(super) fn whole(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: u32) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.space();
        Some(match self.rest.bytes().next()? {
            b'"' => Value::Text(self.string()?),
            b'[' => {
                let mut list = Vec::new();
                self.items('[', ']', |reader| {
                    list.push(reader.value(depth + 1)?);
                    Some(())
                })?;
                Value::List(list)
            }
            b'{' => {
                let mut map = Vec::new();
                self.items('{', '}', |reader| {
                    reader.space();
                    let name = reader.string()?;
                    reader.space();
                    reader.eat(':')?;
                    map.push((name, reader.value(depth + 1)?));
                    Some(())
                })?;
                Value::Map(map)
            }
            b'-' | b'0'..=b'9' => self.number()?,
            _ => {
                let words = [
                    ("null", Value::Null),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                ];
                let (rest, value) = words.into_iter().find_map(|(word, value)| {
                    let rest = self.rest.strip_prefix(word)?;
                    Some((rest, value))
                })?;
                self.rest = rest;
                value
            }
        })
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn eat(&mut self, expected: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    /// What stands between two brackets, with commas.
    fn items(
        &mut self,
        open: char,
        close: char,
        mut item: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.eat(open)?;
        self.space();
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            self.space();
            if self.eat(close).is_some() {
                return Some(());
            }
            self.eat(',')?;
        }
    }

    fn number(&mut self) -> Option<Value> {
        let is_part = |c: char| matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E');
        let rest = self.rest.trim_start_matches(is_part);
        let (number, _) = self.rest.split_at_checked(self.rest.len() - rest.len())?;
        self.rest = rest;
        number
            .ends_with(|last: char| last.is_ascii_digit())
            .then(|| number.parse().map_or(Value::Null, Value::Int))
    }

    fn string(&mut self) -> Option<String> {
        self.eat('"')?;
        let mut string = String::new();
        loop {
            let stop = |c: char| matches!(c, '"' | '\\') || c < ' ';
            let at = self.rest.find(stop)?;
            let (plain, rest) = self.rest.split_at_checked(at)?;
            string.push_str(plain);
            let mut characters = rest.chars();
            match characters.next()? {
                '"' => {
                    self.rest = characters.as_str();
                    return Some(string);
                }
                '\\' => {
                    let escaped = characters.next()?;
                    self.rest = characters.as_str();
                    string.push(match escaped {
                        '"' | '\\' | '/' => escaped,
                        'b' => '\u{8}',
                        'f' => '\u{c}',
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'u' => self.escaped()?,
                        _ => return None,
                    });
                }
                _ => return None,
            }
        }
    }

    /// What `\u` stands before. Half a pair alone becomes U+FFFD.
    fn escaped(&mut self) -> Option<char> {
        let first = self.hex()?;
        if (0xD800..0xDC00).contains(&first)
            && let Some(after) = self.rest.strip_prefix("\\u")
        {
            let mut ahead = Reader { rest: after };
            let second = ahead.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                self.rest = ahead.rest;
                return char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        digits
            .chars()
            .try_fold(0, |number, digit| Some(number << 4 | digit.to_digit(16)?))
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(bool) => visitor.visit_bool(bool),
            Self::Int(int) => visitor.visit_i64(int),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(list) => visitor.visit_seq(Items(list.into_iter())),
            Self::Map(map) => visitor.visit_map(Members::of(map)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self {
            Self::Map(map) => visitor.visit_map(Members::of(map)),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self {
            Self::Text(name) => visitor.visit_enum(Variant(name, None)),
            Self::Map(map) => {
                let mut members = map.into_iter();
                match (members.next(), members.next()) {
                    (Some((name, body)), None) => visitor.visit_enum(Variant(name, Some(body))),
                    _ => Err(Unreadable),
                }
            }
            _ => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier
    }
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        self.0
            .next()
            .map(|value| seed.deserialize(value))
            .transpose()
    }
}

struct Members {
    rest: std::vec::IntoIter<(String, Value)>,
    value: Value,
}

impl Members {
    fn of(map: Vec<(String, Value)>) -> Self {
        Self {
            rest: map.into_iter(),
            value: Value::Null,
        }
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unreadable> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(Value::Text(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, Unreadable> {
        seed.deserialize(std::mem::replace(&mut self.value, Value::Null))
    }
}

/// A variant's name, and its body if it has one.
struct Variant(String, Option<Value>);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        mut self,
        seed: V,
    ) -> Result<(V::Value, Self), Unreadable> {
        let name = std::mem::take(&mut self.0);
        Ok((seed.deserialize(Value::Text(name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        self.1.map_or(Ok(()), |_| Err(Unreadable))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.1.ok_or(Unreadable)?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }
}
