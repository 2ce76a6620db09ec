use groundplan_value::Value;

use super::to::to;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TOSTRING: Function = Function {
    name: "tostring",
    description: "The value as a string.",
    parameters: &[Parameter::any("v", "A string, number or boolean.").anything()],
    returns: Returns::Type(types::string),
    not_null: false,
    implementation: Implementation::Plain(tostring),
    ..Function::DEFAULT
};

fn tostring(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    to(arguments, &types::string())
}
