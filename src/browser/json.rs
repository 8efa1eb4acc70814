//! JSON by the browser's own parser, into the contract's types.
//!
//! Measured on the widget: `serde_json` costs 15 KB of brotli, and a reader that can say what is wrong, with numbers
//! printed as text, 5 KB more. What is wrong is never shown, so it is not said.

use std::fmt;

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value. Nothing if the text is not JSON, or not this.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Reader(JSON::parse(text).ok()?)).ok()
}

/// Writes an object of texts.
pub fn write(fields: &[(&str, &str)]) -> Option<String> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    JSON::stringify(&object).ok()?.as_string()
}

/// The value is not what was asked for.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }
    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A value as the browser parsed it.
struct Reader(JsValue);

impl<'de> Deserializer<'de> for Reader {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let value = self.0;
        if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = value.as_f64() {
            let whole = number as u64;
            if whole as f64 == number {
                visitor.visit_u64(whole)
            } else {
                visitor.visit_f64(number)
            }
        } else if let Some(truth) = value.as_bool() {
            visitor.visit_bool(truth)
        } else if let Some(items) = value.dyn_ref::<Array>() {
            visitor.visit_seq(Items {
                items: items.clone(),
                next: 0,
            })
        } else if let Some(object) = value.dyn_ref::<Object>() {
            visitor.visit_map(Fields {
                names: Object::keys(object),
                object: value,
                next: 0,
            })
        } else {
            visitor.visit_unit()
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        let name = self.0.as_string().ok_or(Unfit)?;
        let name: StrDeserializer<'_, Unfit> = name.as_str().into_deserializer();
        visitor.visit_enum(name)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Items {
    items: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        if self.next == self.items.length() {
            return Ok(None);
        }
        let item = self.items.get(self.next);
        self.next += 1;
        seed.deserialize(Reader(item)).map(Some)
    }
}

struct Fields {
    object: JsValue,
    names: Array,
    next: u32,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        if self.next == self.names.length() {
            return Ok(None);
        }
        let name = self.names.get(self.next);
        seed.deserialize(Reader(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        let name = self.names.get(self.next);
        self.next += 1;
        seed.deserialize(Reader(
            Reflect::get(&self.object, &name).map_err(|_| Unfit)?,
        ))
    }
}
