use groundplan_value::Value;

use super::case::upper_char;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static UPPER: Function = Function {
    name: "upper",
    description: "The string with every letter in upper case.",
    parameters: &[Parameter::string("str", "The string.").dynamic()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(upper),
    ..Function::DEFAULT
};

fn upper(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(text(arguments, 0)?.chars().map(upper_char).collect::<String>()))
}
