use std::io::Read;
use std::sync::Arc;

use rmp::Marker;
use rmp::decode::{Bytes, RmpRead};
use rmp::encode;

use crate::{Kind, Map, Number, Refinement, Type, Value, type_from_json, type_to_json};

/// Why bytes are not a value of the wanted type, or a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MsgpackError(String);

impl MsgpackError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// Extension type of an unknown value of which nothing is known.
const EXT_UNKNOWN: i8 = 0;
/// Extension type of an unknown value with refinements.
const EXT_REFINED: i8 = 12;

/// Writes a value in the MessagePack form of the plugin protocol (`cty`'s package `msgpack`; Terraform's plugin protocol
/// document, "Object Wire Format"). The value must be of the type or, where that is `any`, of any. Marks are dropped.
///
/// # Errors
/// When the value is not of the type.
pub fn to_msgpack(value: &Value, ty: &Type) -> Result<Vec<u8>, MsgpackError> {
    let mut out = Vec::new();
    write(&mut out, value, ty)?;
    Ok(out)
}

fn write(out: &mut Vec<u8>, value: &Value, ty: &Type) -> Result<(), MsgpackError> {
    let wrong =
        || MsgpackError::new(format!("{} required, but have {}", ty.friendly_name(), value.ty().friendly_name()));
    let own = value.ty();
    if *ty == Type::Dynamic && own != Type::Dynamic {
        infallible(encode::write_array_len(out, 2));
        infallible(encode::write_bin(out, type_to_json(&own).to_string().as_bytes()));
        return write(out, value, &own);
    }
    match (value.kind(), ty) {
        (Kind::Null(_), _) => infallible(encode::write_nil(out)),
        (Kind::Unknown(_, None), _) => out.extend([0xd4, EXT_UNKNOWN.cast_unsigned(), 0]),
        (Kind::Unknown(_, Some(refinement)), _) => write_refined(out, refinement),
        (Kind::Bool(value), Type::Bool) => infallible(encode::write_bool(out, *value)),
        (Kind::Number(number), Type::Number) => write_number(out, number),
        (Kind::String(text), Type::String) => infallible(encode::write_str(out, text)),
        (Kind::List(_, items), Type::List(element)) | (Kind::Set(_, items), Type::Set(element)) => {
            infallible(encode::write_array_len(out, length(items.len())));
            for item in items.iter() {
                write(out, item, element)?;
            }
        }
        (Kind::Tuple(items), Type::Tuple(types)) if items.len() == types.len() => {
            infallible(encode::write_array_len(out, length(items.len())));
            for (item, ty) in items.iter().zip(types.iter()) {
                write(out, item, ty)?;
            }
        }
        (Kind::Map(_, map), Type::Map(element)) => {
            infallible(encode::write_map_len(out, length(map.len())));
            for (key, item) in map.iter() {
                infallible(encode::write_str(out, key));
                write(out, item, element)?;
            }
        }
        (Kind::Object(map), Type::Object(object)) => {
            infallible(encode::write_map_len(out, length(object.attributes.len())));
            for (name, ty) in &object.attributes {
                infallible(encode::write_str(out, name));
                write(out, map.get(name).ok_or_else(wrong)?, ty)?;
            }
        }
        _ => return Err(wrong()),
    }
    Ok(())
}

