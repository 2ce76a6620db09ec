use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TRIM: Function = Function {
    name: "trim",
    description: "The string without the given characters at both ends.",
    parameters: &[Parameter::string("str", "The string."), Parameter::string("cutset", "The characters to cut off.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(trim),
    ..Function::DEFAULT
};

fn trim(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let cut = text(arguments, 1)?;
    Ok(Value::string(text(arguments, 0)?.trim_matches(|character| cut.contains(character))))
}
