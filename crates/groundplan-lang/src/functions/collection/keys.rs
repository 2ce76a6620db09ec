use groundplan_value::{Kind, Type, Value};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static KEYS: Function = Function {
    name: "keys",
    description: "The keys of a map or the names of an object's attributes, in order.",
    parameters: &[Parameter::any("inputMap", "The map or object.").unknown().marked()],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(keys),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::Map(_) => Ok(Type::list(Type::String)),
        Type::Object(object) => Ok(Type::tuple(vec![Type::String; object.attributes.len()])),
        _ => Err(FunctionError::argument(0, "must have map or object type")),
    }
}

fn keys(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let map = value(arguments, 0)?;
    let ty = result_type(arguments)?;
    let result = match (map.ty(), map.kind()) {
        // The names of an object's attributes are known even when it is not.
        (Type::Object(object), _) => Value::tuple(object.attributes.keys().map(Value::string).collect::<Vec<_>>()),
        (_, Kind::Map(_, map)) => Value::list(Type::String, map.keys().map(Value::string).collect::<Vec<_>>()),
        _ => Value::unknown(ty),
    };
    Ok(result.mark(map.marks()))
}
