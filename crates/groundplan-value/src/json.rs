use serde_json::Value as Json;

use crate::{Kind, Map, Number, ObjectType, Type, Value};

/// Why JSON is not a value of the wanted type, or a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JsonError(String);

impl JsonError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn under(self, step: &str) -> Self {
        Self(format!("{step}: {}", self.0))
    }
}

/// Reads a value of a type from the JSON that states hold (`cty`'s package `json`). Where the type is `any`, the JSON is
/// an object of `type` and `value`. Attributes missing in JSON are null.
///
/// # Errors
/// When the JSON does not fit the type; the message names the place.
pub fn from_json(json: &Json, ty: &Type) -> Result<Value, JsonError> {
    let wrong = || JsonError::new(format!("{} required, but have {}", ty.friendly_name(), json_name(json)));
    Ok(match (ty, json) {
        (Type::Dynamic, Json::Null) => Value::NULL,
        (Type::Dynamic, Json::Object(wrapper)) => {
            let (Some(ty), Some(value)) = (wrapper.get("type"), wrapper.get("value")) else {
                return Err(JsonError::new("an object of \"type\" and \"value\" is required"));
            };
            from_json(value, &type_from_json(ty)?)?
        }
        (_, Json::Null) => Value::null(ty.clone()),
        (Type::Bool, Json::Bool(value)) => Value::bool(*value),
        (Type::Bool, Json::String(text)) if text == "true" || text == "false" => Value::bool(text == "true"),
        (Type::Number, Json::Number(number)) => Value::number(number_of(number)?),
        (Type::Number, Json::String(text)) => Value::number(Number::parse(text).ok_or_else(wrong)?),
        (Type::String, Json::String(text)) => Value::string(text),
        (Type::String, Json::Number(number)) => Value::string(number_of(number)?.to_string()),
        (Type::String, Json::Bool(value)) => Value::string(value.to_string()),
        (Type::List(element), Json::Array(items)) => Value::list((**element).clone(), elements(items, element)?),
        (Type::Set(element), Json::Array(items)) => Value::set((**element).clone(), elements(items, element)?),
        (Type::Tuple(types), Json::Array(items)) if types.len() == items.len() => {
            let each = items.iter().zip(types.iter()).enumerate();
            let read =
                each.map(|(at, (item, ty))| from_json(item, ty).map_err(|error| error.under(&format!("[{at}]"))));
            Value::tuple(read.collect::<Result<Vec<_>, _>>()?)
        }
        (Type::Map(element), Json::Object(members)) => {
            let mut map = Map::new();
            for (key, member) in members {
                map.insert(
                    key.as_str().into(),
                    from_json(member, element).map_err(|error| error.under(&format!("[{key:?}]")))?,
                );
            }
            Value::map((**element).clone(), map)
        }
        (Type::Object(object), Json::Object(members)) => {
            if let Some(extra) = members.keys().find(|key| !object.attributes.contains_key(key.as_str())) {
                return Err(JsonError::new(format!("unsupported attribute \"{extra}\"")));
            }
            let mut map = Map::new();
            for (name, ty) in &object.attributes {
                let member = members.get(&**name).unwrap_or(&Json::Null);
                map.insert(name.clone(), from_json(member, ty).map_err(|error| error.under(&format!(".{name}")))?);
            }
            Value::object(map)
        }
        _ => return Err(wrong()),
    })
}

fn elements(items: &[Json], element: &Type) -> Result<Vec<Value>, JsonError> {
    let each = items.iter().enumerate();
    each.map(|(at, item)| from_json(item, element).map_err(|error| error.under(&format!("[{at}]")))).collect()
}

fn number_of(number: &serde_json::Number) -> Result<Number, JsonError> {
    Number::parse(number.as_str()).ok_or_else(|| JsonError::new("the number is too large"))
}

fn json_name(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "bool",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

impl Value {
    /// The value that JSON alone implies: objects become objects and arrays tuples (`cty`'s `json.ImpliedType`), as
    /// `jsondecode` reads it.
    ///
    /// # Errors
    /// When a number is too large.
    pub fn implied_from_json(json: &Json) -> Result<Self, JsonError> {
        Ok(match json {
            Json::Null => Self::NULL,
            Json::Bool(value) => Self::bool(*value),
            Json::Number(number) => Self::number(number_of(number)?),
            Json::String(text) => Self::string(text),
            Json::Array(items) => {
                Self::tuple(items.iter().map(Self::implied_from_json).collect::<Result<Vec<_>, _>>()?)
            }
            Json::Object(members) => {
                let mut map = Map::new();
                for (name, member) in members {
                    map.insert(name.as_str().into(), Self::implied_from_json(member)?);
                }
                Self::object(map)
            }
        })
    }

    /// The value as plain JSON, by its own type, without any wrapper of types: what `jsonencode` and outputs show. Marks
    /// are dropped: the caller decides what may be shown. `None` when something in it is not known, or infinite.
    #[must_use]
    pub fn to_plain_json(&self) -> Option<Json> {
        Some(match self.kind() {
            Kind::Null(_) => Json::Null,
            Kind::Unknown(..) => return None,
            Kind::Bool(value) => Json::Bool(*value),
            Kind::Number(number) => number_to_json(number)?,
            Kind::String(text) => Json::String(text.to_string()),
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                Json::Array(items.iter().map(Self::to_plain_json).collect::<Option<_>>()?)
            }
            Kind::Map(_, map) | Kind::Object(map) => Json::Object(
                map.iter()
                    .map(|(key, value)| Some((key.to_string(), value.to_plain_json()?)))
                    .collect::<Option<_>>()?,
            ),
        })
    }
}

