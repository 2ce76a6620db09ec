use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static DISTINCT: Function = Function {
    name: "distinct",
    description: "A list without the elements that equal an earlier one.",
    parameters: &[Parameter::new("list", types::list_of_any, "The list.")],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(distinct),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    Ok(value(arguments, 0)?.ty())
}

fn distinct(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let list = value(arguments, 0)?;
    if !list.is_wholly_known() {
        return Ok(Value::unknown(list.ty()));
    }
    let mut kept: Vec<Value> = Vec::new();
    for element in elements(arguments, 0)? {
        if !kept.iter().any(|earlier| earlier.equals(element) == Some(true)) {
            kept.push(element.clone());
        }
    }
    Ok(Value::list(list.ty().element().cloned().unwrap_or(Type::Dynamic), kept))
}
