use groundplan_value::{Type, Value};

use crate::functions::arguments::elements;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ALLTRUE: Function = Function {
    name: "alltrue",
    description: "Whether all elements of a list are true; an empty list is.",
    parameters: &[Parameter::new("list", types::list_of_bool, "The list.")],
    returns: Returns::Type(types::bool),
    implementation: Implementation::Plain(alltrue),
    ..Function::DEFAULT
};

fn alltrue(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    for element in elements(arguments, 0)? {
        if !element.is_known() {
            return Ok(Value::unknown(Type::Bool));
        }
        if element.as_bool() != Some(true) {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}
