use std::sync::Arc;

use crate::{Kind, Map, Number, ObjectType, Path, PathStep, Refinement, Type, Value, unify};

/// Why a value cannot be converted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ConvertError {
    /// Where in the value; empty for the value itself.
    pub path: Path,
    /// What is wrong there, a clause without a full stop, such as `a number is required`. Never shows the value.
    pub message: String,
}

impl ConvertError {
    fn new(message: impl Into<String>) -> Self {
        Self { path: Path::root(), message: message.into() }
    }

    fn under(mut self, step: PathStep) -> Self {
        self.path.0.insert(0, step);
        self
    }
}

/// Converts a value to a type or type constraint, by the rules of Terraform's type system (`cty`'s package `convert`).
/// Marks stay where they are; `any` in the constraint takes the type that is there, the same one for all elements of a
/// collection.
///
/// # Errors
/// When there is no such conversion, with the place within the value.
pub fn convert(value: &Value, to: &Type) -> Result<Value, ConvertError> {
    let converted = match (value.kind(), to) {
        (_, Type::Dynamic) => return Ok(value.clone()),
        (Kind::Null(from), _) => {
            check_types(from, to)?;
            Value::null(resolve(from, to))
        }
        (Kind::Unknown(from, refinement), _) => {
            check_types(from, to)?;
            unknown(from, refinement.as_deref(), to)
        }
        (Kind::Bool(_), Type::Bool) | (Kind::Number(_), Type::Number) | (Kind::String(_), Type::String) => {
            return Ok(value.clone());
        }
        (Kind::Bool(value), Type::String) => Value::string(if *value { "true" } else { "false" }),
        (Kind::Number(number), Type::String) => Value::string(number.to_string()),
        (Kind::String(text), Type::Number) => {
            Number::parse(text).map(Value::number).ok_or_else(|| ConvertError::new("a number is required"))?
        }
        (Kind::String(text), Type::Bool) => parse_bool(text)?,
        (Kind::List(from, _), Type::List(want)) | (Kind::Set(from, _), Type::Set(want)) if **want == *from => {
            return Ok(value.clone());
        }
        (Kind::Map(from, _), Type::Map(want)) if **want == *from => return Ok(value.clone()),
        (Kind::List(..) | Kind::Set(..) | Kind::Tuple(_), Type::List(want)) => {
            let (element, elements) = sequence(value, want, "list")?;
            Value::list(element, elements)
        }
        (Kind::List(..) | Kind::Set(..) | Kind::Tuple(_), Type::Set(want)) => {
            let (element, elements) = sequence(value, want, "set")?;
            Value::set(element, elements)
        }
        (Kind::Tuple(elements), Type::Tuple(types)) if elements.len() == types.len() => {
            let mut converted = Vec::with_capacity(elements.len());
            for (at, (element, ty)) in elements.iter().zip(types.iter()).enumerate() {
                converted.push(convert(element, ty).map_err(|error| error.under(index(at)))?);
            }
            Value::tuple(converted)
        }
        (Kind::Map(_, map), Type::Map(want)) => mapping(map, want, PathStep::Index)?,
        (Kind::Object(map), Type::Map(want)) => mapping(map, want, |key| match key.as_str() {
            Some(name) => PathStep::Attr(name.clone()),
            None => PathStep::Index(key),
        })?,
        (Kind::Object(map) | Kind::Map(_, map), Type::Object(object)) => to_object(map, object)?,
        _ => return Err(mismatch(&value.ty(), to)),
    };
    Ok(converted.mark(value.marks()))
}

fn parse_bool(text: &str) -> Result<Value, ConvertError> {
    match text {
        "true" | "1" => Ok(Value::TRUE),
        "false" | "0" => Ok(Value::FALSE),
        "True" | "TRUE" => Err(ConvertError::new("a bool is required; to convert from string, use lowercase \"true\"")),
        "False" | "FALSE" => {
            Err(ConvertError::new("a bool is required; to convert from string, use lowercase \"false\""))
        }
        _ => Err(ConvertError::new("a bool is required")),
    }
}

