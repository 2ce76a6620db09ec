use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TRIMSUFFIX: Function = Function {
    name: "trimsuffix",
    description: "The string without the given end, if it has it.",
    parameters: &[Parameter::string("str", "The string."), Parameter::string("suffix", "The end to cut off.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(trimsuffix),
    ..Function::DEFAULT
};

fn trimsuffix(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let string = text(arguments, 0)?;
    Ok(Value::string(string.strip_suffix(text(arguments, 1)?).unwrap_or(string)))
}
