use groundplan_value::Value;

use super::to::to;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TOMAP: Function = Function {
    name: "tomap",
    description: "The value as a map, whose elements all have one type.",
    parameters: &[Parameter::any("v", "A map or object.").anything()],
    returns: Returns::Type(types::map_of_any),
    not_null: false,
    implementation: Implementation::Plain(tomap),
    ..Function::DEFAULT
};

fn tomap(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    to(arguments, &types::map_of_any())
}
