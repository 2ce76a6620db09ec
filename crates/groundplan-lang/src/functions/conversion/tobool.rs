use groundplan_value::Value;

use super::to::to;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TOBOOL: Function = Function {
    name: "tobool",
    description: "The value as a boolean.",
    parameters: &[Parameter::any("v", "A boolean, or the string `true` or `false`.").anything()],
    returns: Returns::Type(types::bool),
    not_null: false,
    implementation: Implementation::Plain(tobool),
    ..Function::DEFAULT
};

fn tobool(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    to(arguments, &types::bool())
}
