use groundplan_value::{Type, Value, convert, quote};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static LOOKUP: Function = Function {
    name: "lookup",
    description: "The value of a key in a map or object, or a default when it has no such key.",
    parameters: &[
        Parameter::any("inputMap", "The map or object.").unknown().marked(),
        Parameter::string("key", "The key.").unknown().marked(),
    ],
    variadic: Some(Parameter::any("default", "What is the result when there is no such key.").anything()),
    returns: Returns::Of(result_type),
    not_null: false,
    implementation: Implementation::Plain(lookup),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    if arguments.len() > 3 {
        return Err(FunctionError::call(format!("lookup() takes two or three arguments, got {}", arguments.len())));
    }
    let default = arguments.get(2);
    match value(arguments, 0)?.ty() {
        Type::Object(object) => match value(arguments, 1)?.as_str() {
            None => Ok(Type::Dynamic),
            Some(key) => match (object.attributes.get(key), default) {
                (Some(ty), _) => Ok(ty.clone()),
                (None, Some(default)) => Ok(default.ty()),
                (None, None) => {
                    Err(FunctionError::argument(0, format!("the given object has no attribute {}", quote(key))))
                }
            },
        },
        Type::Map(element) => match default.map(|default| convert(default, &element)) {
            Some(Err(_)) => {
                Err(FunctionError::argument(2, "the default value must have the same type as the map elements"))
            }
            _ => Ok((*element).clone()),
        },
        _ => Err(FunctionError::argument(0, "lookup() requires a map as the first argument")),
    }
}

fn lookup(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let (map, key) = (value(arguments, 0)?, value(arguments, 1)?);
    let marks = map.marks() | key.marks();
    let (Some(entries), Some(name)) = (map.as_map(), key.as_str()) else { return Ok(Value::unknown(ty).mark(marks)) };
    if let Some(found) = entries.get(name) {
        return Ok(found.clone().mark(marks));
    }
    match arguments.get(2) {
        Some(default) => Ok(convert(default, &ty).map_err(|error| FunctionError::call(error.message))?.mark(marks)),
        None => {
            let shown = if key.marks().is_sensitive() { "(sensitive value)".to_owned() } else { quote(name) };
            Err(FunctionError::call(format!("lookup failed to find key {shown}")))
        }
    }
}
