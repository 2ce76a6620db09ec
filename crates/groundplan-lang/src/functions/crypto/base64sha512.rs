use groundplan_value::Value;
use sha2::Sha512;

use super::digest::base64;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static BASE64SHA512: Function = Function {
    name: "base64sha512",
    description: "The SHA-512 hash of a string in Base64.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(base64sha512),
    ..Function::DEFAULT
};

fn base64sha512(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(base64::<Sha512>(text(arguments, 0)?.as_bytes()))
}
