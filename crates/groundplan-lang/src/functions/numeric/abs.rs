use groundplan_value::Value;

use crate::functions::arguments::number;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ABS: Function = Function {
    name: "abs",
    description: "The number without its sign.",
    parameters: &[Parameter::number("num", "The number.").dynamic()],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(abs),
    ..Function::DEFAULT
};

fn abs(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::number(number(arguments, 0)?.abs()))
}
