use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static BASENAME: Function = Function {
    name: "basename",
    description: "The last part of a path.",
    parameters: &[Parameter::string("path", "The path.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(basename),
    ..Function::DEFAULT
};

fn basename(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let path = text(arguments, 0)?;
    let trimmed = path.trim_end_matches('/');
    let name = trimmed.rsplit('/').next().unwrap_or_default();
    Ok(Value::string(match (path.is_empty(), name.is_empty()) {
        (true, _) => ".",
        (false, true) => "/",
        (false, false) => name,
    }))
}
