use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ENDSWITH: Function = Function {
    name: "endswith",
    description: "Whether a string ends with another.",
    parameters: &[Parameter::string("str", "The string."), Parameter::string("suffix", "The end to look for.")],
    returns: Returns::Type(types::bool),
    implementation: Implementation::Plain(endswith),
    ..Function::DEFAULT
};

fn endswith(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::bool(text(arguments, 0)?.ends_with(text(arguments, 1)?)))
}
