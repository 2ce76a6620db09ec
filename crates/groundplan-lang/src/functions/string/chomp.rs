use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CHOMP: Function = Function {
    name: "chomp",
    description: "The string without line ends at its end.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(chomp),
    ..Function::DEFAULT
};

fn chomp(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(text(arguments, 0)?.trim_end_matches(['\r', '\n'])))
}
