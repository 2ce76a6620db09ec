use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static BASE64ENCODE: Function = Function {
    name: "base64encode",
    description: "The Base64 of a text.",
    parameters: &[Parameter::string("str", "The text.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(base64encode),
    ..Function::DEFAULT
};

fn base64encode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(STANDARD.encode(text(arguments, 0)?)))
}
