use super::exists::{map_element, sequence_element};
use super::resolve::{resolve, unknown};
use super::{ConvertError, Safety, exists, mismatch};
use crate::unify::unify_with;
use crate::{Kind, Map, Number, ObjectType, PathStep, Type, Value};

/// Converts a value where a conversion between the types is known to exist.
pub(super) fn apply(value: &Value, to: &Type, safety: Safety) -> Result<Value, ConvertError> {
    let converted = match (value.kind(), to) {
        (_, Type::Dynamic) => return Ok(value.clone()),
        (Kind::Null(from), _) => Value::null(resolve(from, &to.without_optional())),
        (Kind::Unknown(from, _), _) if from == to => return Ok(value.clone()),
        (Kind::Unknown(from, refinement), _) => {
            unknown(from, refinement.as_deref(), resolve(from, &to.without_optional()))
        }
        (Kind::Bool(value), Type::String) => Value::string(if *value { "true" } else { "false" }),
        (Kind::Number(number), Type::String) => Value::string(number.to_string()),
        (Kind::String(text), Type::Number) => {
            Number::parse(text).map(Value::number).ok_or_else(|| ConvertError::new("a number is required"))?
        }
        (Kind::String(text), Type::Bool) => parse_bool(text)?,
        (Kind::Object(map), Type::Object(object)) => object_to_object(map, object, safety)?,
        (Kind::Map(from, map), Type::Object(object)) => map_to_object(from, map, object, safety)?,
        (Kind::Tuple(elements), Type::Tuple(types)) => {
            let each = elements.iter().zip(types.iter()).enumerate();
            let converted = each.map(|(at, (element, ty))| element_at(at, element, ty, safety));
            Value::tuple(converted.collect::<Result<Vec<_>, _>>()?)
        }
        (Kind::List(from, elements), Type::List(to)) => to_list(from, elements, to, safety)?,
        (Kind::Set(from, elements), Type::List(to)) => match value.known_len() {
            Some(_) => to_list(from, elements, to, safety)?,
            None => Value::unknown(Type::list(from.clone())),
        },
        (Kind::List(from, elements) | Kind::Set(from, elements), Type::Set(to)) => {
            let converted = convert_all(elements, from, to, safety)?;
            Value::set(element_type(&converted, from, to, "set")?, converted)
        }
        (Kind::Tuple(elements), Type::List(to)) => {
            let converted = unify_elements(tuple_elements(elements, to, safety)?, safety)?;
            Value::list(element_type(&converted, to, to, "list")?, converted)
        }
        (Kind::Tuple(elements), Type::Set(to)) => {
            let converted = tuple_elements(elements, to, safety)?;
            Value::set(element_type(&converted, to, to, "set")?, converted)
        }
        (Kind::Map(from, map), Type::Map(to)) => map_to_map(from, map, to)?,
        (Kind::Object(map), Type::Map(to)) => object_to_map(map, &value.ty(), to, safety)?,
        _ => return Ok(value.clone()),
    };
    Ok(converted.mark(value.marks()))
}

fn parse_bool(text: &str) -> Result<Value, ConvertError> {
    const REQUIRED: &str = "a bool is required";
    match text {
        "true" | "1" => Ok(Value::TRUE),
        "false" | "0" => Ok(Value::FALSE),
        _ => Err(ConvertError::new(match text.to_lowercase().as_str() {
            word @ ("true" | "false") => format!("{REQUIRED}; to convert from string, use lowercase \"{word}\""),
            _ => REQUIRED.to_owned(),
        })),
    }
}

fn index(at: usize) -> PathStep {
    PathStep::Index(Value::number(at))
}

fn element_at(at: usize, element: &Value, to: &Type, safety: Safety) -> Result<Value, ConvertError> {
    apply(element, to, safety).map_err(|error| error.under(index(at)))
}

fn convert_all(elements: &[Value], from: &Type, to: &Type, safety: Safety) -> Result<Vec<Value>, ConvertError> {
    if from == to {
        return Ok(elements.to_vec());
    }
    elements.iter().enumerate().map(|(at, element)| element_at(at, element, to, safety)).collect()
}

fn to_list(from: &Type, elements: &[Value], to: &Type, safety: Safety) -> Result<Value, ConvertError> {
    let converted = convert_all(elements, from, to, safety)?;
    Ok(Value::list(element_type(&converted, from, to, "list")?, converted))
}

