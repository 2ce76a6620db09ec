use groundplan_value::{Type, Value};

use super::pattern::Pattern;
use crate::functions::arguments::{text, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static REGEX: Function = Function {
    name: "regex",
    description: "What the first match of a regular expression captures: a string, a tuple of groups or an object of named \
                  groups.",
    parameters: &[Parameter::string("pattern", "The pattern."), Parameter::string("string", "The string to search.")],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(regex),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.as_str() {
        Some(pattern) => Pattern::for_captures(pattern).map(|pattern| pattern.result_type()),
        None => Ok(Type::Dynamic),
    }
}

fn regex(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let pattern = Pattern::for_captures(text(arguments, 0)?)?;
    let first = pattern.regex.captures(text(arguments, 1)?);
    let first = first.ok_or_else(|| FunctionError::call("pattern did not match any part of the given string"))?;
    Ok(pattern.result(&first))
}
