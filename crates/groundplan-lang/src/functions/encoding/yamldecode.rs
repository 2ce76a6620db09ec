use groundplan_value::Value;

use super::yaml::load;
use crate::functions::arguments::text;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter};

pub(super) static YAMLDECODE: Function = Function {
    name: "yamldecode",
    description: "The value that a YAML text says.",
    parameters: &[Parameter::string("src", "The YAML, of one document.")],
    not_null: false,
    implementation: Implementation::Plain(yamldecode),
    ..Function::DEFAULT
};

fn yamldecode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    load(text(arguments, 0)?).map_err(FunctionError::call)
}