/// Writing to memory cannot fail; the crate's signature only allows for other writers.
#[expect(clippy::needless_pass_by_value, reason = "it takes what the writers return")]
fn infallible<T, E>(result: Result<T, E>) {
    debug_assert!(result.is_ok());
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn write_number(out: &mut Vec<u8>, number: &Number) {
    if let Some(int) = number.to_i64() {
        infallible(encode::write_sint(out, int));
    } else if let Some(float) = number.to_f64_exact() {
        infallible(encode::write_f64(out, float));
    } else {
        infallible(encode::write_str(out, &number.to_string()));
    }
}

fn write_refined(out: &mut Vec<u8>, refinement: &Refinement) {
    let mut body = Vec::new();
    let mut count = 0;
    let mut entry = |body: &mut Vec<u8>, key: u8| {
        count += 1;
        infallible(encode::write_uint(body, key.into()));
    };
    if refinement.not_null {
        entry(&mut body, 1);
        infallible(encode::write_bool(&mut body, false));
    }
    if let Some(prefix) = &refinement.prefix {
        entry(&mut body, 2);
        infallible(encode::write_str(&mut body, prefix));
    }
    for (key, bound) in [(3, &refinement.number_min), (4, &refinement.number_max)] {
        if let Some((number, inclusive)) = bound {
            entry(&mut body, key);
            infallible(encode::write_array_len(&mut body, 2));
            write_number(&mut body, number);
            infallible(encode::write_bool(&mut body, *inclusive));
        }
    }
    for (key, bound) in [(5, refinement.length_min), (6, refinement.length_max)] {
        if let Some(bound) = bound {
            entry(&mut body, key);
            infallible(encode::write_uint(&mut body, bound as u64));
        }
    }
    let mut all = Vec::new();
    infallible(encode::write_map_len(&mut all, count));
    all.extend(body);
    infallible(encode::write_ext_meta(out, length(all.len()), EXT_REFINED));
    out.extend(all);
}

/// Values of type `any` bring their types, so the type that is asked for does not bound how deep bytes can nest.
const MAX_DEPTH: usize = 500;

/// Reads a value of a type from the MessagePack form of the plugin protocol.
///
/// # Errors
/// When the bytes do not fit the type, or are cut off.
pub fn from_msgpack(bytes: &[u8], ty: &Type) -> Result<Value, MsgpackError> {
    let mut input = Bytes::new(bytes);
    let value = read(&mut input, ty, 0)?;
    if input.remaining_slice().is_empty() { Ok(value) } else { Err(MsgpackError::new("bytes follow the value")) }
}

fn cut_off<E>(_: E) -> MsgpackError {
    MsgpackError::new("the bytes are cut off")
}

fn read(input: &mut Bytes<'_>, ty: &Type, depth: usize) -> Result<Value, MsgpackError> {
    if depth > MAX_DEPTH {
        return Err(MsgpackError::new(format!("values are nested more than {MAX_DEPTH} deep")));
    }
    let depth = depth + 1;
    let marker = rmp::decode::read_marker(input).map_err(|error| cut_off(error.0))?;
    let wrong = || MsgpackError::new(format!("{} required, but the bytes hold {marker:?}", ty.friendly_name()));
    if marker == Marker::Null {
        return Ok(Value::null(ty.clone()));
    }
    if let Some(value) = read_unknown(input, marker, ty)? {
        return Ok(value);
    }
    Ok(match ty {
        Type::Dynamic => {
            if array_length(input, marker)? != Some(2) {
                return Err(wrong());
            }
            let marker = rmp::decode::read_marker(input).map_err(|error| cut_off(error.0))?;
            let json = bytes_of(input, marker)?.ok_or_else(wrong)?;
            let json = serde_json::from_slice(json).map_err(|error| MsgpackError::new(error.to_string()))?;
            let ty = type_from_json(&json).map_err(|error| MsgpackError::new(error.to_string()))?;
            return read(input, &ty, depth);
        }
        Type::Bool => match marker {
            Marker::True => Value::TRUE,
            Marker::False => Value::FALSE,
            _ => return Err(wrong()),
        },
        Type::Number => Value::number(number_of(input, marker)?.ok_or_else(wrong)?),
        Type::String => Value::string(text_of(input, marker)?.ok_or_else(wrong)?),
        Type::List(element) => {
            Value::list((**element).clone(), items(input, marker, element, depth)?.ok_or_else(wrong)?)
        }
        Type::Set(element) => Value::set((**element).clone(), items(input, marker, element, depth)?.ok_or_else(wrong)?),
        Type::Tuple(types) => {
            if array_length(input, marker)? != Some(types.len()) {
                return Err(wrong());
            }
            Value::tuple(types.iter().map(|ty| read(input, ty, depth)).collect::<Result<Vec<_>, _>>()?)
        }
        Type::Map(element) => {
            let mut map = Map::new();
            for _ in 0..map_length(input, marker)?.ok_or_else(wrong)? {
                let key = key(input)?;
                map.insert(key, read(input, element, depth)?);
            }
            Value::map((**element).clone(), map)
        }
        Type::Object(object) => {
            let mut map = Map::new();
            for _ in 0..map_length(input, marker)?.ok_or_else(wrong)? {
                let name = key(input)?;
                let ty = object.attributes.get(&name);
                let ty = ty.ok_or_else(|| MsgpackError::new(format!("unsupported attribute \"{name}\"")))?;
                map.insert(name, read(input, ty, depth)?);
            }
            for (name, ty) in &object.attributes {
                map.entry(name.clone()).or_insert_with(|| Value::null(ty.clone()));
            }
            Value::object(map)
        }
    })
}

fn items(
    input: &mut Bytes<'_>,
    marker: Marker,
    element: &Type,
    depth: usize,
) -> Result<Option<Vec<Value>>, MsgpackError> {
    let Some(length) = array_length(input, marker)? else { return Ok(None) };
    (0..length).map(|_| read(input, element, depth)).collect::<Result<_, _>>().map(Some)
}

fn read_unknown(input: &mut Bytes<'_>, marker: Marker, ty: &Type) -> Result<Option<Value>, MsgpackError> {
    let length = match marker {
        Marker::FixExt1 => 1,
        Marker::FixExt2 => 2,
        Marker::FixExt4 => 4,
        Marker::FixExt8 => 8,
        Marker::FixExt16 => 16,
        Marker::Ext8 => usize::from(input.read_data_u8().map_err(cut_off)?),
        Marker::Ext16 => usize::from(input.read_data_u16().map_err(cut_off)?),
        Marker::Ext32 => input.read_data_u32().map_err(cut_off)? as usize,
        _ => return Ok(None),
    };
    let extension = input.read_data_i8().map_err(cut_off)?;
    let body = take(input, length)?;
    if extension != EXT_REFINED {
        // Other numbers are reserved for ways of being unknown that a reader need not know.
        return Ok(Some(Value::unknown(ty.clone())));
    }
    Ok(Some(Value::refined(ty.clone(), read_refinement(body)?)))
}

fn read_refinement(body: &[u8]) -> Result<Refinement, MsgpackError> {
    let mut input = Bytes::new(body);
    let mut refinement = Refinement::default();
    let count = rmp::decode::read_map_len(&mut input).map_err(cut_off)?;
    for _ in 0..count {
        let key: u64 = rmp::decode::read_int(&mut input).map_err(cut_off)?;
        let marker = rmp::decode::read_marker(&mut input).map_err(|error| cut_off(error.0))?;
        let wrong = || MsgpackError::new(format!("refinement {key} holds {marker:?}"));
        match key {
            1 => refinement.not_null = marker == Marker::False,
            2 => refinement.prefix = Some(text_of(&mut input, marker)?.ok_or_else(wrong)?.into()),
            3 | 4 => {
                if array_length(&mut input, marker)? != Some(2) {
                    return Err(wrong());
                }
                let inner = rmp::decode::read_marker(&mut input).map_err(|error| cut_off(error.0))?;
                let number = number_of(&mut input, inner)?.ok_or_else(wrong)?;
                let bound = Some((number, rmp::decode::read_bool(&mut input).map_err(cut_off)?));
                if key == 3 {
                    refinement.number_min = bound;
                } else {
                    refinement.number_max = bound;
                }
            }
            5 | 6 => {
                let bound = Some(number_of(&mut input, marker)?.and_then(|n| n.to_usize()).ok_or_else(wrong)?);
                if key == 5 {
                    refinement.length_min = bound;
                } else {
                    refinement.length_max = bound;
                }
            }
            // A refinement that this reader does not know has a length it cannot know either: keep what was read.
            _ => return Ok(refinement),
        }
    }
    Ok(refinement)
}

fn take<'a>(input: &mut Bytes<'a>, length: usize) -> Result<&'a [u8], MsgpackError> {
    let rest = input.remaining_slice();
    let taken = rest.get(..length).ok_or_else(|| cut_off(()))?;
    *input = Bytes::new(rest.get(length..).unwrap_or_default());
    Ok(taken)
}

