use groundplan_value::{Type, Value};

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SPLIT: Function = Function {
    name: "split",
    description: "The parts of a string between the places where a separator stands.",
    parameters: &[
        Parameter::string("separator", "What stands between the parts."),
        Parameter::string("str", "The string."),
    ],
    returns: Returns::Type(types::list_of_string),
    implementation: Implementation::Plain(split),
    ..Function::DEFAULT
};

fn split(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (separator, string) = (text(arguments, 0)?, text(arguments, 1)?);
    let parts: Vec<Value> = if separator.is_empty() {
        string.chars().map(|character| Value::string(character.encode_utf8(&mut [0; 4]))).collect()
    } else {
        string.split(separator).map(Value::string).collect()
    };
    Ok(Value::list(Type::String, parts))
}
