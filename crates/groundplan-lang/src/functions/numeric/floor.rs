use groundplan_value::Value;

use crate::functions::arguments::number;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static FLOOR: Function = Function {
    name: "floor",
    description: "The greatest whole number that is not above the number.",
    parameters: &[Parameter::number("num", "The number to round down.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(floor),
    ..Function::DEFAULT
};

fn floor(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::number(number(arguments, 0)?.floor()))
}
