use groundplan_value::Value;

use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static MIN: Function = Function {
    name: "min",
    description: "The least of the numbers.",
    variadic: Some(Parameter::number("numbers", "The numbers, at least one.").dynamic()),
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(min),
    ..Function::DEFAULT
};

fn min(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let least = arguments.iter().filter_map(Value::as_number).min();
    let least = least.ok_or_else(|| FunctionError::call("must pass at least one number"))?;
    Ok(Value::number(least.clone()))
}
