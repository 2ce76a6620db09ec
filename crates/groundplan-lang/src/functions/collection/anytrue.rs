use groundplan_value::{Type, Value};

use crate::functions::arguments::elements;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ANYTRUE: Function = Function {
    name: "anytrue",
    description: "Whether an element of a list is true; of an empty list none is.",
    parameters: &[Parameter::new("list", types::list_of_bool, "The list.")],
    returns: Returns::Type(types::bool),
    implementation: Implementation::Plain(anytrue),
    ..Function::DEFAULT
};

fn anytrue(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let list = elements(arguments, 0)?;
    if list.iter().any(|element| element.as_bool() == Some(true)) {
        return Ok(Value::TRUE);
    }
    Ok(if list.iter().all(Value::is_known) { Value::FALSE } else { Value::unknown(Type::Bool) })
}
