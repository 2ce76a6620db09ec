use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use groundplan_value::Value;

use super::deflate::gzip;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static BASE64GZIP: Function = Function {
    name: "base64gzip",
    description: "The Base64 of a text compressed with gzip.",
    parameters: &[Parameter::string("str", "The text.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(base64gzip),
    ..Function::DEFAULT
};

fn base64gzip(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(STANDARD.encode(gzip(text(arguments, 0)?.as_bytes()))))
}
