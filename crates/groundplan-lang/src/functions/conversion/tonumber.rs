use groundplan_value::Value;

use super::to::to;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TONUMBER: Function = Function {
    name: "tonumber",
    description: "The value as a number.",
    parameters: &[Parameter::any("v", "A number, or a string of one.").anything()],
    returns: Returns::Type(types::number),
    not_null: false,
    implementation: Implementation::Plain(tonumber),
    ..Function::DEFAULT
};

fn tonumber(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    to(arguments, &types::number())
}
