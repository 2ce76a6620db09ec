use groundplan_value::Value;
use md5::Md5;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static MD5: Function = Function {
    name: "md5",
    description: "The MD5 hash of a string in hexadecimal digits.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(md5),
    ..Function::DEFAULT
};

fn md5(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Md5>(text(arguments, 0)?.as_bytes()))
}
