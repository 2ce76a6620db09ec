use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TRIMSPACE: Function = Function {
    name: "trimspace",
    description: "The string without white space at both ends.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(trimspace),
    ..Function::DEFAULT
};

fn trimspace(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(text(arguments, 0)?.trim()))
}
