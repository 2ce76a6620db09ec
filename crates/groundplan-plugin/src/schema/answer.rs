use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use bytes::Buf;
use prost::Message;
use prost::encoding::{WireType, decode_key, decode_varint};

use crate::wire::{Diagnostic, SchemaError, ServerCapabilities};

/// Where in a provider's answer to the call for its schema each part stands. Only the outermost level of the message is
/// looked at, so finding the 2,000 parts of a large provider takes well under a millisecond.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) provider: Option<Range<usize>>,
    pub(super) provider_meta: Option<Range<usize>>,
    pub(super) resources: BTreeMap<Arc<str>, Range<usize>>,
    pub(super) data_sources: BTreeMap<Arc<str>, Range<usize>>,
    pub(super) ephemerals: BTreeMap<Arc<str>, Range<usize>>,
    pub(super) functions: BTreeMap<Arc<str>, Range<usize>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) capabilities: ServerCapabilities,
}

impl Parts {
    /// Finds the parts; the numbers are those of `GetProviderSchema.Response`, the same in versions 5 and 6.
    pub(super) fn find(answer: &[u8]) -> Result<Self, SchemaError> {
        let mut parts = Self::default();
        for field in Fields::of(answer, 0..answer.len()) {
            let (number, range) = field?;
            let bytes = answer.get(range.clone()).unwrap_or_default();
            match number {
                1 => parts.provider = Some(range),
                2 => insert(&mut parts.resources, answer, range)?,
                3 => insert(&mut parts.data_sources, answer, range)?,
                4 => parts.diagnostics.push(Diagnostic::decode(bytes).map_err(wrong)?),
                5 => parts.provider_meta = Some(range),
                6 => parts.capabilities = ServerCapabilities::decode(bytes).map_err(wrong)?,
                7 => insert(&mut parts.functions, answer, range)?,
                8 => insert(&mut parts.ephemerals, answer, range)?,
                _ => {}
            }
        }
        Ok(parts)
    }
}

/// Adds an entry of a map: a message of the key, number 1, and the value, number 2.
fn insert(map: &mut BTreeMap<Arc<str>, Range<usize>>, answer: &[u8], entry: Range<usize>) -> Result<(), SchemaError> {
    let (mut name, mut value) = ("", 0..0);
    for field in Fields::of(answer, entry) {
        match field? {
            (1, range) => name = std::str::from_utf8(answer.get(range).unwrap_or_default()).map_err(wrong)?,
            (2, range) => value = range,
            _ => {}
        }
    }
    map.insert(name.into(), value);
    Ok(())
}

/// The fields of a message whose content has a length, as numbers and ranges of the whole; others are passed over.
struct Fields<'a> {
    whole: &'a [u8],
    range: Range<usize>,
}

impl<'a> Fields<'a> {
    fn of(whole: &'a [u8], range: Range<usize>) -> Self {
        Self { whole, range }
    }

    fn step(&mut self) -> Result<Option<(u32, Range<usize>)>, SchemaError> {
        while !self.range.is_empty() {
            let mut rest = self.whole.get(self.range.clone()).unwrap_or_default();
            let (number, wire_type) = decode_key(&mut rest).map_err(wrong)?;
            let length = match wire_type {
                WireType::LengthDelimited => decode_varint(&mut rest).map_err(wrong)?,
                WireType::Varint => {
                    decode_varint(&mut rest).map_err(wrong)?;
                    0
                }
                WireType::SixtyFourBit => 8,
                WireType::ThirtyTwoBit => 4,
                WireType::StartGroup | WireType::EndGroup => return Err(wrong("it holds a group")),
            };
            let start = self.range.end - rest.remaining();
            let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length));
            let end = end.filter(|end| *end <= self.range.end).ok_or_else(|| wrong("it is cut off"))?;
            self.range.start = end;
            if wire_type == WireType::LengthDelimited {
                return Ok(Some((number, start..end)));
            }
        }
        Ok(None)
    }
}

impl Iterator for Fields<'_> {
    type Item = Result<(u32, Range<usize>), SchemaError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        if step.is_err() {
            self.range = 0..0;
        }
        step.transpose()
    }
}

fn wrong(error: impl std::fmt::Display) -> SchemaError {
    SchemaError(format!("the provider's answer cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(number: u8, content: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, u8::try_from(content.len()).unwrap()], content].concat()
    }

    #[test]
    fn parts_are_found_and_cut_off_answers_refused() {
        let entry = |name: &str, value: &[u8]| [field(1, name.as_bytes()), field(2, value)].concat();
        let answer = [
            field(2, &entry("b", b"BB")),
            vec![15 << 3, 0x96, 0x01],
            field(2, &entry("a", b"")),
            field(7, &entry("f", b"F")),
            field(6, &[0x10, 1]),
            field(1, b"P"),
        ]
        .concat();
        let parts = Parts::find(&answer).unwrap();
        let at = |range: &Range<usize>| std::str::from_utf8(&answer[range.clone()]).unwrap();
        let resources: Vec<_> = parts.resources.iter().map(|(name, range)| (&**name, at(range))).collect();
        assert_eq!(resources, [("a", ""), ("b", "BB")]);
        assert_eq!(at(&parts.functions["f"]), "F");
        assert_eq!(at(&parts.provider.unwrap()), "P");
        assert!(parts.capabilities.get_provider_schema_optional);
        for cut in 1..answer.len() {
            // Cut between two fields it is an answer of fewer fields, anywhere else it is none.
            if let Ok(parts) = Parts::find(&answer[..cut]) {
                assert!(parts.provider.is_none());
            }
        }
        assert!(Parts::find(&answer[..answer.len() - 1]).is_err());
    }
}
