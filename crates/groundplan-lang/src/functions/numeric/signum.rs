use groundplan_value::Value;

use crate::functions::arguments::integer_at;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SIGNUM: Function = Function {
    name: "signum",
    description: "The sign of a whole number: -1, 0 or 1.",
    parameters: &[Parameter::number("num", "The whole number.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(signum),
    ..Function::DEFAULT
};

fn signum(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::number(integer_at(arguments, 0)?.signum()))
}
