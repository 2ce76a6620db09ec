use groundplan_value::{Number, Value};

use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static MAX: Function = Function {
    name: "max",
    description: "The greatest of the numbers.",
    variadic: Some(Parameter::number("numbers", "The numbers, at least one.").dynamic()),
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(max),
    ..Function::DEFAULT
};

fn max(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let numbers = arguments.iter().filter_map(Value::as_number);
    let greatest = numbers.fold(None, |greatest: Option<&Number>, number| match greatest {
        Some(greatest) if greatest >= number => Some(greatest),
        _ => Some(number),
    });
    let greatest = greatest.ok_or_else(|| FunctionError::call("must pass at least one number"))?;
    Ok(Value::number(greatest.clone()))
}
