use groundplan_value::Value;
use sha2::Sha256;

use super::digest::base64;
use crate::functions::arguments::text;
use crate::functions::filesystem::open;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILEBASE64SHA256: Function = Function {
    name: "filebase64sha256",
    description: "The SHA-256 hash of a file in Base64.",
    parameters: &[Parameter::string("path", "The path of the file.")],
    returns: Returns::Type(types::string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(filebase64sha256),
    ..Function::DEFAULT
};

fn filebase64sha256(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(base64::<Sha256>(&open(text(arguments, 0)?, context)?))
}
