use groundplan_value::Value;

use super::case::lower_char;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static LOWER: Function = Function {
    name: "lower",
    description: "The string with every letter in lower case.",
    parameters: &[Parameter::string("str", "The string.").dynamic()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(lower),
    ..Function::DEFAULT
};

fn lower(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(text(arguments, 0)?.chars().map(lower_char).collect::<String>()))
}
