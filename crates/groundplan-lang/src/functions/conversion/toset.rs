use groundplan_value::Value;

use super::to::to;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TOSET: Function = Function {
    name: "toset",
    description: "The value as a set: without order and doubles.",
    parameters: &[Parameter::any("v", "A set, list or tuple.").anything()],
    returns: Returns::Type(types::set_of_any),
    not_null: false,
    implementation: Implementation::Plain(toset),
    ..Function::DEFAULT
};

fn toset(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    to(arguments, &types::set_of_any())
}