fn index(at: usize) -> PathStep {
    PathStep::Index(Value::number(at))
}

/// The elements converted, and brought to one type where the constraint leaves it open.
fn sequence(value: &Value, want: &Type, what: &str) -> Result<(Type, Vec<Value>), ConvertError> {
    let elements = value.as_slice().unwrap_or_default();
    let mut converted = Vec::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        converted.push(convert(element, want).map_err(|error| error.under(index(at)))?);
    }
    if elements.is_empty() {
        let from = value.ty();
        let element = from.element().map_or_else(|| want.without_optional(), |from| resolve(from, want));
        return Ok((element, converted));
    }
    let element = one_type(want, &mut converted, what)?;
    Ok((element, converted))
}

fn mapping(map: &Map, want: &Type, step: impl Fn(Value) -> PathStep) -> Result<Value, ConvertError> {
    let mut keys = Vec::with_capacity(map.len());
    let mut values = Vec::with_capacity(map.len());
    for (key, element) in map {
        let converted = convert(element, want);
        values.push(converted.map_err(|error| error.under(step(Value::string(key))))?);
        keys.push(key.clone());
    }
    let element = if keys.is_empty() { want.without_optional() } else { one_type(want, &mut values, "map")? };
    Ok(Value::map(element, keys.into_iter().zip(values)))
}

/// The one type of converted elements. Where the constraint holds `any`, elements may have come out with several types.
fn one_type(want: &Type, values: &mut [Value], what: &str) -> Result<Type, ConvertError> {
    if !want.has_dynamic() {
        return Ok(want.without_optional());
    }
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let failed = || ConvertError::new(format!("all {what} elements must have the same type"));
    let element = unify(&types).ok_or_else(failed)?;
    for (value, ty) in values.iter_mut().zip(&types) {
        if *ty != element {
            *value = convert(value, &element).map_err(|_| failed())?;
        }
    }
    Ok(element)
}

fn to_object(map: &Map, object: &ObjectType) -> Result<Value, ConvertError> {
    let missing: Vec<&Arc<str>> =
        object.attributes.keys().filter(|name| !map.contains_key(*name) && !object.optional.contains(*name)).collect();
    if !missing.is_empty() {
        return Err(missing_attributes(&missing));
    }
    let mut attributes = Map::new();
    for (name, ty) in &object.attributes {
        let value = match map.get(name) {
            Some(value) => convert(value, ty).map_err(|error| error.under(PathStep::Attr(name.clone())))?,
            None => Value::null(ty.without_optional()),
        };
        attributes.insert(name.clone(), value);
    }
    Ok(Value::object(attributes))
}

fn missing_attributes(names: &[&Arc<str>]) -> ConvertError {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    ConvertError::new(match quoted.as_slice() {
        [one] => format!("attribute {one} is required"),
        [first, second] => format!("attributes {first} and {second} are required"),
        [rest @ .., last] => format!("attributes {}, and {last} are required", rest.join(", ")),
        [] => String::new(),
    })
}

/// Whether values of a type can be converted to another at all, as far as types tell.
fn check_types(from: &Type, to: &Type) -> Result<(), ConvertError> {
    if convertible(from, to) {
        return Ok(());
    }
    if let (Type::Object(from), Type::Object(want)) = (from, to) {
        let absent = |name: &&Arc<str>| !from.attributes.contains_key(*name) && !want.optional.contains(*name);
        let missing: Vec<_> = want.attributes.keys().filter(absent).collect();
        if !missing.is_empty() {
            return Err(missing_attributes(&missing));
        }
    }
    Err(mismatch(from, to))
}

