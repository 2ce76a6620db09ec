use groundplan_value::{Type, Value, convert, unify};

use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static MATCHKEYS: Function = Function {
    name: "matchkeys",
    description: "The elements of a list at whose places another list has one of the wanted keys.",
    parameters: &[
        Parameter::new("values", types::list_of_any, "The list to choose from."),
        Parameter::new("keys", types::list_of_any, "A key for every element of it."),
        Parameter::new("searchset", types::list_of_any, "The wanted keys."),
    ],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(matchkeys),
    ..Function::DEFAULT
};

fn key_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    unify(&[value(arguments, 1)?.ty(), value(arguments, 2)?.ty()])
        .ok_or_else(|| FunctionError::call("keys and searchset must be of the same type"))
}

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    key_type(arguments)?;
    Ok(value(arguments, 0)?.ty())
}

fn matchkeys(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let key_type = key_type(arguments)?;
    let values = value(arguments, 0)?;
    let as_keys = |at| convert(value(arguments, at)?, &key_type).map_err(|error| FunctionError::call(error.message));
    let (keys, wanted) = (as_keys(1)?, as_keys(2)?);
    if values.len() != keys.len() {
        return Err(FunctionError::call("length of keys and values should be equal"));
    }
    let element = values.ty().element().cloned().unwrap_or(Type::Dynamic);
    if wanted.is_empty() {
        return Ok(Value::empty_list(element));
    }
    if !values.is_wholly_known() || !keys.is_wholly_known() {
        return Ok(Value::unknown(values.ty()));
    }
    let mut chosen = Vec::new();
    let pairs = keys.as_slice().unwrap_or_default().iter().zip(values.as_slice().unwrap_or_default());
    for (key, value) in pairs {
        for wanted in wanted.as_slice().unwrap_or_default() {
            match key.equals(wanted) {
                Some(true) => {
                    chosen.push(value.clone());
                    break;
                }
                Some(false) => {}
                None => return Ok(Value::empty_list(element)),
            }
        }
    }
    Ok(Value::list(element, chosen))
}
