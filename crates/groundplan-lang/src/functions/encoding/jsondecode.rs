use groundplan_value::{Type, Value, quote_char};

use super::json_parse::parse;
use crate::functions::arguments::{text, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static JSONDECODE: Function = Function {
    name: "jsondecode",
    description: "The value that a JSON text says.",
    parameters: &[Parameter::string("str", "The JSON.")],
    returns: Returns::Of(result_type),
    not_null: false,
    implementation: Implementation::Plain(jsondecode),
    ..Function::DEFAULT
};

/// What the known start of an unknown text tells.
fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let prefix = value(arguments, 0)?.refinement().and_then(|known| known.prefix.as_deref()).unwrap_or_default();
    match prefix.trim().chars().next() {
        None | Some('{' | '[' | 'n') => Ok(Type::Dynamic),
        Some('"') => Ok(Type::String),
        Some('t' | 'f') => Ok(Type::Bool),
        Some('-' | '.' | '0'..='9') => Ok(Type::Number),
        Some(other) => {
            let message = format!("a JSON document cannot begin with the character {}", quote_char(other));
            Err(FunctionError::argument(0, message))
        }
    }
}

fn jsondecode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    parse(text(arguments, 0)?).map_err(FunctionError::call)
}