/// Whether values of one type may be convertible to another; a particular value may still fail, such as a string that is
/// no number.
pub(crate) fn convertible(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Dynamic, _) | (_, Type::Dynamic) => true,
        (Type::Bool | Type::Number | Type::String, Type::String) | (Type::String, Type::Bool | Type::Number) => true,
        (Type::List(a) | Type::Set(a), Type::List(b) | Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            convertible(a, b)
        }
        (Type::Tuple(elements), Type::List(b) | Type::Set(b)) => elements.iter().all(|a| convertible(a, b)),
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| convertible(a, b))
        }
        (Type::Object(a), Type::Map(b)) => a.attributes.values().all(|a| convertible(a, b)),
        (Type::Map(a), Type::Object(b)) => b.attributes.values().all(|b| convertible(a, b)),
        (Type::Object(a), Type::Object(b)) => b.attributes.iter().all(|(name, b_ty)| match a.attributes.get(name) {
            Some(a_ty) => convertible(a_ty, b_ty),
            None => b.optional.contains(name),
        }),
        _ => from == to,
    }
}

/// The type that a value of type `from` has after conversion to the constraint `to`.
fn resolve(from: &Type, to: &Type) -> Type {
    if !to.has_dynamic() {
        return to.without_optional();
    }
    match (from, to) {
        (_, Type::Dynamic) => from.clone(),
        (Type::List(a) | Type::Set(a), Type::List(b)) => Type::list(resolve(a, b)),
        (Type::List(a) | Type::Set(a), Type::Set(b)) => Type::set(resolve(a, b)),
        (Type::Map(a), Type::Map(b)) => Type::map(resolve(a, b)),
        (Type::Tuple(elements), Type::List(b)) => Type::list(resolve_all(elements.iter(), b)),
        (Type::Tuple(elements), Type::Set(b)) => Type::set(resolve_all(elements.iter(), b)),
        (Type::Object(object), Type::Map(b)) => Type::map(resolve_all(object.attributes.values(), b)),
        (Type::Tuple(a), Type::Tuple(b)) => Type::Tuple(a.iter().zip(b.iter()).map(|(a, b)| resolve(a, b)).collect()),
        (Type::Object(a), Type::Object(b)) => Type::object(b.attributes.iter().map(|(name, b_ty)| {
            let ty = a.attributes.get(name).map_or_else(|| b_ty.without_optional(), |a_ty| resolve(a_ty, b_ty));
            (name.clone(), ty)
        })),
        _ => to.without_optional(),
    }
}

fn resolve_all<'a>(types: impl Iterator<Item = &'a Type>, to: &Type) -> Type {
    let resolved: Vec<Type> = types.map(|from| resolve(from, to)).collect();
    unify(&resolved).unwrap_or(Type::Dynamic)
}

fn unknown(from: &Type, refinement: Option<&Refinement>, to: &Type) -> Value {
    let ty = resolve(from, to);
    let Some(refinement) = refinement else { return Value::unknown(ty) };
    if *from == ty {
        return Value::refined(ty, refinement.clone());
    }
    // Of what was known only this survives a change of type; a list's length survives to another sequence but a set's.
    let mut kept = Refinement { not_null: refinement.not_null, ..Refinement::default() };
    if matches!(
        (from, &ty),
        (Type::List(_), Type::List(_)) | (Type::Map(_), Type::Map(_)) | (Type::Set(_), Type::Set(_))
    ) {
        kept.length_min = refinement.length_min;
        kept.length_max = refinement.length_max;
    }
    Value::refined(ty, kept)
}

fn mismatch(from: &Type, to: &Type) -> ConvertError {
    if let (Type::Tuple(have), Type::Tuple(want)) = (from, to)
        && have.len() != want.len()
    {
        return ConvertError::new(format!(
            "tuple of length {} required, but have one of length {}",
            want.len(),
            have.len()
        ));
    }
    ConvertError::new(match from {
        Type::Dynamic => format!("{} required", to.friendly_name()),
        _ => format!("{} required, but have {}", to.friendly_name(), from.friendly_name()),
    })
}
