use groundplan_value::{Type, Value};

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static JOIN: Function = Function {
    name: "join",
    description: "The elements of lists of strings as one string, with a separator between them.",
    parameters: &[Parameter::string("separator", "What stands between the elements.")],
    variadic: Some(Parameter::new("lists", types::list_of_string, "The lists, at least one.")),
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(join),
    ..Function::DEFAULT
};

fn join(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let separator = text(arguments, 0)?;
    let lists = arguments.get(1..).unwrap_or_default();
    if lists.is_empty() {
        return Err(FunctionError::call("at least one list is required"));
    }
    if !lists.iter().all(Value::is_wholly_known) {
        return Ok(Value::unknown(Type::String));
    }
    let mut parts: Vec<&str> = Vec::new();
    for (list_at, list) in lists.iter().enumerate() {
        for (at, element) in list.as_slice().unwrap_or_default().iter().enumerate() {
            let part = element.as_str().ok_or_else(|| {
                let of_list = if lists.len() > 1 { format!(" of list {}", list_at + 1) } else { String::new() };
                let message = format!("element {at}{of_list} is null; cannot concatenate null values");
                FunctionError::argument(list_at + 1, message)
            })?;
            parts.push(part);
        }
    }
    Ok(Value::string(parts.join(separator)))
}
