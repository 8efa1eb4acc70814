//! An answer as a small tree, from which a field is taken as what it should be, or as absent.
//!
//! Every type that a browser reads goes through it: one reader instead of one for each type. Measured on the widget,
//! the derived readers cost 12 KB more in brotli, and they refuse a whole list for one bad item.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of JSON, as far as the contract uses it.
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number that is not negative.
    Number(u32),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Value>),
    /// An object; of two fields of one name the first is taken.
    Object(Vec<(String, Value)>),
    /// Anything else.
    Other,
}

impl Value {
    /// Takes a field out of an object.
    pub fn field(&mut self, name: &str) -> Option<Value> {
        let Self::Object(fields) = self else {
            return None;
        };
        let place = fields.iter().position(|(other, _)| other == name)?;
        Some(std::mem::replace(&mut fields[place].1, Self::Other))
    }

    /// Takes a text out of an object.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.field(name)?.into_text()
    }

    /// Takes a number out of an object.
    pub fn number(&mut self, name: &str) -> Option<u32> {
        match self.field(name)? {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Takes a flag out of an object; an absent one is false.
    pub fn flag(&mut self, name: &str) -> bool {
        matches!(self.field(name), Some(Self::Flag(true)))
    }

    /// Takes a list out of an object; an absent one is empty.
    pub fn list(&mut self, name: &str) -> Vec<Value> {
        match self.field(name) {
            Some(Self::List(items)) => items,
            _ => Vec::new(),
        }
    }

    /// The text, if it is one.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(u32::try_from(number).map_or(Value::Other, Value::Number))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Value::Object(fields))
    }
}
