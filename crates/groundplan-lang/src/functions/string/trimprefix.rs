use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TRIMPREFIX: Function = Function {
    name: "trimprefix",
    description: "The string without the given start, if it has it.",
    parameters: &[Parameter::string("str", "The string."), Parameter::string("prefix", "The start to cut off.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(trimprefix),
    ..Function::DEFAULT
};

fn trimprefix(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let string = text(arguments, 0)?;
    Ok(Value::string(string.strip_prefix(text(arguments, 1)?).unwrap_or(string)))
}
