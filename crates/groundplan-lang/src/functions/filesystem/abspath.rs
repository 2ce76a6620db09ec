use groundplan_value::Value;

use super::path::absolute;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ABSPATH: Function = Function {
    name: "abspath",
    description: "The path made absolute, from the root module's folder on.",
    parameters: &[Parameter::string("path", "The path.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(abspath),
    ..Function::DEFAULT
};

fn abspath(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(absolute(text(arguments, 0)?, context)))
}
