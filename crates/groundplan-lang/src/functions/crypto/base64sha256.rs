use groundplan_value::Value;
use sha2::Sha256;

use super::digest::base64;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static BASE64SHA256: Function = Function {
    name: "base64sha256",
    description: "The SHA-256 hash of a string in Base64.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(base64sha256),
    ..Function::DEFAULT
};

fn base64sha256(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(base64::<Sha256>(text(arguments, 0)?.as_bytes()))
}
