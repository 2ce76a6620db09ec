use groundplan_value::Value;

use crate::functions::arguments::number;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CEIL: Function = Function {
    name: "ceil",
    description: "The least whole number that is not below the number.",
    parameters: &[Parameter::number("num", "The number to round up.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(ceil),
    ..Function::DEFAULT
};

fn ceil(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::number(number(arguments, 0)?.ceil()))
}
