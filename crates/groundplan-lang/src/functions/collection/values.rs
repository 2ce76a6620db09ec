use groundplan_value::{Type, Value};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static VALUES: Function = Function {
    name: "values",
    description: "The values of a map or object, in the order of their keys.",
    parameters: &[Parameter::any("mapping", "The map or object.").marked()],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(values),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::Map(element) => Ok(Type::List(element)),
        Type::Object(object) => Ok(Type::tuple(object.attributes.values().cloned().collect::<Vec<_>>())),
        _ => Err(FunctionError::call("values() requires a map as the first argument")),
    }
}

fn values(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let map = value(arguments, 0)?;
    let values: Vec<Value> = map.as_map().into_iter().flat_map(|map| map.values().cloned()).collect();
    let result = match result_type(arguments)? {
        Type::List(element) => Value::list((*element).clone(), values),
        _ => Value::tuple(values),
    };
    Ok(result.mark(map.marks()))
}
