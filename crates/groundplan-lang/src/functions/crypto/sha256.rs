use groundplan_value::Value;
use sha2::Sha256;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SHA256: Function = Function {
    name: "sha256",
    description: "The SHA-256 hash of a string in hexadecimal digits.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(sha256),
    ..Function::DEFAULT
};

fn sha256(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Sha256>(text(arguments, 0)?.as_bytes()))
}
