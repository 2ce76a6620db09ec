use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeTuple};
use serde_json::Value;

/// A type constraint. In JSON `"string"` or `["list", "string"]`, as Terraform writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// A number of any size.
    Number,
    /// True or false.
    Bool,
    /// Any type; each value has its own.
    Dynamic,
    /// Elements of one type, in order.
    List(Box<Type>),
    /// Elements of one type, without order and repetition.
    Set(Box<Type>),
    /// Elements of one type, by key.
    Map(Box<Type>),
    /// Elements each of its own type, in order.
    Tuple(Vec<Type>),
    /// Attributes each of its own type, by name. Which of them are optional is not kept: values have them all.
    Object(BTreeMap<String, Type>),
}

/// Types nest no deeper than this in anything that is read.
const MAX_DEPTH: usize = 100;

impl Type {
    fn from_value(value: &Value, depth: usize) -> Result<Self, String> {
        if depth > MAX_DEPTH {
            return Err(format!("a type is nested more than {MAX_DEPTH} levels deep"));
        }
        let inner = |value| Self::from_value(value, depth + 1);
        let element = |value| inner(value).map(Box::new);
        match value {
            Value::String(name) => match name.as_str() {
                "string" => Ok(Self::String),
                "number" => Ok(Self::Number),
                "bool" => Ok(Self::Bool),
                "dynamic" => Ok(Self::Dynamic),
                _ => Err(format!("no type is called \"{name}\"")),
            },
            Value::Array(parts) => match parts.as_slice() {
                [Value::String(kind), of] if kind == "list" => element(of).map(Self::List),
                [Value::String(kind), of] if kind == "set" => element(of).map(Self::Set),
                [Value::String(kind), of] if kind == "map" => element(of).map(Self::Map),
                [Value::String(kind), Value::Array(items)] if kind == "tuple" => {
                    items.iter().map(inner).collect::<Result<_, _>>().map(Self::Tuple)
                }
                [Value::String(kind), Value::Object(attributes), ..] if kind == "object" => {
                    let typed = attributes.iter().map(|(name, of)| Ok((name.clone(), inner(of)?)));
                    typed.collect::<Result<_, String>>().map(Self::Object)
                }
                _ => Err("a type is a name or a list of a kind and its parts".to_owned()),
            },
            _ => Err("a type is a name or a list of a kind and its parts".to_owned()),
        }
    }
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_value(&value, 0).map_err(de::Error::custom)
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn pair<S: Serializer>(serializer: S, kind: &str, of: &impl Serialize) -> Result<S::Ok, S::Error> {
            let mut tuple = serializer.serialize_tuple(2)?;
            tuple.serialize_element(kind)?;
            tuple.serialize_element(of)?;
            tuple.end()
        }
        match self {
            Self::String => serializer.serialize_str("string"),
            Self::Number => serializer.serialize_str("number"),
            Self::Bool => serializer.serialize_str("bool"),
            Self::Dynamic => serializer.serialize_str("dynamic"),
            Self::List(of) => pair(serializer, "list", of),
            Self::Set(of) => pair(serializer, "set", of),
            Self::Map(of) => pair(serializer, "map", of),
            Self::Tuple(items) => pair(serializer, "tuple", items),
            Self::Object(attributes) => pair(serializer, "object", attributes),
        }
    }
}