fn number_to_json(number: &Number) -> Option<Json> {
    (!number.is_infinite()).then(|| Json::Number(serde_json::Number::from_string_unchecked(number.to_string())))
}

/// Writes a value as the JSON that states hold, by a type; the value must be of that type or, where that is `any`, of any.
/// Marks are dropped: states keep them apart.
///
/// # Errors
/// When something in the value is not known yet, or is an infinity.
pub fn to_json(value: &Value, ty: &Type) -> Result<Json, JsonError> {
    if *ty == Type::Dynamic && !value.is_null() {
        let own = value.ty();
        let wrapper = [("value", to_json(value, &own)?), ("type", type_to_json(&own))];
        return Ok(Json::Object(wrapper.into_iter().map(|(key, member)| (key.to_owned(), member)).collect()));
    }
    Ok(match (value.kind(), ty) {
        (Kind::Unknown(..), _) => return Err(JsonError::new("a value that is not known yet cannot be stored")),
        (Kind::List(_, items) | Kind::Set(_, items), Type::List(element) | Type::Set(element)) => {
            Json::Array(items.iter().map(|item| to_json(item, element)).collect::<Result<_, _>>()?)
        }
        (Kind::Tuple(items), Type::Tuple(types)) => {
            Json::Array(items.iter().zip(types.iter()).map(|(item, ty)| to_json(item, ty)).collect::<Result<_, _>>()?)
        }
        (Kind::Map(_, map), Type::Map(element)) => {
            let each = map.iter().map(|(key, item)| Ok((key.to_string(), to_json(item, element)?)));
            Json::Object(each.collect::<Result<_, JsonError>>()?)
        }
        (Kind::Object(map), Type::Object(object)) => {
            let dynamic = Type::Dynamic;
            let each = map.iter().map(|(name, item)| {
                Ok((name.to_string(), to_json(item, object.attributes.get(name).unwrap_or(&dynamic))?))
            });
            Json::Object(each.collect::<Result<_, JsonError>>()?)
        }
        _ => value.to_plain_json().ok_or_else(|| JsonError::new("cannot serialize infinity as JSON"))?,
    })
}

/// Reads a type from its JSON form: `"string"`, `["list","string"]`, `["object",{"a":"bool"},["a"]]`.
///
/// # Errors
/// When the JSON is no type.
pub fn type_from_json(json: &Json) -> Result<Type, JsonError> {
    let wrong = || JsonError::new(format!("not a type: {json}"));
    match json {
        Json::String(name) => match name.as_str() {
            "bool" => Ok(Type::Bool),
            "number" => Ok(Type::Number),
            "string" => Ok(Type::String),
            "dynamic" => Ok(Type::Dynamic),
            _ => Err(wrong()),
        },
        Json::Array(parts) => match (parts.first().and_then(Json::as_str), parts.get(1)) {
            (Some("list"), Some(element)) => Ok(Type::list(type_from_json(element)?)),
            (Some("set"), Some(element)) => Ok(Type::set(type_from_json(element)?)),
            (Some("map"), Some(element)) => Ok(Type::map(type_from_json(element)?)),
            (Some("tuple"), Some(Json::Array(elements))) => {
                Ok(Type::tuple(elements.iter().map(type_from_json).collect::<Result<Vec<_>, _>>()?))
            }
            (Some("object"), Some(Json::Object(members))) => {
                let mut object = ObjectType::default();
                for (name, ty) in members {
                    object.attributes.insert(name.as_str().into(), type_from_json(ty)?);
                }
                if let Some(Json::Array(optional)) = parts.get(2) {
                    object.optional = optional.iter().filter_map(Json::as_str).map(Into::into).collect();
                }
                Ok(Type::Object(object.into()))
            }
            _ => Err(wrong()),
        },
        _ => Err(wrong()),
    }
}

/// Writes a type in its JSON form.
#[must_use]
pub fn type_to_json(ty: &Type) -> Json {
    let of = |name: &str, inner: Json| Json::Array(vec![name.into(), inner]);
    match ty {
        Type::Dynamic => "dynamic".into(),
        Type::Bool => "bool".into(),
        Type::Number => "number".into(),
        Type::String => "string".into(),
        Type::List(element) => of("list", type_to_json(element)),
        Type::Set(element) => of("set", type_to_json(element)),
        Type::Map(element) => of("map", type_to_json(element)),
        Type::Tuple(elements) => of("tuple", elements.iter().map(type_to_json).collect()),
        Type::Object(object) => {
            let members = object.attributes.iter().map(|(name, ty)| (name.to_string(), type_to_json(ty))).collect();
            let mut parts = vec!["object".into(), Json::Object(members)];
            if !object.optional.is_empty() {
                parts.push(object.optional.iter().map(|name| Json::from(&**name)).collect());
            }
            Json::Array(parts)
        }
    }
}
