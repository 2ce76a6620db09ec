use groundplan_value::Value;
use sha1::Sha1;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::filesystem::open;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILESHA1: Function = Function {
    name: "filesha1",
    description: "The SHA-1 hash of a file in hexadecimal digits.",
    parameters: &[Parameter::string("path", "The path of the file.")],
    returns: Returns::Type(types::string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(filesha1),
    ..Function::DEFAULT
};

fn filesha1(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Sha1>(&open(text(arguments, 0)?, context)?))
}
