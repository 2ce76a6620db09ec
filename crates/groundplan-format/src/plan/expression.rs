use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::{Map, Value};

use crate::present::present;

/// The arguments and nested blocks of a block, by name.
pub type Expressions = BTreeMap<String, Expression>;

/// What the configuration says for one argument or nested block, without evaluating it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Expression {
    /// An argument.
    Argument {
        /// The value, when it is a constant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        constant_value: Option<Value>,
        /// What it refers to, the longest form first: `aws_vpc.main.id`, then `aws_vpc.main`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        references: Vec<String>,
    },
    /// A nested block of which there is at most one, or nested blocks by key.
    Block(Expressions),
    /// Nested blocks in order.
    Blocks(Vec<Expressions>),
}

impl Default for Expression {
    fn default() -> Self {
        Self::Argument { constant_value: None, references: Vec::new() }
    }
}

/// The fields of [`Expression::Argument`].
#[derive(Deserialize)]
struct Argument {
    #[serde(default, deserialize_with = "present")]
    constant_value: Option<Value>,
    #[serde(default)]
    references: Vec<String>,
}

impl Expression {
    fn from_value(value: Value) -> Result<Self, serde_json::Error> {
        match value {
            Value::Array(blocks) => blocks.into_iter().map(block).collect::<Result<_, _>>().map(Self::Blocks),
            Value::Object(fields) if is_argument(&fields) => {
                let Argument { constant_value, references } = serde_json::from_value(Value::Object(fields))?;
                Ok(Self::Argument { constant_value, references })
            }
            other => block(other).map(Self::Block),
        }
    }
}

/// The document tells an argument from a nested block only by its fields.
fn is_argument(fields: &Map<String, Value>) -> bool {
    fields.iter().all(|(name, value)| {
        name == "constant_value"
            || (name == "references" && value.as_array().is_some_and(|all| all.iter().all(Value::is_string)))
    })
}

fn block(value: Value) -> Result<Expressions, serde_json::Error> {
    let fields: Map<String, Value> = serde_json::from_value(value)?;
    fields.into_iter().map(|(name, value)| Ok((name, Expression::from_value(value)?))).collect()
}

// Written by hand: serde's untagged enums lose numbers that are kept with all their digits.
impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_value(value).map_err(de::Error::custom)
    }
}
