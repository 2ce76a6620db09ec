use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static COMPACT: Function = Function {
    name: "compact",
    description: "A list of strings without its nulls and empty strings.",
    parameters: &[Parameter::new("list", types::list_of_string, "The list.")],
    returns: Returns::Type(types::list_of_string),
    implementation: Implementation::Plain(compact),
    ..Function::DEFAULT
};

fn compact(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    if !value(arguments, 0)?.is_wholly_known() {
        return Ok(Value::unknown(Type::list(Type::String)));
    }
    let full = elements(arguments, 0)?.iter().filter(|element| element.as_str().is_some_and(|text| !text.is_empty()));
    Ok(Value::list(Type::String, full.cloned().collect::<Vec<_>>()))
}
