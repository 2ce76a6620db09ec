use groundplan_value::{Refinement, Type, Value};

use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SORT: Function = Function {
    name: "sort",
    description: "A list of strings in the order of their characters.",
    parameters: &[Parameter::new("list", types::list_of_string, "The list.").unknown()],
    returns: Returns::Type(types::list_of_string),
    implementation: Implementation::Plain(sort),
    ..Function::DEFAULT
};

fn sort(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let list = value(arguments, 0)?;
    if !list.is_wholly_known() {
        let known = list.refinement();
        let refinement = Refinement {
            not_null: true,
            length_min: list.len().or_else(|| known.and_then(|known| known.length_min)),
            length_max: list.len().or_else(|| known.and_then(|known| known.length_max)),
            ..Refinement::default()
        };
        return Ok(Value::refined(Type::list(Type::String), refinement));
    }
    let mut sorted = list.as_slice().unwrap_or_default().to_vec();
    if let Some(at) = sorted.iter().position(Value::is_null) {
        let message = format!("given list element {at} is null; a null string cannot be sorted");
        return Err(FunctionError::call(message));
    }
    sorted.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    Ok(Value::list(Type::String, sorted))
}
