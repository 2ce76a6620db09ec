use groundplan_value::Value;

use super::to::to;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TOLIST: Function = Function {
    name: "tolist",
    description: "The value as a list, whose elements all have one type.",
    parameters: &[Parameter::any("v", "A list, set or tuple.").anything()],
    returns: Returns::Type(types::list_of_any),
    not_null: false,
    implementation: Implementation::Plain(tolist),
    ..Function::DEFAULT
};

fn tolist(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    to(arguments, &types::list_of_any())
}
