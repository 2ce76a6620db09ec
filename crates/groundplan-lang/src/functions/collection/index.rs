use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static INDEX: Function = Function {
    name: "index",
    description: "The place of the first element of a list that equals a value.",
    parameters: &[Parameter::any("list", "The list or tuple."), Parameter::any("value", "The value to look for.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(index),
    ..Function::DEFAULT
};

fn index(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    if !matches!(value(arguments, 0)?.ty(), Type::List(_) | Type::Tuple(_)) {
        return Err(FunctionError::call("argument must be a list or tuple"));
    }
    let (list, wanted) = (elements(arguments, 0)?, value(arguments, 1)?);
    if list.is_empty() {
        return Err(FunctionError::call("cannot search an empty list"));
    }
    for (at, element) in list.iter().enumerate() {
        match element.equals(wanted) {
            Some(true) => return Ok(Value::number(at)),
            Some(false) => {}
            None => return Ok(Value::unknown(Type::Number)),
        }
    }
    Err(FunctionError::call("item not found"))
}
