use groundplan_value::{Map, Type, Value};

use crate::functions::arguments::{elements, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ZIPMAP: Function = Function {
    name: "zipmap",
    description: "A map or object from a list of keys and a list of values of the same length.",
    parameters: &[
        Parameter::new("keys", types::list_of_string, "The keys.").marked(),
        Parameter::any("values", "The values: a list for a map, a tuple for an object.").marked(),
    ],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(zipmap),
    ..Function::DEFAULT
};

fn mismatch(keys: usize, values: usize) -> FunctionError {
    FunctionError::call(format!("number of keys ({keys}) does not match number of values ({values})"))
}

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let keys = value(arguments, 0)?;
    match value(arguments, 1)?.ty() {
        Type::List(element) => Ok(Type::Map(element)),
        Type::Tuple(types) => {
            let Some(keys) = keys.as_slice().filter(|_| keys.is_wholly_known()) else { return Ok(Type::Dynamic) };
            if keys.len() != types.len() {
                return Err(mismatch(keys.len(), types.len()));
            }
            if let Some(at) = keys.iter().position(Value::is_null) {
                return Err(FunctionError::call(format!("keys list has null value at index {at}")));
            }
            let names = keys.iter().filter_map(Value::as_str).cloned();
            Ok(Type::object(names.zip(types.iter().cloned())))
        }
        _ => Err(FunctionError::call("values argument must be a list or tuple value")),
    }
}

fn zipmap(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let (keys, values) = (value(arguments, 0)?, value(arguments, 1)?);
    let marks = keys.marks() | values.marks();
    if !keys.is_wholly_known() {
        return Ok(Value::unknown(ty).mark(marks));
    }
    let (names, values) = (elements(arguments, 0)?, elements(arguments, 1)?);
    if names.len() != values.len() {
        return Err(mismatch(names.len(), values.len()));
    }
    let mut marks = marks;
    let mut zipped = Map::new();
    for (at, (name, value)) in names.iter().zip(values).enumerate() {
        marks |= name.marks();
        let name = name.as_str();
        let name = name.ok_or_else(|| FunctionError::call(format!("keys list has null value at index {at}")))?;
        zipped.insert(name.clone(), value.clone());
    }
    let result = match ty {
        Type::Map(element) => Value::map((*element).clone(), zipped),
        _ => Value::object(zipped),
    };
    Ok(result.mark(marks))
}
