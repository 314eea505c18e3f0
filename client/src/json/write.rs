//! Writing: a message to a text.

use serde::Serialize;
use serde::ser::{
    Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use super::Unreadable;

/// Writes to a text.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
}

/// Writes a string, in quotes.
pub(super) fn quoted(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' | '\\' => {
                text.push('\\');
                text.push(character);
            }
            '\n' => text.push_str("\\n"),
            control if control < ' ' => {
                text.push_str("\\u00");
                for half in [control as u32 >> 4, control as u32 & 15] {
                    text.extend(char::from_digit(half, 16));
                }
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

impl Writer {
    fn string(&mut self, string: &str) {
        quoted(&mut self.text, string);
    }

    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }
}

type None = Impossible<(), Unreadable>;

macro_rules! refused {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method(self, _: $type) -> Result<(), Unreadable> {
            Err(Unreadable)
        })*
    };
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Unreadable;
    type SerializeSeq = Closing<'a>;
    type SerializeTuple = Closing<'a>;
    type SerializeTupleStruct = None;
    type SerializeTupleVariant = None;
    type SerializeMap = Closing<'a>;
    type SerializeStruct = Closing<'a>;
    type SerializeStructVariant = None;

    refused! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_bool(self, bool: bool) -> Result<(), Unreadable> {
        self.text.push_str(if bool { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i32(self, int: i32) -> Result<(), Unreadable> {
        self.serialize_i64(int.into())
    }

    fn serialize_i64(self, int: i64) -> Result<(), Unreadable> {
        self.text.push_str(&int.to_string());
        Ok(())
    }

    fn serialize_u32(self, int: u32) -> Result<(), Unreadable> {
        self.serialize_u64(int.into())
    }

    fn serialize_u64(self, int: u64) -> Result<(), Unreadable> {
        self.text.push_str(&int.to_string());
        Ok(())
    }

    fn serialize_str(self, string: &str) -> Result<(), Unreadable> {
        self.string(string);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unreadable> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Unreadable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unreadable> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unreadable> {
        self.string(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unreadable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unreadable> {
        self.text.push('{');
        self.string(variant);
        self.text.push(':');
        value.serialize(&mut *self)?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Closing<'a>, Unreadable> {
        self.text.push('[');
        Ok(Closing(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Closing<'a>, Unreadable> {
        self.text.push('{');
        Ok(Closing(self))
    }

    fn serialize_tuple(self, length: usize) -> Result<Closing<'a>, Unreadable> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<None, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<None, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Closing<'a>, Unreadable> {
        self.text.push('{');
        Ok(Closing(self))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<None, Unreadable> {
        Err(Unreadable)
    }
}

/// An array or an object that is not yet closed.
pub(super) struct Closing<'a>(&'a mut Writer);

impl SerializeSeq for Closing<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unreadable> {
        self.0.comma();
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), Unreadable> {
        self.0.text.push(']');
        Ok(())
    }
}

impl SerializeTuple for Closing<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unreadable> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unreadable> {
        SerializeSeq::end(self)
    }
}

/// Of names that are strings.
impl SerializeMap for Closing<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, name: &T) -> Result<(), Unreadable> {
        self.0.comma();
        name.serialize(&mut *self.0)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unreadable> {
        self.0.text.push(':');
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), Unreadable> {
        SerializeStruct::end(self)
    }
}

impl SerializeStruct for Closing<'_> {
    type Ok = ();
    type Error = Unreadable;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unreadable> {
        self.0.comma();
        self.0.string(name);
        self.0.text.push(':');
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), Unreadable> {
        self.0.text.push('}');
        Ok(())
    }
}
