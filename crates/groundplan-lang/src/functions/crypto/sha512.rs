use groundplan_value::Value;
use sha2::Sha512;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SHA512: Function = Function {
    name: "sha512",
    description: "The SHA-512 hash of a string in hexadecimal digits.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(sha512),
    ..Function::DEFAULT
};

fn sha512(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Sha512>(text(arguments, 0)?.as_bytes()))
}
