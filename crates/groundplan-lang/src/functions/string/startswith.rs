use groundplan_value::{Type, Value};

use crate::functions::arguments::{text, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static STARTSWITH: Function = Function {
    name: "startswith",
    description: "Whether a string starts with another.",
    parameters: &[
        Parameter::string("str", "The string.").unknown(),
        Parameter::string("prefix", "The start to look for."),
    ],
    returns: Returns::Type(types::bool),
    implementation: Implementation::Plain(startswith),
    ..Function::DEFAULT
};

fn startswith(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (string, prefix) = (value(arguments, 0)?, text(arguments, 1)?);
    if let Some(string) = string.as_str() {
        return Ok(Value::bool(string.starts_with(prefix)));
    }
    let known = string.refinement().and_then(|refinement| refinement.prefix.as_deref()).unwrap_or_default();
    Ok(if known.starts_with(prefix) {
        Value::TRUE
    } else if !known.is_empty() && known.len() >= prefix.len() {
        Value::FALSE
    } else {
        Value::unknown(Type::Bool)
    })
}
