use groundplan_value::Value;

use super::pattern::Pattern;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static REPLACE: Function = Function {
    name: "replace",
    description: "The string with every occurrence of a part, or every match of a pattern between slashes, replaced.",
    parameters: &[
        Parameter::string("str", "The string."),
        Parameter::string("substr", "The part, or a pattern between slashes."),
        Parameter::string("replace", "What stands for it; for a pattern, `$1` or `${name}` is what a group captured."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(replace),
    ..Function::DEFAULT
};

fn replace(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (string, part, replacement) = (text(arguments, 0)?, text(arguments, 1)?, text(arguments, 2)?);
    let Some(pattern) = part.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) else {
        return Ok(Value::string(string.replace(part, replacement)));
    };
    let pattern = Pattern::compile(pattern)
        .map_err(|error| FunctionError::call(format!("error parsing regexp: {}: `{}`", error.problem, error.part)))?;
    Ok(Value::string(pattern.replace_all(string, replacement)))
}