fn key(input: &mut Bytes<'_>) -> Result<Arc<str>, MsgpackError> {
    let marker = rmp::decode::read_marker(input).map_err(|error| cut_off(error.0))?;
    let text = text_of(input, marker)?;
    Ok(text.ok_or_else(|| MsgpackError::new(format!("a key is required, but the bytes hold {marker:?}")))?.into())
}

fn text_of<'a>(input: &mut Bytes<'a>, marker: Marker) -> Result<Option<&'a str>, MsgpackError> {
    let Some(bytes) = bytes_of(input, marker)? else { return Ok(None) };
    std::str::from_utf8(bytes).map(Some).map_err(|_| MsgpackError::new("a string is not UTF-8"))
}

fn bytes_of<'a>(input: &mut Bytes<'a>, marker: Marker) -> Result<Option<&'a [u8]>, MsgpackError> {
    let length = match marker {
        Marker::FixStr(length) => usize::from(length),
        Marker::Str8 | Marker::Bin8 => usize::from(input.read_data_u8().map_err(cut_off)?),
        Marker::Str16 | Marker::Bin16 => usize::from(input.read_data_u16().map_err(cut_off)?),
        Marker::Str32 | Marker::Bin32 => input.read_data_u32().map_err(cut_off)? as usize,
        _ => return Ok(None),
    };
    take(input, length).map(Some)
}

