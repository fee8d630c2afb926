//! A value on its way into the packed form.

use serde::{Serialize, Serializer, ser};

use super::{codec::CodecError, tag};

/// What has been written so far.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn starting_with(first: u8) -> Self {
        Self(vec![first])
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn wide(&mut self, tag: u8, number: [u8; 8]) {
        self.0.push(tag);
        self.0.extend(number);
    }

    fn long(&mut self, tag: u8, bytes: &[u8]) -> Result<(), CodecError> {
        self.0.push(tag);
        self.0.extend(length(bytes.len())?);
        self.0.extend(bytes);
        Ok(())
    }

    /// Begins a list or a map; its count is filled in when it ends.
    fn begin(&mut self, tag: u8) -> Row<'_> {
        self.0.push(tag);
        self.0.extend([0; 4]);
        let start = self.0.len();
        Row {
            writer: self,
            start,
            count: 0,
        }
    }

    /// Begins a variant with content: a map of one key.
    fn variant(&mut self, name: &str) -> Result<&mut Self, CodecError> {
        self.0.push(tag::MAP);
        self.0.extend(length(1)?);
        self.long(tag::TEXT, name.as_bytes())?;
        Ok(self)
    }
}

fn length(of: usize) -> Result<[u8; 4], CodecError> {
    u32::try_from(of)
        .map(u32::to_le_bytes)
        .map_err(|_| CodecError::Damaged("too long"))
}

/// A list or a map that is being written.
pub(super) struct Row<'a> {
    writer: &'a mut Writer,
    /// Where its values begin.
    start: usize,
    count: usize,
}

impl Row<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.count = self.count.saturating_add(1);
        value.serialize(&mut *self.writer)
    }

    fn named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), CodecError> {
        self.writer.long(tag::TEXT, name.as_bytes())?;
        self.push(value)
    }

    fn finish(self) -> Result<(), CodecError> {
        let head = self.start.saturating_sub(4);
        let count = length(self.count)?;
        let place = self.writer.0.get_mut(head..self.start);
        place.ok_or(CodecError::Damaged("no head"))?.copy_from_slice(&count);
        Ok(())
    }

    /// Ends a list; one of numbers of 8 bits alone becomes bytes.
    fn finish_list(self) -> Result<(), CodecError> {
        let values = self.writer.0.get(self.start..).unwrap_or_default();
        let (pairs, rest) = values.as_chunks::<2>();
        let is_bytes = rest.is_empty() && pairs.len() == self.count && pairs.iter().all(|[tag, _]| *tag == tag::BYTE);
        if !is_bytes {
            return self.finish();
        }
        let bytes: Vec<u8> = pairs.iter().map(|[_, byte]| *byte).collect();
        self.writer.0.truncate(self.start.saturating_sub(5));
        self.writer.long(tag::BYTES, &bytes)
    }
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = CodecError;
    type SerializeSeq = Row<'a>;
    type SerializeTuple = Row<'a>;
    type SerializeTupleStruct = Row<'a>;
    type SerializeTupleVariant = Row<'a>;
    type SerializeMap = Row<'a>;
    type SerializeStruct = Row<'a>;
    type SerializeStructVariant = Row<'a>;

    fn serialize_bool(self, v: bool) -> Result<(), CodecError> {
        self.0.push(if v { tag::TRUE } else { tag::FALSE });
        Ok(())
    }

    fn serialize_i8(self, v: i8) -> Result<(), CodecError> {
        self.serialize_i64(v.into())
    }

    fn serialize_i16(self, v: i16) -> Result<(), CodecError> {
        self.serialize_i64(v.into())
    }

    fn serialize_i32(self, v: i32) -> Result<(), CodecError> {
        self.serialize_i64(v.into())
    }

    fn serialize_i64(self, v: i64) -> Result<(), CodecError> {
        self.wide(tag::SIGNED, v.to_le_bytes());
        Ok(())
    }

    fn serialize_u8(self, v: u8) -> Result<(), CodecError> {
        self.0.extend([tag::BYTE, v]);
        Ok(())
    }

    fn serialize_u16(self, v: u16) -> Result<(), CodecError> {
        self.serialize_u64(v.into())
    }

    fn serialize_u32(self, v: u32) -> Result<(), CodecError> {
        self.serialize_u64(v.into())
    }

    fn serialize_u64(self, v: u64) -> Result<(), CodecError> {
        self.wide(tag::UNSIGNED, v.to_le_bytes());
        Ok(())
    }

    fn serialize_f32(self, v: f32) -> Result<(), CodecError> {
        self.serialize_f64(v.into())
    }

    fn serialize_f64(self, v: f64) -> Result<(), CodecError> {
        self.wide(tag::FLOAT, v.to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, v: char) -> Result<(), CodecError> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Result<(), CodecError> {
        self.long(tag::TEXT, v.as_bytes())
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<(), CodecError> {
        self.long(tag::BYTES, v)
    }

    fn serialize_none(self) -> Result<(), CodecError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CodecError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CodecError> {
        self.0.push(tag::NIL);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), CodecError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), CodecError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), CodecError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        value.serialize(self.variant(variant)?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Row<'a>, CodecError> {
        Ok(self.begin(tag::LIST))
    }

    fn serialize_tuple(self, _: usize) -> Result<Row<'a>, CodecError> {
        Ok(self.begin(tag::LIST))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Row<'a>, CodecError> {
        Ok(self.begin(tag::LIST))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Row<'a>, CodecError> {
        Ok(self.variant(variant)?.begin(tag::LIST))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Row<'a>, CodecError> {
        Ok(self.begin(tag::MAP))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Row<'a>, CodecError> {
        Ok(self.begin(tag::MAP))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Row<'a>, CodecError> {
        Ok(self.variant(variant)?.begin(tag::MAP))
    }
}

impl ser::SerializeSeq for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish_list()
    }
}

impl ser::SerializeTuple for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish_list()
    }
}

impl ser::SerializeTupleStruct for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish_list()
    }
}

impl ser::SerializeTupleVariant for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish_list()
    }
}

impl ser::SerializeMap for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CodecError> {
        key.serialize(&mut *self.writer)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeStruct for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), CodecError> {
        self.named(name, value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}

impl ser::SerializeStructVariant for Row<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), CodecError> {
        self.named(name, value)
    }

    fn end(self) -> Result<(), CodecError> {
        self.finish()
    }
}
