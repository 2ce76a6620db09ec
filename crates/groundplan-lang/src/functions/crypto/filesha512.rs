use groundplan_value::Value;
use sha2::Sha512;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::filesystem::open;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILESHA512: Function = Function {
    name: "filesha512",
    description: "The SHA-512 hash of a file in hexadecimal digits.",
    parameters: &[Parameter::string("path", "The path of the file.")],
    returns: Returns::Type(types::string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(filesha512),
    ..Function::DEFAULT
};

fn filesha512(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Sha512>(&open(text(arguments, 0)?, context)?))
}
