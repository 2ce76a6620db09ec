use groundplan_value::Value;
use sha1::Sha1;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SHA1: Function = Function {
    name: "sha1",
    description: "The SHA-1 hash of a string in hexadecimal digits.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(sha1),
    ..Function::DEFAULT
};

fn sha1(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Sha1>(text(arguments, 0)?.as_bytes()))
}