/// The elements of a tuple brought to the wanted element type, or to the one they have in common where that is `any`.
fn tuple_elements(elements: &[Value], to: &Type, safety: Safety) -> Result<Vec<Value>, ConvertError> {
    let element = if *to == Type::Dynamic {
        let types: Vec<Type> = elements.iter().map(Value::ty).collect();
        sequence_element(&types, to, safety).unwrap_or(Type::Dynamic)
    } else {
        to.clone()
    };
    elements.iter().enumerate().map(|(at, value)| element_at(at, value, &element, safety)).collect()
}

/// The type of the elements of a collection made from converted values: the first that is not `any`. Without elements it
/// is the wanted type or, where that is `any`, the one that was there.
fn element_type(values: &[Value], from: &Type, to: &Type, what: &str) -> Result<Type, ConvertError> {
    if values.is_empty() {
        return Ok(if *to == Type::Dynamic { from.without_optional() } else { to.without_optional() });
    }
    let mut common = Type::Dynamic;
    for value in values {
        let ty = value.ty();
        if common == Type::Dynamic {
            common = ty;
        } else if ty != Type::Dynamic && ty != common {
            return Err(ConvertError::new(format!("element types must all match for conversion to {what}")));
        }
    }
    Ok(common)
}

/// Brings values to one type where an `any` within the constraint has left them with several.
fn unify_elements(values: Vec<Value>, safety: Safety) -> Result<Vec<Value>, ConvertError> {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    if types.windows(2).all(|pair| pair.first() == pair.last()) {
        return Ok(values);
    }
    let common = unify_with(&types, safety)
        .ok_or_else(|| ConvertError::new("cannot find a common base type for all elements"))?;
    let each = values.iter().zip(&types).enumerate();
    let converted = each.map(|(at, (value, ty))| {
        if *ty == common || !exists(ty, &common, safety) {
            return Ok(value.clone());
        }
        element_at(at, value, &common, safety)
    });
    converted.collect()
}

fn to_map(names: &Map, values: Vec<Value>, from: &Type, to: &Type, safety: Safety) -> Result<Value, ConvertError> {
    let unified = match to {
        Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Object(_) => unify_elements(values, safety)?,
        _ => values,
    };
    let element = element_type(&unified, from, to, "map")?;
    Ok(Value::map(element, names.keys().cloned().zip(unified)))
}

fn map_to_map(from: &Type, map: &Map, to: &Type) -> Result<Value, ConvertError> {
    let mut values = Vec::with_capacity(map.len());
    for (key, element) in map {
        let converted = apply(element, to, Safety::Unsafe);
        values.push(converted.map_err(|error| error.under(PathStep::Index(Value::string(key))))?);
    }
    to_map(map, values, from, to, Safety::Safe)
}

fn object_to_map(map: &Map, ty: &Type, to: &Type, safety: Safety) -> Result<Value, ConvertError> {
    let element = match ty {
        Type::Object(object) => map_element(object, to, safety).unwrap_or(Type::Dynamic),
        _ => to.clone(),
    };
    let mut values = Vec::with_capacity(map.len());
    for (name, attribute) in map {
        let converted = apply(attribute, &element, safety);
        values.push(converted.map_err(|error| error.under(PathStep::Index(Value::string(name))))?);
    }
    to_map(map, values, to, &element, safety)
}

fn object_to_object(map: &Map, object: &ObjectType, safety: Safety) -> Result<Value, ConvertError> {
    let mut attributes = Map::new();
    for (name, ty) in &object.attributes {
        let value = match map.get(name) {
            Some(value) => apply(value, ty, safety).map_err(|error| error.under(PathStep::Attr(name.clone())))?,
            None => Value::null(ty.without_optional()),
        };
        attributes.insert(name.clone(), value);
    }
    Ok(Value::object(attributes))
}

fn map_to_object(from: &Type, map: &Map, object: &ObjectType, safety: Safety) -> Result<Value, ConvertError> {
    let mut attributes = Map::new();
    for (name, ty) in &object.attributes {
        let value = match map.get(name) {
            // An optional attribute of a type that the elements do not have is refused only when it is there.
            Some(_) if !exists(from, ty, safety) => {
                let why = mismatch(from, ty);
                let message = format!("map element type is incompatible with attribute \"{name}\": {why}");
                return Err(ConvertError::new(message));
            }
            Some(value) => {
                let converted = apply(value, ty, safety);
                converted.map_err(|error| error.under(PathStep::Index(Value::string(name))))?
            }
            None if object.optional.contains(name) => Value::null(ty.without_optional()),
            None => {
                return Err(ConvertError::new(format!("map has no element for required attribute \"{name}\"")));
            }
        };
        attributes.insert(name.clone(), value);
    }
    Ok(Value::object(attributes))
}
