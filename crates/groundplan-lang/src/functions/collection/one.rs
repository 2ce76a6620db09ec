use groundplan_value::{Type, Value};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ONE: Function = Function {
    name: "one",
    description: "The only element of a list, set or tuple, or null when it has none.",
    parameters: &[Parameter::any("list", "The list, set or tuple of at most one element.")],
    returns: Returns::Of(result_type),
    not_null: false,
    implementation: Implementation::Plain(one),
    ..Function::DEFAULT
};

fn wrong() -> FunctionError {
    FunctionError::argument(0, "must be a list, set, or tuple value with either zero or one elements")
}

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::List(element) | Type::Set(element) => Ok((*element).clone()),
        Type::Tuple(elements) if elements.len() < 2 => Ok(elements.first().cloned().unwrap_or(Type::Dynamic)),
        _ => Err(wrong()),
    }
}

fn one(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let list = value(arguments, 0)?;
    if list.known_len().is_none() {
        return Ok(Value::unknown(ty));
    }
    match list.as_slice() {
        Some([]) => Ok(Value::null(ty)),
        Some([only]) => Ok(only.clone()),
        _ => Err(wrong()),
    }
}
