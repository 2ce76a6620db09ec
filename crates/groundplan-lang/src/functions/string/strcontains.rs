use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static STRCONTAINS: Function = Function {
    name: "strcontains",
    description: "Whether a string contains another.",
    parameters: &[Parameter::string("str", "The string."), Parameter::string("substr", "The part to look for.")],
    returns: Returns::Type(types::bool),
    not_null: false,
    implementation: Implementation::Plain(strcontains),
    ..Function::DEFAULT
};

fn strcontains(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::bool(text(arguments, 0)?.contains(text(arguments, 1)?)))
}
