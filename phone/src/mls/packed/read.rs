//! A value on its way out of the packed form.

use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess,
        VariantAccess, Visitor,
    },
    forward_to_deserialize_any,
};

use super::{codec::CodecError, tag};

/// What is still to be read.
pub(super) struct Reader<'de>(&'de [u8]);

impl<'de> Reader<'de> {
    pub(super) fn new(bytes: &'de [u8]) -> Self {
        Self(bytes)
    }

    /// Reads one value, after which there is nothing.
    pub(super) fn whole<T: DeserializeOwned>(mut self) -> Result<T, CodecError> {
        let value = T::deserialize(&mut self)?;
        if !self.0.is_empty() {
            return Err(CodecError::Damaged("longer than its value"));
        }
        Ok(value)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(CodecError::Damaged("cut short"))?;
        self.0 = rest;
        Ok(*taken)
    }

    fn tag(&mut self) -> Result<u8, CodecError> {
        self.take::<1>().map(|[tag]| tag)
    }

    fn is_next(&self, tag: u8) -> bool {
        self.0.first() == Some(&tag)
    }

    fn length(&mut self) -> Result<usize, CodecError> {
        let length = u32::from_le_bytes(self.take()?);
        usize::try_from(length).map_err(|_| CodecError::Damaged("too long"))
    }

    fn long(&mut self) -> Result<&'de [u8], CodecError> {
        let length = self.length()?;
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(CodecError::Damaged("cut short"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn text(&mut self) -> Result<&'de str, CodecError> {
        str::from_utf8(self.long()?).map_err(|_| CodecError::Damaged("text is none"))
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.tag()? {
            tag::NIL => visitor.visit_unit(),
            tag::FALSE => visitor.visit_bool(false),
            tag::TRUE => visitor.visit_bool(true),
            tag::BYTE => self.take::<1>().and_then(|[byte]| visitor.visit_u8(byte)),
            tag::UNSIGNED => visitor.visit_u64(u64::from_le_bytes(self.take()?)),
            tag::SIGNED => visitor.visit_i64(i64::from_le_bytes(self.take()?)),
            tag::FLOAT => visitor.visit_f64(f64::from_le_bytes(self.take()?)),
            tag::TEXT => visitor.visit_borrowed_str(self.text()?),
            tag::BYTES => {
                let mut bytes = Bytes(self.long()?.iter());
                let value = visitor.visit_seq(&mut bytes)?;
                all_read(bytes.0.len(), value)
            }
            tag::LIST => {
                let mut row = Row::of(self)?;
                let value = visitor.visit_seq(&mut row)?;
                all_read(row.left, value)
            }
            tag::MAP => {
                let mut row = Row::of(self)?;
                let value = visitor.visit_map(&mut row)?;
                all_read(row.left, value)
            }
            _ => Err(CodecError::Damaged("unknown tag")),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        if !self.is_next(tag::BYTES) {
            return self.deserialize_any(visitor);
        }
        self.tag()?;
        visitor.visit_borrowed_bytes(self.long()?)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        if !self.is_next(tag::NIL) {
            return visitor.visit_some(self);
        }
        self.tag()?;
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        match self.tag()? {
            tag::TEXT => visitor.visit_enum(self.text()?.into_deserializer()),
            tag::MAP if self.length()? == 1 => visitor.visit_enum(self),
            _ => Err(CodecError::Damaged("no variant")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}

fn all_read<T>(left: usize, value: T) -> Result<T, CodecError> {
    match left {
        0 => Ok(value),
        _ => Err(CodecError::Damaged("more values than the type takes")),
    }
}

/// Bytes, read one by one by a type that takes a list of numbers.
struct Bytes<'de>(core::slice::Iter<'de, u8>);

impl<'de> SeqAccess<'de> for Bytes<'de> {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, CodecError> {
        self.0
            .next()
            .map(|byte| seed.deserialize((*byte).into_deserializer()))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The values of a list, or the pairs of a map.
struct Row<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl<'a, 'de> Row<'a, 'de> {
    fn of(reader: &'a mut Reader<'de>) -> Result<Self, CodecError> {
        let left = reader.length()?;
        Ok(Self { reader, left })
    }

    fn next<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, CodecError> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> SeqAccess<'de> for Row<'_, 'de> {
    type Error = CodecError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, CodecError> {
        self.next(seed)
    }
}

impl<'de> MapAccess<'de> for Row<'_, 'de> {
    type Error = CodecError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, CodecError> {
        self.next(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, CodecError> {
        seed.deserialize(&mut *self.reader)
    }
}

impl<'de> EnumAccess<'de> for &mut Reader<'de> {
    type Error = CodecError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), CodecError> {
        let variant = seed.deserialize(&mut *self)?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = CodecError;

    fn unit_variant(self) -> Result<(), CodecError> {
        match self.tag()? {
            tag::NIL => Ok(()),
            _ => Err(CodecError::Damaged("no variant without content")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, CodecError> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_any(visitor)
    }
}
