use groundplan_value::{Type, Value};

use super::pattern::Pattern;
use crate::functions::arguments::{text, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static REGEXALL: Function = Function {
    name: "regexall",
    description: "What every match of a regular expression captures, as a list of what `regex` gives for one.",
    parameters: &[Parameter::string("pattern", "The pattern."), Parameter::string("string", "The string to search.")],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(regexall),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    Ok(Type::list(match value(arguments, 0)?.as_str() {
        Some(pattern) => Pattern::for_captures(pattern)?.result_type(),
        None => Type::Dynamic,
    }))
}

fn regexall(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let pattern = Pattern::for_captures(text(arguments, 0)?)?;
    let matches = pattern.regex.captures_iter(text(arguments, 1)?);
    let results: Vec<Value> = matches.map(|captures| pattern.result(&captures)).collect();
    Ok(Value::list(pattern.result_type(), results))
}
