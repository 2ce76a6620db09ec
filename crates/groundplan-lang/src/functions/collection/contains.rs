use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CONTAINS: Function = Function {
    name: "contains",
    description: "Whether a value is among the elements of a list, tuple or set.",
    parameters: &[Parameter::any("list", "The list, tuple or set."), Parameter::any("value", "The value to look for.")],
    returns: Returns::Type(types::bool),
    implementation: Implementation::Plain(contains),
    ..Function::DEFAULT
};

fn contains(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    if !matches!(value(arguments, 0)?.ty(), Type::List(_) | Type::Tuple(_) | Type::Set(_)) {
        return Err(FunctionError::call("argument must be list, tuple, or set"));
    }
    let wanted = value(arguments, 1)?;
    let mut unsure = false;
    for element in elements(arguments, 0)? {
        match wanted.equals(element) {
            Some(true) => return Ok(Value::TRUE),
            Some(false) => {}
            None => unsure = true,
        }
    }
    Ok(if unsure { Value::unknown(Type::Bool) } else { Value::FALSE })
}
