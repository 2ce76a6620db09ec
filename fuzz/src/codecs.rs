use groundplan_value::{Type, Value, from_json, from_msgpack, to_json, to_msgpack, type_from_json};

/// The first line is a type in JSON, the rest a value in MessagePack. What can be read can be written, and what is read from that
/// is written the same. (The value itself may be another for Terraform, too: a number that was text has more precision than
/// the float that it is written as, and numbers are equal when their decimal text is.)
pub(crate) fn msgpack(data: &[u8]) {
    let Some((ty, rest)) = with_type(data) else { return };
    let Ok(value) = from_msgpack(rest, &ty) else { return };
    assert_eq!(value.ty(), concrete(&ty, &value), "the value is of another type");
    let written = to_msgpack(&value, &ty).expect("what was read can be written");
    let again = from_msgpack(&written, &ty).expect("what was written can be read");
    assert_eq!(to_msgpack(&again, &ty).expect("what was read again can be written"), written);
}

/// The same with a value in JSON.
pub(crate) fn value_json(data: &[u8]) {
    let Some((ty, rest)) = with_type(data) else { return };
    let Ok(json) = serde_json::from_slice(rest) else { return };
    let _ = Value::implied_from_json(&json);
    let Ok(value) = from_json(&json, &ty) else { return };
    let written = to_json(&value, &ty).expect("what was read can be written");
    assert_eq!(from_json(&written, &ty).expect("what was written can be read"), value);
}

fn with_type(data: &[u8]) -> Option<(Type, &[u8])> {
    let end = data.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = data.split_at(end);
    let ty = type_from_json(&serde_json::from_slice(line).ok()?).ok()?;
    Some((ty, rest.get(1..)?))
}

/// The type that the value must have: that which was asked for, unless it leaves something open.
fn concrete(ty: &Type, value: &Value) -> Type {
    if format!("{ty:?}").contains("Dynamic") { value.ty() } else { ty.clone() }
}