fn array_length(input: &mut Bytes<'_>, marker: Marker) -> Result<Option<usize>, MsgpackError> {
    Ok(match marker {
        Marker::FixArray(length) => Some(usize::from(length)),
        Marker::Array16 => Some(usize::from(input.read_data_u16().map_err(cut_off)?)),
        Marker::Array32 => Some(input.read_data_u32().map_err(cut_off)? as usize),
        _ => None,
    })
}

fn map_length(input: &mut Bytes<'_>, marker: Marker) -> Result<Option<usize>, MsgpackError> {
    Ok(match marker {
        Marker::FixMap(length) => Some(usize::from(length)),
        Marker::Map16 => Some(usize::from(input.read_data_u16().map_err(cut_off)?)),
        Marker::Map32 => Some(input.read_data_u32().map_err(cut_off)? as usize),
        _ => None,
    })
}

fn number_of(input: &mut Bytes<'_>, marker: Marker) -> Result<Option<Number>, MsgpackError> {
    let not_finite = || MsgpackError::new("the number is not finite");
    let mut buffer = [0u8; 8];
    let mut fill = |input: &mut Bytes<'_>, length: usize| -> Result<[u8; 8], MsgpackError> {
        buffer = [0; 8];
        take(input, length)?.read_exact(&mut buffer[8 - length..]).map_err(cut_off)?;
        Ok(buffer)
    };
    Ok(Some(match marker {
        Marker::FixPos(value) => Number::from(i64::from(value)),
        Marker::FixNeg(value) => Number::from(i64::from(value)),
        Marker::U8 => Number::from(u64::from_be_bytes(fill(input, 1)?)),
        Marker::U16 => Number::from(u64::from_be_bytes(fill(input, 2)?)),
        Marker::U32 => Number::from(u64::from_be_bytes(fill(input, 4)?)),
        Marker::U64 => Number::from(u64::from_be_bytes(fill(input, 8)?)),
        Marker::I8 => Number::from(i64::from(input.read_data_i8().map_err(cut_off)?)),
        Marker::I16 => Number::from(i64::from(input.read_data_i16().map_err(cut_off)?)),
        Marker::I32 => Number::from(i64::from(input.read_data_i32().map_err(cut_off)?)),
        Marker::I64 => Number::from(input.read_data_i64().map_err(cut_off)?),
        Marker::F32 => Number::from_f64(input.read_data_f32().map_err(cut_off)?.into()).ok_or_else(not_finite)?,
        Marker::F64 => Number::from_f64(input.read_data_f64().map_err(cut_off)?).ok_or_else(not_finite)?,
        _ => match text_of(input, marker)? {
            Some(text) => match Number::parse(text) {
                Some(number) => number,
                None => return Ok(None),
            },
            None => return Ok(None),
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(value: &Value, ty: &Type) {
        let bytes = to_msgpack(value, ty).unwrap();
        assert_eq!(from_msgpack(&bytes, ty).unwrap(), *value, "{bytes:x?}");
        for cut in 0..bytes.len() {
            assert!(from_msgpack(&bytes[..cut], ty).is_err());
        }
    }

    #[test]
    fn values_survive_the_wire() {
        let n = |text: &str| Value::number(Number::parse(text).unwrap());
        for text in ["0", "-1", "300", "-70000", "18446744073709551615", "0.5", "0.1", "1e300", "-9223372036854775808"]
        {
            round_trip(&n(text), &Type::Number);
        }
        round_trip(&Value::NULL, &Type::Dynamic);
        round_trip(&Value::string("é".repeat(300)), &Type::String);
        round_trip(&Value::string("x"), &Type::Dynamic);
        round_trip(&Value::unknown(Type::String), &Type::String);
        round_trip(&Value::unknown(Type::String), &Type::Dynamic);
        round_trip(&Value::DYNAMIC, &Type::Dynamic);
        let refinement = Refinement {
            not_null: true,
            prefix: Some("arn:".into()),
            number_min: Some((Number::from(1), true)),
            length_max: Some(3),
            ..Refinement::default()
        };
        round_trip(&Value::refined(Type::String, refinement), &Type::String);
        let object = Value::object([
            ("list", Value::list(Type::Bool, [Value::TRUE])),
            ("set", Value::set(Type::String, [Value::string("b"), Value::string("a")])),
            ("map", Value::map(Type::Number, [("k", n("1"))])),
            ("tuple", Value::tuple([Value::FALSE, Value::null(Type::String)])),
        ]);
        round_trip(&object, &object.ty());
    }
}
