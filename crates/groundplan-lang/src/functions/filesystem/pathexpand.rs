use groundplan_value::Value;

use super::path::expand_home;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static PATHEXPAND: Function = Function {
    name: "pathexpand",
    description: "The path with a leading `~` replaced by the user's home folder.",
    parameters: &[Parameter::string("path", "The path.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(pathexpand),
    ..Function::DEFAULT
};

fn pathexpand(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(expand_home(text(arguments, 0)?, context).map_err(FunctionError::call)?))
}
